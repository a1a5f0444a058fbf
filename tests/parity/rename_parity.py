#!/usr/bin/env python3
"""Renames options in copies of real integrations and asks ddev what it thinks of the result.

For every integration of a checkout some options that its specification declares are renamed by the
language server. What ddev says of its configuration and models, and what integrations-ls finds out of
sync, must be the same before and after; the old name must be gone from the specification.

    rename_parity.py CHECKOUT [NAME...] [--binary FILE] [--options N]

Run it with the Python of the environment that holds ddev.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from oracle import Oracle
from scratch import Scratch, choose

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEC = "assets/configuration/spec.yaml"
NAMED = re.compile(r"^ *-? *name: *(\S+) *$", re.M)
# A plain name, and one that Python needs an alias for; they sort first and last.
NAMES = ["a_renamed_option", "zz-renamed-option"]
COMMANDS = ["config", "models"]
# What must not appear.
WATCHED = ("config/out-of-sync", "models/out-of-sync", "models/missing", "python/undeclared-option")


class Server:
    """A client of the language server."""

    def __init__(self, binary, root, templates):
        self._process = subprocess.Popen([binary, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._id = 0
        self.call(
            "initialize",
            {
                "processId": None,
                "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
                "capabilities": {
                    "general": {"positionEncodings": ["utf-8"]},
                    "workspace": {"workspaceEdit": {"documentChanges": True}},
                },
                "initializationOptions": {"templates": templates},
            },
        )
        self.tell("initialized", {})

    def tell(self, method, params, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def call(self, method, params):
        self._id += 1
        self.tell(method, params, id=self._id)
        while True:
            message = self._read()
            if message.get("id") == self._id and "method" not in message:
                return message

    def _read(self):
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self._process.stdout.read(length))

    def wait_indexed(self):
        while not all(r.get("indexed") for r in self.call("integrationsLs/status", None)["result"]["repositories"]):
            pass

    def end(self):
        self.call("shutdown", None)
        self.tell("exit", None)
        self._process.wait()


def place(path, text, offset):
    before = text[:offset]
    line = before.count("\n")
    character = len(before[before.rfind("\n") + 1 :].encode())
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}


def applied(text, edits):
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    data = text.encode()
    spans = []
    for edit in edits:
        at = [starts[edit["range"][end]["line"]] + edit["range"][end]["character"] for end in ("start", "end")]
        spans.append((*at, edit["newText"].encode()))
    for start, end, new in sorted(spans, reverse=True):
        data = data[:start] + new + data[end:]
    return data.decode()


def findings(binary, root, name, templates):
    command = [binary, "check", str(root / name), "--severity", "hint", "--output-format", "json"]
    command += ["--templates", templates] if templates else []
    done = subprocess.run(command, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return collections.Counter(f["code"] for f in found if f["code"] in WATCHED)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--binary", default=str(ROOT / "target/debug/integrations-ls"))
    parser.add_argument("--options", type=int, default=2, help="options renamed in each integration")
    parser.add_argument("--kind", default="extras")
    options = parser.parse_args()
    templates = sys.prefix
    repository = options.checkout.resolve()
    names = [n for n in choose(repository, options.names, None, 1) if (repository / n / SPEC).is_file()]
    counts, bad = collections.Counter(), []
    with tempfile.TemporaryDirectory(prefix="rename-parity-") as home:
        scratch = Scratch.copy(repository, pathlib.Path(home).resolve(), options.kind, names)
        oracle = Oracle(scratch, pathlib.Path(home) / "home")
        server = Server(options.binary, scratch.root, templates)
        server.wait_indexed()
        for name in names:
            path = scratch.root / name / SPEC
            text = path.read_text(encoding="utf-8")
            uri = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
            server.tell("textDocument/didOpen", {"textDocument": uri})
            before = None
            done = 0
            places = list(NAMED.finditer(text))
            # Those at the end are the likelier to be its own.
            for found in reversed(places):
                if done == options.options:
                    break
                new = NAMES[done % len(NAMES)]
                params = {**place(path, text, found.start(1)), "newName": new}
                answer = server.call("textDocument/rename", params)
                if "error" in answer:
                    counts[re.sub("`[^`]*`", "`…`", answer["error"]["message"])] += 1
                    continue
                if not answer["result"] or not answer["result"]["documentChanges"]:
                    counts["no option"] += 1
                    continue
                if before is None:
                    before = (
                        {c: oracle.run(c, name).output for c in COMMANDS},
                        findings(options.binary, scratch.root, name, templates),
                    )
                done += 1
                counts["renamed"] += 1
                old_texts = {}
                for change in answer["result"]["documentChanges"]:
                    file = pathlib.Path(change["textDocument"]["uri"].removeprefix("file://"))
                    with open(file, encoding="utf-8", newline="") as source:
                        old_texts[file] = source.read()
                    counts[f"edited {file.name}"] += 1
                    with open(file, "w", encoding="utf-8", newline="") as target:
                        target.write(applied(old_texts[file], change["edits"]))
                after = (
                    {c: oracle.run(c, name).output.replace(new, found[1]) for c in COMMANDS},
                    findings(options.binary, scratch.root, name, templates),
                )
                worse = [c for c in COMMANDS if after[0][c] != before[0][c]]
                worse += [code for code in WATCHED if after[1][code] > before[1][code]]
                if worse:
                    bad.append(f"{name} {found[1]} -> {new}: {', '.join(worse)}")
                    bad += [after[0][c][:2000] for c in COMMANDS if c in worse]
                for file, old in old_texts.items():
                    with open(file, "w", encoding="utf-8", newline="") as target:
                        target.write(old)
            counts["integrations"] += bool(done)
        server.end()
    for what, count in sorted(counts.items()):
        print(f"{count:6} {what}")
    print("\n".join([f"{len(bad)} disagreements", *bad]))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
