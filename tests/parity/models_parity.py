#!/usr/bin/env python3
"""Compares the files of `config_models` that integrations-ls generates with those of ddev.

The configuration engine (`server/src/engine/models`) has to write the same bytes as ddev. This
script lets ddev generate the models of all specifications of a checkout and of random ones, hands
both to the Rust test as a file of JSON lines (INTEGRATIONS_LS_MODELS_CORPUS) and passes on the
counts the test prints.

    models_parity.py [CHECKOUT] [--random N] [--seed S] [--width W] [--quotes Q]   compare
    models_parity.py --record FILE                                              renew the committed cases

Run it with the Python of the environment that holds ddev.
"""

import argparse
import atexit
import collections
import concurrent.futures
import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings

import model_specs
from datadog_checks.dev.tooling.configuration import ConfigSpec
from datadog_checks.dev.tooling.configuration.consumers import ModelConsumer
from datadog_checks.dev.tooling.constants import set_root
from render_parity import specifications, tagged

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Settings of a repository, in which only the width matters.
SETTINGS = """\
[tool.black]
line-length = {width}
skip-string-normalization = true

[tool.ruff]
line-length = 120

[tool.ruff.format]
quote-style = "{quotes}"
"""
# Bytes of a committed case, and their number.
MAX_CASE, MAX_CASES = 9000, 12


@functools.cache
def enter(width, quotes):
    """Works in a repository with a width of lines, which no other process writes to."""
    warnings.simplefilter("ignore")
    root = pathlib.Path(tempfile.mkdtemp(prefix="models-parity-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    (root / "pyproject.toml").write_text(SETTINGS.format(width=width, quotes=quotes))
    os.chdir(root)
    set_root(str(root))


def asked(case):
    """What ddev makes of a specification; nothing if it refuses it."""
    name, text, width, quotes = case
    enter(width, quotes)
    spec = ConfigSpec(text, source=name, version="1.0.0")
    try:
        spec.load()
    except Exception:
        return None
    if spec.errors:
        return None
    made = {"integration": name, "text": text, "width": width, "quotes": quotes, "resolved": tagged(spec.data, {})}
    try:
        files = ModelConsumer(spec.data).render().get(f"{name}.yaml", {})
    except Exception as error:
        return {**made, "crash": type(error).__name__}
    # A text, or nothing where ddev reports errors.
    made["models"] = {file: None if errors else contents for file, (contents, errors) in files.items()}
    return made


def record(path):
    """Renews the committed cases."""
    cases = [asked(("demo", text, 120, "preserve")) for text in model_specs.specifications(300, 1)]
    lines = [json.dumps(case) for case in cases if case and "discovery.py" in case.get("models", ())][:2]
    lines += [json.dumps(case) for case in cases if case]
    short = [line for line in lines if len(line) < MAX_CASE]
    path.write_text("\n".join(dict.fromkeys(short[:MAX_CASES])) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkout", nargs="?", type=pathlib.Path)
    parser.add_argument("--random", type=int, default=300)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--width", type=int, default=120)
    parser.add_argument("--quotes", choices=("preserve", "single", "double"), default="preserve")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--record", type=pathlib.Path, metavar="FILE")
    args = parser.parse_args()
    if args.record:
        record(args.record.resolve())
        return 0
    real = specifications(args.checkout.resolve()) if args.checkout else {}
    texts = [*real.items(), *(("demo", text) for text in model_specs.specifications(args.random, args.seed))]
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        cases = list(pool.map(asked, [(*case, args.width, args.quotes) for case in texts], chunksize=10))
    kinds = collections.Counter("refused" if not case else "crash" if "crash" in case else "written" for case in cases)
    print(f"{len(real)} specifications, {args.random} random ones; ddev:", dict(kinds), flush=True)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as corpus:
        corpus.writelines(json.dumps(case) + "\n" for case in cases if case)
        corpus.flush()
        env = dict(os.environ, INTEGRATIONS_LS_MODELS_CORPUS=corpus.name)
        command = ["cargo", "test", "-q", "--lib", "models_agree_with_ddev", "--", "--nocapture"]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
