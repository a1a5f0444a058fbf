#!/usr/bin/env python3
"""Measures the checks of integrations-ls against `ddev validate`.

Copies a repository, makes small edits in the copy one at a time, and after each asks both
tools whether the repository is still valid. See README.md beside this file.
"""

import argparse
import pathlib
import signal
import sys
import tempfile

import cases
import report
import results
import runner
import scratch
import setups
import whole
from worker import Worker, commands_of


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repository", type=pathlib.Path, required=True, help="checkout to copy from")
    parser.add_argument("--kind", choices=cases.KINDS, default="extras")
    parser.add_argument("--binary", type=pathlib.Path, default=pathlib.Path("target/release/integrations-ls"))
    parser.add_argument("--integrations", default="", help="comma-separated names; all by default")
    parser.add_argument("--sample", type=int, default=0, help="copy only so many integrations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-mutation", type=int, default=3, help="integrations per mutation")
    parser.add_argument("--only", action="append", metavar="COMMAND", help="only cases of this command")
    parser.add_argument("--only-mutation", action="append", metavar="NAME")
    parser.add_argument("--set", choices=("named", "generic"), help="only one of the two sets of mutations")
    parser.add_argument("--whole", action="store_true", help="compare and time runs over the whole repository instead")
    parser.add_argument("--fix", action="store_true", help="also apply our fixes and ask ddev again")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--no-unchanged", action="store_true", help="leave out the unchanged integrations")
    parser.add_argument("--no-synthesis", action="store_true", help="add nothing the checkout lacks")
    parser.add_argument("--check-mutations", action="store_true", help="compare ddev with what mutations promise")
    parser.add_argument("--list", action="store_true", help="list the mutations and end")
    return parser.parse_args()


def selected(args):
    """The mutations asked for."""
    commands = set(commands_of(args.kind, args.only))
    found = [m for m in cases.load() if args.kind in m.kinds and commands & set(m.commands)]
    if args.only_mutation:
        found = [m for m in found if m.name in args.only_mutation]
    if args.set:
        found = [m for m in found if m.generic == (args.set == "generic")]
    return found


def listing(mutations):
    for m in mutations:
        print(f"{','.join(m.commands):18} {m.name:40} {m.expect or '?':5} {m.rule or '-'}")
    print(f"{len(mutations)} mutations")


def progress(total):
    done = 0
    start, end = ("\r\x1b[K", "") if sys.stderr.isatty() else ("", "\n")

    def show(chunk):
        nonlocal done
        done += len(chunk)
        print(f"{start}{done}/{total} {chunk[-1].command} {chunk[-1].name}", end=end, file=sys.stderr, flush=True)

    return show


def section(title, text):
    if text:
        print(f"\n== {title}\n{text}", flush=True)


def main():
    # Being told to stop (also by `timeout`) means: report what there is.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    args = arguments()
    mutations = selected(args)
    if args.list:
        return listing(mutations)
    repository = args.repository.resolve()
    names = [name for name in args.integrations.split(",") if name]
    directories = scratch.choose(repository, names, args.sample, args.seed)
    binary = None if args.check_mutations else str(args.binary.resolve())
    options = results.Options(binary, args.kind, args.seed, args.per_mutation, args.fix, args.only)
    with tempfile.TemporaryDirectory(prefix="parity-") as parent:
        copy = scratch.Scratch.copy(repository, parent, args.kind, directories)
        worker = Worker(copy, f"{parent}/home", options)
        setups.prepare(copy, worker.oracle, not args.no_synthesis)
        if args.whole:
            return whole.run(worker, args.only)
        print(f"{args.kind}: {len(directories)} directories, {len(mutations)} mutations", flush=True)
        baseline = []
        if not (args.no_unchanged or args.check_mutations):
            baseline = worker.unchanged(commands_of(args.kind, args.only))
        found = runner.run(worker, mutations, args.jobs, progress(len(mutations)))
    applied = {(r.command, r.mutation) for r in found}
    idle = [f"{m.command} {m.name}" for m in mutations if not any((c, m.name) in applied for c in m.commands)]
    section("Mutations that found no integration", "\n".join(idle))
    if args.json:
        report.write_json(args.json, args.kind, found, baseline)
    if args.check_mutations:
        odd = report.unexpected(found)
        section("ddev does not do what the mutation promises", odd)
        print(f"\n{len(found)} cases, {sum(not r.as_expected for r in found)} unexpected")
        return 1 if odd else 0
    section("Unchanged integrations", report.table(baseline) if baseline else "")
    section("Unchanged integrations: disagreements", report.disagreements(baseline))
    section("Mutations", report.table(found))
    section("Mutations: disagreements", report.disagreements(found))
    section("Errors of ours after an edit on which no command fails", report.unshared(found))
    section("Mutations: ddev does not do what the mutation promises", report.unexpected(found))
    section("Fixes", report.fixes(found))
    if not args.only and not args.only_mutation:
        section("Rules without a mutation", "\n".join(report.uncovered(worker.binary, cases.load())))
    return 0 if all(r.agrees for r in [*baseline, *found]) else 1


if __name__ == "__main__":
    sys.exit(main())
