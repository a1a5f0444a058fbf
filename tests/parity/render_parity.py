#!/usr/bin/env python3
"""Compares the example files that integrations-ls renders with those that ddev writes.

The configuration engine (`server/src/engine`) has to write the same bytes as ddev for any
specification that ddev accepts. This script lets ddev load and render the specifications of a
checkout and thousands of damaged and odd ones made from them, hands all of it to the Rust test as
a file of JSON lines (INTEGRATIONS_LS_ENGINE_CORPUS, with ddev's templates in
INTEGRATIONS_LS_ENGINE_TEMPLATES) and passes on the counts the test prints.

    render_parity.py CHECKOUT [--mutants N] [--seed S]   compare
    render_parity.py --record FILE                       renew the committed cases

Run it with the Python of the environment that holds ddev.
"""

import argparse
import ast
import collections
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import signal
import struct
import subprocess
import sys
import tempfile

import spec_mutants
from datadog_checks.dev.tooling.configuration import ConfigSpec
from datadog_checks.dev.tooling.configuration.consumers import ExampleConsumer
from datadog_checks.dev.tooling.configuration.template import ConfigTemplates

ROOT = pathlib.Path(__file__).resolve().parents[2]
VERSION = "1.0.0"
LONG_LINE = re.compile(r"Description line length of (\w+) `(.*)` was over the limit by (\d+) character", re.S)
UNKNOWN_FIELDS = re.compile(r"Option name (.*) contains the following invalid (\w+)-level fields:\n(.*)", re.S)
# For one specification.
SECONDS = 20
# Bytes of a committed case, and their number.
MAX_CASE, MAX_CASES = 4500, 40
# What the committed cases are made from: no templates, so they hold nothing of ddev's texts.
SMALL = """\
name: Small
files:
- name: small.yaml
  options:
  - name: init_config
    description: Settings of all instances.
    required: true
    options:
    - name: level
      description: How loud it is.
      value:
        type: string
        example: low
  - name: instances
    description: What to watch.
    required: true
    multiple: true
    options:
    - name: url
      description: Address of the service.
      required: true
      value:
        type: string
        example: http://localhost:80
    - name: ports
      description: Ports to knock at.
      value:
        type: array
        items:
          type: integer
        example: [80, 443]
"""


def tagged(value, seen):
    """A resolved value as JSON that keeps types, order and what is shared."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": str(struct.unpack("Q", struct.pack("d", value))[0])}
    if isinstance(value, bytes):
        return {"bytes": list(value)}
    if id(value) in seen:
        return {"shared": seen[id(value)]}
    number = seen[id(value)] = len(seen)
    if isinstance(value, datetime.datetime):
        offset = value.utcoffset()
        offset = None if offset is None else int(offset.total_seconds() // 60)
        return {"id": number, "time": [*value.timetuple()[:6], value.microsecond], "offset": offset}
    if isinstance(value, datetime.date):
        return {"id": number, "date": [value.year, value.month, value.day]}
    if isinstance(value, (list, tuple)):
        return {"id": number, "list": [tagged(item, seen) for item in value]}
    pairs = [[tagged(key, seen), tagged(item, seen)] for key, item in value.items()]
    return {"id": number, "map": pairs}


def error_of(message):
    """ddev's message as what it says of which option."""
    long_line = LONG_LINE.match(message)
    if long_line:
        kind, option, excess = long_line.groups()
        return [{"long": option, "excess": int(excess), "section": kind == "section"}]
    unknown = UNKNOWN_FIELDS.match(message)
    if unknown:
        option, level, fields = unknown.groups()
        return [
            {"unknown": ast.literal_eval(option), "field": field, "level": level}
            for field in re.findall(r"^    - (.*)$", fields, re.M)
        ]
    return []


def give_up(*_):
    raise TimeoutError


signal.signal(signal.SIGALRM, give_up)


def asked(case):
    """What ddev makes of a specification."""
    name, text = case
    made = {"integration": name, "text": text, "version": VERSION}
    spec = ConfigSpec(text, source=name, version=VERSION)
    # Templates that bring in themselves never come to an end.
    signal.alarm(SECONDS)
    try:
        spec.load()
        if spec.errors:
            return {**made, "refused": spec.errors}
        made["resolved"] = tagged(spec.data, {})
        files = ExampleConsumer(spec.data).render()
    except Exception as error:
        return {**made, "crash": type(error).__name__}
    finally:
        signal.alarm(0)
    made["files"] = [
        {"name": name, "text": content, "errors": [e for message in errors for e in error_of(message)]}
        for name, (content, errors) in files.items()
    ]
    return made


def specifications(checkout):
    """Texts of all specifications of a checkout."""
    paths = sorted(checkout.glob("*/assets/configuration/spec.yaml"))
    return {path.parts[-4]: path.read_text(encoding="utf-8") for path in paths}


def differ_on_disk(cases, checkout):
    """Examples of the checkout that ddev itself would write otherwise."""
    found = []
    for case in cases:
        name = case["integration"]
        data = checkout / name / "datadog_checks" / name / "data"
        for file in case.get("files", []):
            path = data / file["name"]
            if not file["errors"] and (not path.is_file() or path.read_text(encoding="utf-8") != file["text"]):
                found.append(f"{name}/{file['name']}")
    return found


def record(path):
    """Renews the committed cases."""
    mutants = spec_mutants.mutants({"small": SMALL}, 200, seed=1)
    cases = [asked(case) for case in [("small", SMALL), *mutants]]
    # Refusals are the business of the tests of validation.
    lines = [json.dumps(case) for case in cases if "files" in case]
    short = [line for line in lines if len(line) < MAX_CASE][:MAX_CASES]
    path.write_text("\n".join(short) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkout", nargs="?", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--record", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--corpus", type=pathlib.Path, metavar="FILE", help="write the cases there and keep them")
    args = parser.parse_args()
    if args.record:
        record(args.record)
        return 0
    if not args.checkout:
        parser.error("a checkout is needed")
    sources = specifications(args.checkout)
    mutants = list(spec_mutants.mutants(sources, args.mutants, args.seed))
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        cases = list(pool.map(asked, [*sources.items(), *mutants], chunksize=20))
    kinds = collections.Counter(
        next((kind for kind in ("refused", "crash") if kind in case), "rendered") for case in cases
    )
    print(f"{len(sources)} specifications, {len(mutants)} mutants; ddev:", dict(kinds), flush=True)
    stale = differ_on_disk(cases[: len(sources)], args.checkout)
    print(f"{len(stale)} examples of the checkout differ from what ddev writes", *stale, flush=True)
    corpus = args.corpus or pathlib.Path(tempfile.mkstemp(suffix=".jsonl")[1])
    try:
        corpus.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
        env = dict(os.environ, INTEGRATIONS_LS_ENGINE_CORPUS=str(corpus))
        env["INTEGRATIONS_LS_ENGINE_TEMPLATES"] = ConfigTemplates().paths[-1]
        command = ["cargo", "test", "-q", "--lib", "agrees_with_ddev", "--", "--nocapture"]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    finally:
        if not args.corpus:
            corpus.unlink()


if __name__ == "__main__":
    sys.exit(main())
