"""Accidents in the rows, cells and columns of `metadata.csv`."""

import csv
import io

from cases import add

from mutations.edits import METADATA
from mutations.generic import chance

COLUMNS = [
    "metric_name", "metric_type", "interval", "unit_name", "per_unit_name", "description", "orientation", "integration",
    "short_name", "curated_metric", "sample_tags",
]  # fmt: skip

CELLS = {
    "empty": "",
    "space": " ",
    "word": "x",
    "leading-space": lambda v: " " + v,
    "trailing-space": lambda v: v + " ",
    "trailing-tab": lambda v: v + "\t",
    "upper-case": str.upper,
    "lower-case": str.lower,
    "capital": str.capitalize,
    "misspelled": lambda v: v[:-1],
    "more": lambda v: v + "s",
    "twice": lambda v: v + v,
    "quoted": lambda v: f'"{v}"',
    "single-quoted": lambda v: f"'{v}'",
    "half-quoted": lambda v: f'"{v}',
    "comma": lambda v: v + ",x",
    "pipe": lambda v: v + "|x",
    "newline": lambda v: v + "\nx",
    "hyphens": lambda v: v.replace("_", "-"),
    "underscores": lambda v: v.replace(" ", "_").replace(".", "_"),
    "accent": lambda v: v + "é",
    "emoji": lambda v: v + "\U0001f600",
    "no-break-space": lambda v: v + "\u00a0",
    "long": lambda v: v + "x" * 500,
    "zero": "0",
    "one": "1",
    "minus-one": "-1",
    "plus-one": "+1",
    "decimal": "1.0",
    "exponent": "1e3",
    "arabic-digit": "\u0663",
    "not-a-number": "nan",
    "true": "true",
    "null": "null",
    "gauge": "gauge",
    "distribution": "distribution",
    "byte": "byte",
    "second": "second",
    "formula": "=1+1",
    "html": "<b>x</b>",
}


def read(text):
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    return rows if len(rows) > 3 and all(len(row) == len(rows[0]) for row in rows) else None


def written(rows, **options):
    out = io.StringIO(newline="")
    csv.writer(out, **{"lineterminator": "\n", **options}).writerows(rows)
    return out.getvalue()


def table(name, change, **options):
    """Edits header and rows in place; `change` gets them and chance."""
    full = f"table~{name}"

    def apply(place):
        try:
            rows = read(place.text(METADATA) or "")
        except UnicodeDecodeError:
            rows = None
        if rows is None:
            return False
        before = [list(row) for row in rows]
        if change(rows, chance(place, full)) is False or (rows == before and not options):
            return False
        place.put(METADATA, written(rows, **options))
        return None

    add("metadata", full, None, None, apply, generic=True)


def cell(column, value):
    def change(rows, rng):
        if column not in rows[0]:
            return False
        at = rows[0].index(column)
        row = rng.randrange(1, len(rows))
        rows[row][at] = value(rows[row][at]) if callable(value) else value
        return None

    return change


for _column in COLUMNS:
    for _name, _value in CELLS.items():
        table(f"{_column}-{_name}", cell(_column, _value))


def column(change):
    """Edits one column of all rows by a function of the list of its cells."""

    def apply(rows, rng):
        at = rng.randrange(len(rows[0]))
        return change(rows, at)

    return apply


def drop_column(rows, at):
    for row in rows:
        del row[at]


def double_column(rows, at):
    for row in rows:
        row.insert(at, row[at])


def empty_column(rows, at):
    for row in rows[1:]:
        row[at] = ""


def header(change):
    def apply(rows, at):
        rows[0][at] = change(rows[0][at])

    return apply


table("column-dropped", column(drop_column))
table("column-doubled", column(double_column))
table("column-emptied", column(empty_column))
for _name, _change in [
    ("upper-case", str.upper), ("capital", str.capitalize), ("space", lambda v: " " + v), ("misspelled", lambda v: v[1:]),
    ("hyphens", lambda v: v.replace("_", "-")), ("quoted", lambda v: f"'{v}'"), ("empty", lambda v: ""),
    ("spaces", lambda v: v.replace("_", " ")),
]:  # fmt: skip
    table(f"header-{_name}", column(header(_change)))
for _column in COLUMNS:
    table(f"without-{_column}", lambda rows, rng, c=_column:
          drop_column(rows, rows[0].index(c)) if c in rows[0] else False)  # fmt: skip

# The same rows written otherwise.
table("all-quoted", lambda rows, rng: None, quoting=csv.QUOTE_ALL)
table("crlf", lambda rows, rng: None, lineterminator="\r\n")
table("semicolons", lambda rows, rng: None, delimiter=";")
table("tabs", lambda rows, rng: None, delimiter="\t")
table("single-quotes", lambda rows, rng: None, quotechar="'", quoting=csv.QUOTE_ALL)
table("rows-sorted", lambda rows, rng: rows.__setitem__(slice(1, None), sorted(rows[1:])))
table("rows-reversed", lambda rows, rng: rows.__setitem__(slice(1, None), rows[:0:-1]))
table("rows-shuffled", lambda rows, rng: rows.__setitem__(slice(1, None), rng.sample(rows[1:], len(rows) - 1)))
table("columns-reversed", lambda rows, rng: [row.reverse() for row in rows] and None)
table("row-twice", lambda rows, rng: rows.insert(1, list(rng.choice(rows[1:]))))
table("row-twice-at-end", lambda rows, rng: rows.append(list(rng.choice(rows[1:]))))
table("header-twice", lambda rows, rng: rows.insert(rng.randrange(1, len(rows)), list(rows[0])))
table("no-header", lambda rows, rng: rows.pop(0) and None)
table("empty-row", lambda rows, rng: rows.insert(2, [""] * len(rows[0])))
table("row-of-commas-too-many", lambda rows, rng: rows.insert(2, [""] * (len(rows[0]) + 3)))
table("field-too-many", lambda rows, rng: rng.choice(rows[1:]).append("x"))
table("header-field-too-many", lambda rows, rng: rows[0].append(""))
table("header-field-too-few", lambda rows, rng: rows[0].pop() and None)
table("field-too-few", lambda rows, rng: rng.choice(rows[1:]).pop() and None)
table("cells-swapped", lambda rows, rng: rows[-1].insert(0, rows[-1].pop()))
table("first-row-as-comment", lambda rows, rng: rows[1].__setitem__(0, "#" + rows[1][0]))
