#!/usr/bin/env python3
"""Compares our reading of YAML with PyYAML's safe loader.

ddev loads YAML through `yaml.safe_load`; the module `syntax::yaml` has to find the same
values and to call broken what the loader refuses. This script loads a set of texts, hands
texts and values to the Rust test as a file of JSON lines (INTEGRATIONS_LS_YAML_CORPUS) and
passes on the counts the test prints.

    yaml_values.py FOLDER... [--mutants N] [--breaks] [--seed S]   compare all YAML files of the folders
    yaml_values.py --record FILE                        renew the committed cases

Needs the package `PyYAML`.
"""

import argparse
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FRAGMENTS = ["\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "#", " #", "'", '"', "&a ", "*a", "!x ", "|", ">", "\\",
             "? ", "%", "@", "`", "<<: ", "---", "...", "\n", " ", "=", "~", "yes", "1:20", "0o7", "!!str ", "!"]
BREAKS = ["\x85", "\u2028", "\u2029", "\r", "\r\n"]


def plain(value, seen=()):
    """A loaded value as JSON that keeps types, order and keys that are no text."""
    if id(value) in seen:
        return {"cycle": True}
    if isinstance(value, dict):
        seen = (*seen, id(value))
        return {"map": [[plain(k, seen), plain(v, seen)] for k, v in value.items()]}
    if isinstance(value, (list, tuple)):
        seen = (*seen, id(value))
        return [plain(item, seen) for item in value]
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return {"big": True}
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"time": True}
    if isinstance(value, (bytes, set)):
        return {type(value).__name__: True}
    return value


def expected(text):
    """`{"value": ...}`, or `{"error": ...}` with the class of what the loader raises."""
    try:
        return {"value": plain(yaml.safe_load(text))}
    except Exception as error:
        return {"error": type(error).__name__}


def break_lines(text, rng):
    """The text with line breaks of other kinds, in the place of its own and elsewhere."""
    share = rng.choice([0.02, 0.2, 0.8])
    text = "".join(rng.choice(BREAKS) if c == "\n" and rng.random() < share else c for c in text)
    for _ in range(rng.randrange(3)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(BREAKS) + text[at:]
    return text


def mutate(text, rng, breaks=False):
    """One text with an accident in it."""
    if breaks:
        text = break_lines(text, rng)
        if rng.random() < 0.6:
            return text
    at = rng.randrange(len(text) + 1)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at]
    if kind == 1:
        return text[:at] + text[at + rng.randint(1, 3) :]
    return text[:at] + rng.choice(FRAGMENTS) + text[at:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--breaks", action="store_true", help="mutants with the line breaks of YAML 1.1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=pathlib.Path)
    args = parser.parse_args()
    if args.record:
        texts = [json.loads(line)["text"] for line in args.record.read_text().splitlines()]
        lines = [json.dumps({"text": text, **expected(text)}) for text in texts]
        args.record.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return 0
    texts = []
    for folder in args.folders:
        for path in sorted(folder.rglob("*")):
            kind = path.name.endswith((".yaml", ".yml", ".yaml.example", ".yaml.default"))
            if kind and path.is_file() and ".git" not in path.parts:
                texts.append(path.read_text(encoding="utf-8"))
    files = len(texts)
    rng = random.Random(args.seed)
    small = [text for text in texts if len(text) < 4000]
    texts.extend(mutate(rng.choice(small), rng, args.breaks) for _ in range(args.mutants if small else 0))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as corpus:
        for text in texts:
            corpus.write(json.dumps({"text": text, **expected(text)}) + "\n")
    print(f"{files} files, {len(texts) - files} mutants", flush=True)
    try:
        env = dict(os.environ, INTEGRATIONS_LS_YAML_CORPUS=corpus.name)
        command = ["cargo", "test", "-q", "--lib", "agrees_with_pyyaml", "--", "--nocapture"]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    finally:
        os.unlink(corpus.name)


if __name__ == "__main__":
    sys.exit(main())
