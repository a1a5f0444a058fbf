"""metadata.csv."""

from cases import FAIL, PASS, add

from mutations.edits import (
    METADATA,
    both,
    create,
    csv_cell,
    csv_rows,
    delete,
    in_manifest,
    rewrite,
    table,
)


def shape(name, expect, rule, change, **options):
    add("metadata", name, expect, f"metadata/{rule}", rewrite(METADATA, change), **options)


def first_row(text, change):
    lines = text.split("\n")
    if len(lines) < 3 or '"' in lines[1] or not lines[1]:
        return None
    lines[1] = change(lines[1])
    return "\n".join(lines)


def has_rows(text):
    return len([line for line in text.splitlines() if line]) > 1


def rename_column(old, new):
    def change(text):
        return new.join(text.split(old, 1)) if has_rows(text) and old in text.split("\n")[0] else None

    return change


def drop_column(column):
    def change(header, rows):
        if column not in header:
            return False
        header.remove(column)

    return csv_rows(change)


def add_column(column, value=""):
    def change(header, rows):
        if column in header:
            return False
        header.append(column)
        for row in rows:
            row[column] = value

    return csv_rows(change)


def set_metrics(change):
    def edit(manifest):
        metrics = (manifest.get("assets") or {}).get("integration", {}).get("metrics")
        return change(metrics) if isinstance(metrics, dict) else False

    return in_manifest(edit)


def copy_name(header, rows):
    rows[2]["metric_name"] = rows[1]["metric_name"]


def reorder_columns(header, rows):
    header.reverse()


def swap(header, rows):
    if rows[0]["metric_name"] == rows[1]["metric_name"]:
        return False
    rows[0], rows[1] = rows[1], rows[0]


def sort(header, rows):
    rows.sort(key=lambda row: row["metric_name"])


# The file as a whole

shape("empty-file", FAIL, "empty-file", lambda t: "")
shape("header-only", PASS, "empty-file", lambda t: t.split("\n")[0] + "\n")
shape("blank-lines-only", PASS, "empty-file", lambda t: "\n\n")
shape("short-row", FAIL, "wrong-column-count", lambda t: first_row(t, lambda row: row[: row.rindex(",")]))
shape("long-row", FAIL, "wrong-column-count", lambda t: first_row(t, lambda row: row + ","))
shape("comment-line", FAIL, "wrong-column-count", lambda t: t.rstrip("\n") + "\n# a comment\n")
shape("line-of-spaces", FAIL, "wrong-column-count", lambda t: t.rstrip("\n") + "\n   \n")
shape("blank-line-inside", PASS, "wrong-column-count", lambda t: t.replace("\n", "\n\n", 1))
shape("leading-blank-line", FAIL, "wrong-column-count", lambda t: "\n" + t if has_rows(t) else None)
shape("byte-order-mark", FAIL, "byte-order-mark", lambda t: "\ufeff" + t if has_rows(t) else None)
shape("crlf", PASS, "wrong-column-count", lambda t: t.replace("\n", "\r\n") if "\r" not in t else None)
shape("lone-cr", PASS, "wrong-column-count", lambda t: t.replace("\n", "\r") if "\r" not in t else None)
shape("no-final-newline", PASS, "wrong-column-count", lambda t: t.rstrip("\n"))
shape("unclosed-quote", FAIL, "unclosed-quote",
      lambda t: first_row(t, lambda row: row.replace(",", ',"', 1)))  # fmt: skip
shape("quote-inside-field", PASS, "unclosed-quote",
      lambda t: None if '"' in t else t.rstrip("\n").rsplit(",", 2)[0] + ',a 5" disk,\n'
      if t.split("\n")[0].endswith("short_name,curated_metric") else None)  # fmt: skip
shape("unknown-column", FAIL, "unknown-column", rename_column("description", "Description"))
shape("space-in-column", FAIL, "unknown-column", rename_column(",interval", ", interval"))
shape("unknown-column-without-rows", PASS, "unknown-column",
      lambda t: t.split("\n")[0].replace("description", "Description") + "\n")  # fmt: skip
add("metadata", "invalid-utf8", FAIL, "file/invalid-utf8",
    lambda p: p.put(METADATA, p.text(METADATA).encode() + b"\xff\xfe") if p.text(METADATA) else False)  # fmt: skip
add("metadata", "deleted", PASS, None, delete(METADATA))

table("metadata", "metadata", [
    ("no-sample-tags-column", PASS, "missing-column", drop_column("sample_tags")),
    ("no-curated-column", FAIL, "missing-column", drop_column("curated_metric")),
    ("no-orientation-column", FAIL, "missing-column", drop_column("orientation")),
    ("no-interval-column", FAIL, "missing-column", drop_column("interval")),
    ("sample-tags-column", PASS, "unknown-column", add_column("sample_tags")),
    ("extra-column", FAIL, "unknown-column", add_column("notes")),
    ("columns-in-other-order", PASS, "missing-column", csv_rows(reorder_columns)),
    ("manifest-names-other-file", FAIL, "missing-metrics-file",
     both(lambda p: p.text(METADATA) is not None,
          set_metrics(lambda m: m.update(metadata_path="metrics/metadata.csv")))),
    ("no-metadata-path", PASS, "missing-metrics-file",
     both(lambda p: p.text(METADATA) is not None, set_metrics(lambda m: m.pop("metadata_path", None) is not None))),
    ("no-prefix", FAIL, "missing-prefix",
     both(lambda p: p.text(METADATA) is not None, set_metrics(lambda m: m.update(prefix="")))),
    ("null-prefix", FAIL, "missing-prefix",
     both(lambda p: p.text(METADATA) is not None, set_metrics(lambda m: m.update(prefix=None)))),
    ("display-name-changed", FAIL, "wrong-integration",
     both(csv_rows(lambda h, r: None),
          in_manifest(lambda m: m["assets"]["integration"].update(source_type_name="Something else")
                      if m.get("assets", {}).get("integration", {}).get("source_type_name") else False))),
    ("same-normal-form", PASS, "wrong-integration",
     both(csv_rows(lambda h, r: None),
          in_manifest(lambda m: m["assets"]["integration"].update(
              source_type_name=m["assets"]["integration"]["source_type_name"].upper())
              if m.get("assets", {}).get("integration", {}).get("source_type_name") else False))),
])  # fmt: skip


# Cells: (name, expect, rule, column, value)


def prefixed(suffix):
    return lambda old, row: old + suffix


CELLS = [
    ("duplicate-name-other-case", PASS, "duplicate-metric", "metric_name",
     lambda old, row: old[:-1] + old[-1].upper() if old[-1:].islower() else None),
    ("name-with-space", FAIL, "invalid-metric-name", "metric_name", prefixed(" total")),
    ("name-with-hyphen", FAIL, "invalid-metric-name", "metric_name", prefixed("-total")),
    ("name-underscore-dot", FAIL, "invalid-metric-name", "metric_name", prefixed("_.total")),
    ("name-trailing-underscore", FAIL, "invalid-metric-name", "metric_name", prefixed("_")),
    ("name-double-underscore", PASS, "invalid-metric-name", "metric_name", prefixed("__total")),
    ("name-double-dot", PASS, "invalid-metric-name", "metric_name", prefixed("..total")),
    ("name-trailing-dot", PASS, "invalid-metric-name", "metric_name", prefixed(".")),
    ("name-non-ascii", FAIL, "invalid-metric-name", "metric_name", prefixed(".ü")),
    ("other-prefix", FAIL, "wrong-prefix", "metric_name", lambda old, row: "zzz." + old),
    ("upper-case-prefix", FAIL, "wrong-prefix", "metric_name",
     lambda old, row: old.upper() if old.upper() != old else None),
    ("system-prefix", PASS, "wrong-prefix", "metric_name", lambda old, row: "system." + old),
    ("jvm-prefix", PASS, "wrong-prefix", "metric_name", lambda old, row: "jvm." + old),
    ("otelcol-prefix", PASS, "wrong-prefix", "metric_name", lambda old, row: "otelcol_" + old),
    ("empty-name", FAIL, "empty-required", "metric_name", ""),
    ("unknown-type", FAIL, "invalid-type", "metric_type", "histogram"),
    ("type-upper-case", FAIL, "invalid-type", "metric_type", lambda old, row: old.upper()),
    ("type-trailing-space", FAIL, "invalid-type", "metric_type", lambda old, row: old + " "),
    ("type-rate", PASS, "invalid-type", "metric_type", "rate"),
    ("empty-type", FAIL, "empty-required", "metric_type", ""),
    ("interval-negative", FAIL, "invalid-interval", "interval", "-1"),
    ("interval-decimal", FAIL, "invalid-interval", "interval", "1.0"),
    ("interval-space", FAIL, "invalid-interval", "interval", " 10"),
    ("interval-leading-zero", PASS, "invalid-interval", "interval", "010"),
    ("interval-superscript", None, "invalid-interval", "interval", "²"),
    ("unknown-unit", FAIL, "invalid-unit", "unit_name", "smoot"),
    ("plural-unit", FAIL, "invalid-unit", "unit_name", "bytes"),
    ("unit-upper-case", FAIL, "invalid-unit", "unit_name", "Byte"),
    ("unit-leading-space", FAIL, "invalid-unit", "unit_name", " second"),
    ("unit-garbage", FAIL, "invalid-unit", "unit_name", "garbage"),
    ("unit-garbage-collection", PASS, "invalid-unit", "unit_name", "garbage collection"),
    ("unit-with-hyphen", PASS, "invalid-unit", "unit_name", "watt-hour"),
    ("unknown-per-unit", FAIL, "invalid-per-unit", "per_unit_name", "seconds"),
    ("known-per-unit", PASS, "invalid-per-unit", "per_unit_name", "byte"),
    ("wrong-integration", FAIL, "wrong-integration", "integration", "something_else"),
    ("integration-upper-case", FAIL, "wrong-integration", "integration", lambda old, row: old.upper()),
    ("empty-integration", FAIL, "wrong-integration", "integration", ""),
    ("orientation-plus", FAIL, "invalid-orientation", "orientation", "+1"),
    ("orientation-decimal", FAIL, "invalid-orientation", "orientation", "0.0"),
    ("orientation-two", FAIL, "invalid-orientation", "orientation", "2"),
    ("orientation-minus-one", PASS, "invalid-orientation", "orientation", "-1"),
    ("empty-orientation", FAIL, "empty-required", "orientation", ""),
    ("description-pipe", FAIL, "description-pipe", "description", "read | write"),
    ("description-non-ascii", FAIL, "non-ascii", "description", "The cache’s size"),
    ("description-400", PASS, "description-too-long", "description", "x" * 400),
    ("description-401", FAIL, "description-too-long", "description", "x" * 401),
    ("description-empty", PASS, "empty-description", "description", ""),
    ("description-with-comma", PASS, "wrong-column-count", "description", "one, two"),
    ("description-line-break", PASS, "wrong-column-count", "description", "one\ntwo"),
    ("curated-cpu", PASS, "curated-invalid", "curated_metric", "cpu"),
    ("curated-both", PASS, "curated-invalid", "curated_metric", "cpu|memory"),
    ("curated-unknown", FAIL, "curated-invalid", "curated_metric", "disk"),
    ("curated-trailing-bar", FAIL, "curated-invalid", "curated_metric", "cpu|"),
    ("curated-twice", FAIL, "curated-duplicate", "curated_metric", "cpu|cpu"),
    ("short-name-empty", PASS, "short-name-repeats-integration", "short_name", ""),
    ("short-name-non-ascii", None, "non-ascii", "short_name", "größe"),
]  # fmt: skip
for name, expect, rule, column, value in CELLS:
    add("metadata", name, expect, f"metadata/{rule}", csv_cell(column, value), kinds=("extras", "marketplace")
        if column == "metric_name" else ("extras", "core", "marketplace"))  # fmt: skip


def units(unit, per):
    def change(header, rows):
        rows[1].update(unit_name=unit, per_unit_name=per)

    return csv_rows(change)


def non_ascii_without_description(header, rows):
    rows[1].update(description="", short_name="größe")


table("metadata", "metadata", [
    ("duplicate-name", FAIL, "duplicate-metric", csv_rows(copy_name)),
    ("time-per-time", FAIL, "time-per-time", units("millisecond", "second")),
    ("same-time-per-time", FAIL, "time-per-time", units("second", "second")),
    ("unix-time-per-time", PASS, "time-per-time", units("unix second", "second")),
    ("time-per-request", PASS, "time-per-time", units("second", "request")),
    ("non-ascii-without-description", PASS, "non-ascii", csv_rows(non_ascii_without_description)),
])  # fmt: skip
add("metadata", "unsorted", PASS, "metadata/unsorted", csv_rows(swap), kinds=("extras", "marketplace"))
add("metadata", "unsorted-core", FAIL, "metadata/unsorted", csv_rows(swap), kinds="core")
add("metadata", "sorted", PASS, "metadata/unsorted", csv_rows(sort), kinds=("extras", "marketplace"))
add("metadata", "upper-case-first", PASS, "metadata/unsorted", kinds="core",
    apply=csv_rows(lambda h, r: r.insert(0, dict(r[0], metric_name=r[0]["metric_name"].split(".")[0] + ".AAA"))
                   if "." in r[0]["metric_name"] else False))  # fmt: skip


# The configuration of the repository


def configure(table_name, entry):
    """Adds an entry to a table of `.ddev/config.toml`."""

    def apply(place):
        text = place.scratch.text(".ddev/config.toml") or ""
        line = entry(place)
        if line is None:
            return False
        if f"[{table_name}]" in text:
            text = text.replace(f"[{table_name}]", f"[{table_name}]\n{line}", 1)
        else:
            text = f"{text.rstrip()}\n\n[{table_name}]\n{line}\n"
        place.scratch.put(".ddev/config.toml", text)

    return apply


EXCLUDED = configure("overrides.validate.metrics", lambda p: f'exclude = ["{p.name}"]')
table("metadata", "metadata", [
    ("excluded-with-unknown-unit", PASS, "invalid-unit", both(csv_cell("unit_name", "smoot"), EXCLUDED)),
    ("prefix-from-configuration", PASS, "missing-prefix",
     both(lambda p: p.text(METADATA) is not None,
          lambda p: None if f"{p.name} =" not in (p.scratch.text(".ddev/config.toml") or "") else False,
          lambda p: configure("overrides.metrics-prefix", lambda q: f'{q.name} = "{prefix(q)}"' if prefix(q) else None)(p),
          set_metrics(lambda m: m.update(prefix="")))),
    ("integration-from-configuration", FAIL, "wrong-integration",
     both(csv_rows(lambda h, r: None),
          configure("overrides.validate.metadata.integration", lambda p: f'{p.name} = "something_else"'))),
    ("display-name-from-configuration", FAIL, "wrong-integration",
     both(csv_rows(lambda h, r: None),
          lambda p: None if f"{p.name} =" not in (p.scratch.text(".ddev/config.toml") or "") else False,
          configure("overrides.display-name", lambda p: f'{p.name} = "Something else"'))),
])  # fmt: skip
add("metadata", "unsorted-but-listed", PASS, "metadata/unsorted", kinds="core",
    apply=both(csv_rows(swap), configure("overrides.validate.metrics", lambda p: f'unsorted = ["{p.name}"]')))  # fmt: skip


def prefix(place):
    metrics = (place.manifest.get("assets") or {}).get("integration", {}).get("metrics", {})
    return metrics.get("prefix") if isinstance(metrics, dict) else None


add("metadata", "without-manifest", FAIL, "metadata/missing-prefix",
    both(lambda p: p.text(METADATA) is not None, delete("manifest.json")))  # fmt: skip
add("metadata", "broken-manifest", FAIL, "manifest/invalid-json",
    both(lambda p: p.text(METADATA) is not None, rewrite("manifest.json", lambda t: t.rstrip()[:-1])))  # fmt: skip
add("metadata", "new-in-tile", None, None, create(METADATA, "metric_name,metric_type\n"))
