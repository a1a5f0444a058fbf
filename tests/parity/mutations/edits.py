"""Edits that several groups of mutations share."""

import csv
import io
import json

from cases import add


def replace_once(path, old, new):
    """Replaces the first occurrence in a file."""

    def apply(place):
        text = place.text(path)
        if text is None or old not in text:
            return False
        place.put(path, text.replace(old, new, 1))

    return apply


def rewrite(path, change):
    """Maps the text of a file; `change` may return None for "not here"."""

    def apply(place):
        text = place.text(path)
        if text is None:
            return False
        new = change(text)
        if new is None or new == text:
            return False
        place.put(path, new)

    return apply


def append(path, extra):
    """Adds text at the end of a file."""
    return rewrite(path, lambda text: text + ("" if text.endswith("\n") else "\n") + extra)


def create(path, content):
    """Writes a new file."""

    def apply(place):
        if place.text(path) is not None:
            return False
        place.put(path, content)

    return apply


def delete(path):
    """Deletes a file."""
    return lambda place: place.remove(path)


def in_manifest(change):
    """Edits the parsed manifest in place; `change` may return False."""

    def apply(place):
        manifest = place.json("manifest.json")
        if not isinstance(manifest, dict) or change(manifest) is False:
            return False
        place.put_json("manifest.json", manifest)

    return apply


def both(*steps):
    """Several edits in a row; the first says whether all apply."""

    def apply(place):
        for step in steps:
            if step(place) is False:
                return False

    return apply


def asset(manifest, *path):
    """A value below `assets`, `None` when a step is missing."""
    value = manifest.get("assets")
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def table(command, path_prefix, rows, **options):
    """Registers rows of (name, expect, rule, edit)."""
    for name, expect, rule, apply in rows:
        add(command, name, expect, rule and f"{path_prefix}/{rule}", apply, **options)


# CSV

METADATA = "metadata.csv"


def csv_rows(change):
    """Edits `metadata.csv` as header and list of rows (dicts), and writes it anew."""

    def apply(place):
        text = place.text(METADATA)
        if not text:
            return False
        reader = csv.reader(io.StringIO(text, newline=""))
        lines = [line for line in reader if line]
        if len(lines) < 4 or any(len(line) != len(lines[0]) for line in lines):
            return False
        header = lines[0]
        rows = [dict(zip(header, line)) for line in lines[1:]]
        if change(header, rows) is False:
            return False
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([row.get(column, "") for column in header] for row in rows)
        place.put(METADATA, out.getvalue())

    return apply


def csv_cell(column, value, row=1):
    """Sets one cell; a function gets the old value and the row."""

    def change(header, rows):
        if column not in header:
            return False
        old = rows[row][column]
        new = value(old, rows[row]) if callable(value) else value
        if new is None or new == old:
            return False
        rows[row][column] = new

    return csv_rows(change)


# JSON assets


def dump(value, indent=2):
    return json.dumps(value, indent=indent, ensure_ascii=False) + "\n"
