"""Runs over the whole repository: what both tools take for it, and what they say."""

import os

import report
from oracle import CHANGELOG
from ours import Binary
from worker import commands_of

REPEATS = 5


def run(worker, only):
    """Prints times and verdicts; the exit code is 1 when a verdict differs."""
    if worker.binary is None:
        raise SystemExit("--whole compares with the binary; leave --check-mutations out")
    kind, root = worker.scratch.kind, worker.scratch.root
    directories = len(worker.scratch.directories())
    print(f"{kind}: {directories} directories, {os.cpu_count()} processors, warm disk cache", flush=True)
    # Both have seen every file before the clock counts.
    answers = [worker.binary.check(root) for _ in range(REPEATS + 1)]
    first, times = answers[0], sorted(answer.seconds for answer in answers[1:])
    rows, differs, total = [], False, 0.0
    for command in commands_of(kind, only):
        if command == CHANGELOG:
            continue
        outcome = worker.oracle.run_apart(command)
        inside = worker.oracle.run(command, "all" if command in ("http", "openmetrics") else None)
        found = Binary.of_command(first, command)
        differs |= outcome.failed != bool(found)
        total += outcome.seconds
        rows.append([
            command, outcome.status, "fail" if found else "pass", len(found),
            f"{outcome.seconds:.2f}", f"{inside.seconds:.2f}",
        ])  # fmt: skip
    inside = sum(float(row[-1]) for row in rows)
    rows.append(["all commands, one after the other", "", "", "", f"{total:.2f}", f"{inside:.2f}"])
    head = ["command", "ddev", "ours", "our errors", "ddev s", "without its start s"]
    print("\n" + report.aligned([head, *rows]))
    median = times[len(times) // 2]
    print(f"\nintegrations-ls check, all rules: median {median:.3f} s of {REPEATS} runs, {times[0]:.3f} to {times[-1]:.3f} s")
    print(f"ddev validate, {len(rows) - 1} commands: {total:.1f} s, {total / median:.0f} times as long")
    return 1 if differs else 0
