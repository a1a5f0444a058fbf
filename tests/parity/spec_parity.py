#!/usr/bin/env python3
"""Compares our resolution of `spec.yaml` with ddev's.

ddev loads a specification, brings its templates in, checks it and fills in defaults; the module
`engine` does the same. This script hands specifications of a checkout, and mutants of them, to
ddev's `ConfigSpec` and to the Rust test (INTEGRATIONS_LS_SPEC_CORPUS), which compares verdicts
and the resolved data, order of keys included.

    VENV/bin/python spec_parity.py CHECKOUT [--mutants N] [--seed S] [--report FILE]

Run it with the Python of the environment that holds ddev. Templates are those of that ddev.
"""

import argparse
import copy
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile

import yaml
from datadog_checks.dev.tooling.configuration import ConfigSpec
from datadog_checks.dev.tooling.configuration.template import TEMPLATES_DIR
from yaml_values import ROOT, plain

VERSION = "1.2.3"
SCALARS = [None, True, False, 0, 1, -3, 2.5, 10**30, "", "a", "on", "name", "hidden", "value", "string", "boolean",
           "array", "object", "anyOf", "port", "url", "instances", "http://{service.host}:{port.number}/{", "{x}",
           "{port.name!r}", "from_ports", "local:mine"]
COLLECTIONS = [[], {}, [1], ["a", "a"], [["a", 1]], ["ab"], {"a": 1}, {1: 2}, [[]], [None], ["port", "port"],
               ["path", "x"], [{"type": "string"}], [{"type": "string"}, {"type": "integer"}], {"type": "string"},
               {"type": "boolean"}, {"type": "array"}, {"type": "array", "items": {"type": "object"}},
               {"type": "object", "properties": [{"name": "a", "type": "string"}], "required": ["a", "b"]},
               {"type": "integer", "minimum": 3, "maximum": 2}, {"anyOf": [{"type": "string"}, {"type": "number"}]},
               {"name": "a", "description": "b", "value": {"type": "string"}}, {"template": "instances/default"}]
KEYS = ["name", "description", "value", "options", "template", "overrides", "hidden", "required", "display_priority",
        "deprecation", "metadata_tags", "formats", "secret", "multiple", "multiple_instances_defined", "example", "type",
        "anyOf", "items", "properties", "additionalProperties", "minimum", "maximum", "minItems", "maxItems",
        "uniqueItems", "pattern", "require_trusted_provider", "version", "files", "example_name", "discovery",
        "strategies", "strategy", "candidates", "enabled", "port_hints", "provides", "inputs"]
STRATEGY = {"strategy": "from_ports", "port_hints": [80],
            "candidates": [{"openmetrics_endpoint": "http://{service.host}:{port.number}/metrics"}]}


class TooLong(Exception):
    pass


def templates():
    root = pathlib.Path(TEMPLATES_DIR)
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def references(known):
    """Names of templates, whole and with branches."""
    found = []
    for path, text in known.items():
        name = path.rsplit(".", 1)[0]
        found.append(name)
        data = yaml.safe_load(text)
        items = data if isinstance(data, list) else []
        found.extend(f"{name}.{item['name']}" for item in items if isinstance(item, dict) and "name" in item)
        if isinstance(data, dict):
            found.extend(f"{name}.{key}" for key in data)
    return found


def override_paths(known):
    found = ["a", "a.b", "a.value", "name", ""]
    for text in known.values():
        data = yaml.safe_load(text)
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict) and isinstance(item.get("name"), str):
                name = item["name"]
                found += [name, f"{name}.description", f"{name}.value.example", f"{name}.hidden", f"{name}.value.type",
                          f"{name}.options.x.y", f"{name}.value.items.properties.name", f"{name}.x.y"]
    return found


def places(data):
    """All pairs of a collection and a key or number in it."""
    found, open_, seen = [], [data], set()
    while open_:
        value = open_.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            found += [(value, key) for key in value]
            open_ += list(value.values())
        elif isinstance(value, list):
            found += [(value, index) for index in range(len(value))]
            open_ += value
    return found


def mutate(data, rng, known):
    """One accident, in place."""
    spots = places(data)
    if not spots:
        return
    holder, key = rng.choice(spots)
    kind = rng.randrange(14)
    anything = lambda: copy.deepcopy(rng.choice(rng.choice([SCALARS, COLLECTIONS])))
    if kind == 0:
        holder[key] = anything()
    elif kind == 1:
        del holder[key]
    elif kind == 2 and isinstance(holder, dict):
        holder[rng.choice(KEYS)] = holder.pop(key)
    elif kind == 3 and isinstance(holder, dict):
        holder[rng.choice(KEYS)] = anything()
    elif kind == 4 and isinstance(holder, list):
        holder.insert(rng.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
    elif kind == 5 and isinstance(holder, list):
        holder.insert(rng.randrange(len(holder) + 1), {"template": rng.choice(known["references"])})
    elif kind == 6 and isinstance(holder, list):
        holder.insert(rng.randrange(len(holder) + 1), anything())
    elif kind == 7:
        wrappers = [h for h, k in spots if isinstance(h, dict) and k == "template"]
        if wrappers:
            wrapper = rng.choice(wrappers)
            overrides = wrapper.setdefault("overrides", {})
            if isinstance(overrides, dict):
                overrides[rng.choice(known["paths"])] = anything()
    elif kind == 8:
        wrappers = [h for h, k in spots if isinstance(h, dict) and k == "template"]
        if wrappers:
            wrapper = rng.choice(wrappers)
            wrapper[rng.choice(["hidden", "name", "description", "value", "options"])] = anything()
    elif kind == 9:
        wrappers = [h for h, k in spots if isinstance(h, dict) and k == "template"]
        if wrappers:
            wrapper = rng.choice(wrappers)
            name = rng.choice(known["references"])
            wrapper["template"] = rng.choice([name, "/" + name, name + ".x", name.replace("/", "//"), "./" + name, name])
    elif kind == 10:
        other, other_key = rng.choice(spots)
        holder[key] = other[other_key]
    elif kind == 11:
        other, other_key = rng.choice(spots)
        holder[key], other[other_key] = other[other_key], holder[key]
    elif kind == 12 and isinstance(data, dict) and isinstance(data.get("files"), list):
        files = [file for file in data["files"] if isinstance(file, dict)]
        if files:
            stanza = {"strategies": [copy.deepcopy(STRATEGY)]}
            if rng.randrange(2):
                stanza = {"template": "discovery/openmetrics_from_ports"}
            rng.choice(files)["discovery"] = stanza
    elif kind == 13:
        options = [v for h, k in spots if isinstance(h, dict) and k in ("value", "items") and isinstance(v := h[k], dict)]
        if options:
            rng.choice(options)[rng.choice(KEYS)] = anything()


def expected(text, source):
    spec = ConfigSpec(text, source=source, version=VERSION)

    def stop(*_):
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(5)
    try:
        spec.load()
    except TooLong:
        return None
    except Exception as error:
        return {"crash": f"{type(error).__name__}: {error}", "errors": spec.errors}
    finally:
        signal.alarm(0)
    return {"errors": spec.errors, "data": plain(spec.data)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--accidents", type=int, default=2, help="at most this many in a mutant")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=pathlib.Path)
    args = parser.parse_args()
    texts = []
    for path in sorted(args.checkout.glob("*/assets/configuration/spec.yaml")):
        texts.append((path.parts[-4], path.read_text(encoding="utf-8")))
    files = len(texts)
    rng = random.Random(args.seed)
    known = templates()
    words = {"references": references(known), "paths": override_paths(known)}
    parsed = [(source, yaml.safe_load(text)) for source, text in texts if len(text) < 20000]
    while len(texts) < files + args.mutants:
        source, data = rng.choice(parsed)
        data = copy.deepcopy(data)
        for _ in range(rng.randint(1, args.accidents)):
            mutate(data, rng, words)
        try:
            texts.append((source, yaml.safe_dump(data, sort_keys=False)))
        except (yaml.YAMLError, RecursionError):
            continue
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as corpus:
        corpus.write(json.dumps({"templates": known}) + "\n")
        for source, text in texts:
            result = expected(text, source)
            if result is not None:
                corpus.write(json.dumps({"source": source, "version": VERSION, "text": text, **result}) + "\n")
    print(f"{files} files, {len(texts) - files} mutants", flush=True)
    try:
        env = dict(os.environ, INTEGRATIONS_LS_SPEC_CORPUS=corpus.name)
        if args.report:
            env["INTEGRATIONS_LS_SPEC_REPORT"] = str(args.report.absolute())
        command = ["cargo", "test", "-q", "--lib", "resolves_as_ddev", "--", "--nocapture"]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    finally:
        os.unlink(corpus.name)


if __name__ == "__main__":
    sys.exit(main())
