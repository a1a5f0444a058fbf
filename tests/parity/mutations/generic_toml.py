"""Accidents in the entries and tables of `pyproject.toml`, `hatch.toml` and of ddev's configuration."""

import re

from cases import add

from mutations.generic import chance

ENTRY = re.compile(r"(?m)^([A-Za-z_\"'.-]+) *= *(.+)$")
HEADER = re.compile(r"(?m)^\[\[?[^\]\n]+\]\]?$")
PACKAGE = ("package", "dep", "openmetrics", "http")


def toml(label, path, commands):
    """Registers the edits for one file."""

    def edit(name, change):
        full = f"{label}~{name}"

        def apply(place):
            try:
                text = place.text(path)
            except UnicodeDecodeError:
                text = None
            new = None if text is None else change(text, chance(place, full))
            if new is None or new == text:
                return False
            place.put(path, new)
            return None

        add(commands, full, None, None, apply, generic=True)

    for name, change in ENTRIES.items():
        edit(f"entry-{name}", at_match(ENTRY, change))
    for name, change in HEADERS.items():
        edit(f"header-{name}", at_match(HEADER, change))
    for key in ("name", "version", "dynamic", "dependencies", "authors", "path", "requires", "build-backend", "email",
                "classifiers", "license", "deps", "build", "project"):  # fmt: skip
        for name, change in KEYED.items():
            edit(f"{key}-{name}", keyed(key, change))
    for name, snippet in ADDED.items():
        edit(f"with-{name}", lambda t, r, s=snippet: t.rstrip("\n") + "\n\n" + s + "\n")
        edit(f"with-{name}-first", lambda t, r, s=snippet: s + "\n" + t)


def at_match(pattern, change):
    def apply(text, rng):
        found = list(pattern.finditer(text))
        if not found:
            return None
        match = rng.choice(found)
        return text[: match.start()] + change(match) + text[match.end() :]

    return apply


def keyed(key, change):
    pattern = re.compile(rf"(?ms)^({key})( *= *)(\[.*?^\]|[^\n]*)$")

    def apply(text, rng):
        return pattern.sub(lambda m: change(m), text, count=1)

    return apply


ENTRIES = {
    "dropped": lambda m: "",
    "doubled": lambda m: f"{m[0]}\n{m[0]}",
    "commented-out": lambda m: "# " + m[0],
    "key-misspelled": lambda m: f"{m[1][:-1]} = {m[2]}",
    "key-upper-case": lambda m: f"{m[1].upper()} = {m[2]}",
    "key-quoted": lambda m: f'"{m[1]}" = {m[2]}',
    "key-dotted": lambda m: f"a.{m[1]} = {m[2]}",
    "colon": lambda m: f"{m[1]}: {m[2]}",
    "no-value": lambda m: f"{m[1]} =",
    "no-quotes": lambda m: m[0].replace('"', ""),
    "single-quotes": lambda m: m[0].replace('"', "'"),
    "triple-quotes": lambda m: re.sub(r'"([^"\n]*)"', r'"""\1"""', m[0]),
    "open-quote": lambda m: m[0].replace('"', "", 1),
    "number": lambda m: f"{m[1]} = 5",
    "true": lambda m: f"{m[1]} = true",
    "capital-true": lambda m: f"{m[1]} = True",
    "null": lambda m: f"{m[1]} = null",
    "empty-text": lambda m: f'{m[1]} = ""',
    "empty-list": lambda m: f"{m[1]} = []",
    "empty-table": lambda m: f"{m[1]} = {{}}",
    "in-list": lambda m: f"{m[1]} = [{m[2]}]",
    "spaces-around": lambda m: f"  {m[1]}   =   {m[2]}  # note",
    "tight": lambda m: f"{m[1]}={m[2]}",
    "date": lambda m: f"{m[1]} = 2024-01-01",
    "line-break": lambda m: f"{m[1]} =\n{m[2]}",
}
HEADERS = {
    "dropped": lambda m: "",
    "doubled": lambda m: f"{m[0]}\n{m[0]}",
    "misspelled": lambda m: m[0][:-2] + "]",
    "upper-case": lambda m: m[0].upper(),
    "spaces": lambda m: m[0].replace("[", "[ ").replace("]", " ]"),
    "quoted": lambda m: re.sub(r"([\w-]+)\]", r'"\1"]', m[0]),
    "double-brackets": lambda m: f"[{m[0]}]",
    "open": lambda m: m[0][:-1],
    "comment": lambda m: m[0] + "  # note",
    "nested": lambda m: m[0].replace("[", "[tool."),
    "empty": lambda m: "[]",
}
KEYED = {
    "dropped": lambda m: "",
    "misspelled": lambda m: m[0].replace(m[1], m[1][:-1], 1),
    "upper-case": lambda m: m[0].replace(m[1], m[1].upper(), 1),
    "number": lambda m: m[1] + " = 5",
    "word": lambda m: m[1] + ' = "x"',
    "empty-text": lambda m: m[1] + ' = ""',
    "true": lambda m: m[1] + " = true",
    "empty-list": lambda m: m[1] + " = []",
    "list-of-number": lambda m: m[1] + " = [5]",
    "list-of-word": lambda m: m[1] + ' = ["x"]',
    "table": lambda m: m[1] + " = { a = 1 }",
    "list-of-table": lambda m: m[1] + " = [{ a = 1 }]",
    "spaces-in-text": lambda m: re.sub(r'"([^"\n]+)"', r'" \1 "', m[0]),
    "text-upper-case": lambda m: m[1] + m[2] + m[3].upper(),
    "text-misspelled": lambda m: re.sub(r'(\w)"', '"', m[0], count=1),
    "hyphens": lambda m: m[1] + m[2] + m[3].replace("_", "-"),
    "underscores": lambda m: m[1] + m[2] + m[3].replace("-", "_"),
    "backslashes": lambda m: m[1] + m[2] + m[3].replace("/", "\\"),
    "accent": lambda m: re.sub(r'(\w)"', r'\1é"', m[0], count=1),
}
ADDED = {
    "comment": "# note",
    "unknown-table": "[tool.parity]\nx = 1",
    "unknown-entry": "parity = 1",
    "open-table": "[tool.parity",
    "project-again": '[project]\nname = "x"',
    "project-as-list": '[[project]]\nname = "x"',
    "project-dotted": 'project.name = "x"',
    "hatch-version": '[tool.hatch.version]\npath = "x"',
    "optional": '[project.optional-dependencies]\nmore = ["requests==2.32.4"]',
    "conflict": "<<<<<<< HEAD",
    "tab": "\t[tool.parity]\n\tx = 1",
}

toml("pyproject", "pyproject.toml", PACKAGE)
toml("hatch-toml", "hatch.toml", ("ci",))
