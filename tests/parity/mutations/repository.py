"""Labels, generated workflows and terms of use."""

import re

from cases import FAIL, PASS, add

from mutations.codeowners import NOT_CORE, new_listed_directory
from mutations.edits import append, both, in_manifest

# labeler

LABELS = ".github/workflows/config/labeler.yml"


def label(change):
    """Maps the block of one integration."""

    def apply(place):
        text = place.scratch.text(LABELS)
        found = text and re.search(rf"(?m)^integration/{re.escape(place.name)}:\n(?:[- ].*\n)+", text)
        if not found:
            return False
        place.scratch.put(LABELS, text[: found.start()] + change(found[0], place) + text[found.end() :])

    return apply


def labels(name, expect, rule, apply, **options):
    add("labeler", name, expect, rule and f"labeler/{rule}", apply, **{"kinds": "core", **options})


def glob(new):
    return label(lambda b, p: b.replace(f"{p.name}/**/*", new.format(name=p.name)))


labels("removed", FAIL, "missing-label", label(lambda b, p: ""))
labels(
    "commented-out", FAIL, "missing-label", label(lambda b, p: "".join("# " + line + "\n" for line in b.splitlines()))
)
labels("twice", FAIL, "duplicate-key", label(lambda b, p: b + b))
labels("twice-first-wrong", FAIL, "duplicate-key", label(lambda b, p: b.replace(p.name + "/**", "x/**") + b))
labels("unknown", FAIL, "unknown-label", label(lambda b, p: b + b.replace(p.name, "no_such_thing")))
labels("unknown-name-known-directory", None, "unknown-label",
       label(lambda b, p: b.replace(f"integration/{p.name}:", "integration/shorter:")))  # fmt: skip
labels(
    "no-integration-prefix",
    PASS,
    "unknown-label",
    label(lambda b, p: b + b.replace(f"integration/{p.name}", "documentation")),
)
labels("prefix-without-slash", None, "unknown-label", label(lambda b, p: b + "integrations:\n- changed-files: []\n"))
labels(
    "quoted-key",
    PASS,
    "missing-label",
    label(lambda b, p: b.replace(f"integration/{p.name}:", f'"integration/{p.name}":')),
)
labels("quoted-key-twice", PASS, "duplicate-key",
       label(lambda b, p: b + b.replace(f"integration/{p.name}:", f'"integration/{p.name}":')))  # fmt: skip
labels("short-form", FAIL, "wrong-config", label(lambda b, p: f"integration/{p.name}:\n- {p.name}/**/*\n"))
labels("one-star", FAIL, "wrong-config", glob("{name}/*"))
labels("directory-only", FAIL, "wrong-config", glob("{name}/**"))
labels("other-directory", FAIL, "wrong-config", glob("no_such_thing/**/*"))
labels("two-globs", FAIL, "wrong-config", label(lambda b, p: b + f"    - {p.name}/x/**/*\n"))
labels("other-key", FAIL, "wrong-config", label(lambda b, p: b.replace("any-glob", "all-globs")))
labels("flow-style", PASS, "wrong-config",
       label(lambda b, p: f"integration/{p.name}: [{{changed-files: [{{any-glob-to-any-file: ['{p.name}/**/*']}}]}}]\n"))  # fmt: skip
labels("null", FAIL, "wrong-config", label(lambda b, p: f"integration/{p.name}:\n"))
labels("comments", PASS, None, label(lambda b, p: "# note\n" + b + "\n\n# end\n"))
labels("quoted-glob", PASS, "wrong-config", label(lambda b, p: b.replace(f"{p.name}/**/*", f"'{p.name}/**/*'")))
labels("deleted", FAIL, "missing-file", lambda s: s.remove(LABELS), whole=True)
labels("broken-elsewhere", PASS, "missing-file", lambda s: s.put(LABELS, "integration/x:\n"), whole=True, kinds=NOT_CORE)
labels(
    "broken", FAIL, None, lambda s: s.put(LABELS, s.text(LABELS) + "a: [\n") if s.text(LABELS) else False, whole=True
)
labels("other-extension", FAIL, "missing-file",
       lambda s: s.rename(LABELS, LABELS[:-3] + "yaml"), whole=True)  # fmt: skip
labels("empty-file", FAIL, "not-a-mapping", lambda s: s.put(LABELS, "") if s.text(LABELS) else False, whole=True)
for name, expect, text in [
    ("list", FAIL, "- integration/x\n"), ("text", FAIL, "integration\n"), ("number", FAIL, "5\n"),
    ("only-comments", FAIL, "# labels\n"),
]:  # fmt: skip
    labels(f"top-{name}", expect, "not-a-mapping", lambda s, t=text: s.put(LABELS, t), whole=True)
labels("document-mark", PASS, "not-a-mapping", lambda s: s.put(LABELS, "---\n" + s.text(LABELS)), whole=True)
labels("new-directory", FAIL, "missing-label", lambda s: s.put("zz_new/notes.txt", "x\n"), whole=True)
labels("new-directory-no-integration", PASS, "missing-label", new_listed_directory, whole=True)


def included(scratch):
    config = (scratch.text(".ddev/config.toml") or "").rstrip()
    scratch.put(".ddev/config.toml", config + '\n\n[overrides.validate.labeler]\ninclude = ["zz_else"]\n')
    scratch.put(LABELS, scratch.text(LABELS) + "integration/zz_else:\n- changed-files:\n"
                "  - any-glob-to-any-file:\n    - zz_else/**/*\n")  # fmt: skip


labels("included", PASS, "unknown-label", included, whole=True)

# ci

JOBS = ".github/workflows/test-all.yml"
COVERAGE = "code-coverage.datadog.yml"


def edit(path, change):
    def apply(scratch):
        text = scratch.text(path)
        new = None if text is None else change(text)
        if new is None or new == text:
            return False
        scratch.put(path, new)

    return apply


def ci(name, expect, rule, apply, **options):
    add("ci", name, expect, rule and f"ci/{rule}", apply, **{"whole": True, **options})


def drop_job(text):
    return re.sub(r"(?m)^  j[0-9a-f]{7}:\n(?:    .*\n)+", "", text, count=1)


def _other_workflow(scratch):
    """Deletes a workflow nobody generates."""
    for path in sorted((scratch.root / ".github/workflows").glob("*.yml")):
        if not path.name.startswith("test-all"):
            return scratch.remove(path.relative_to(scratch.root).as_posix())
    return False


ci("job-removed", FAIL, "out-of-sync", edit(JOBS, drop_job))
ci(
    "target-renamed",
    FAIL,
    "out-of-sync",
    edit(JOBS, lambda t: re.sub(r"(?m)^(      target: )(\S+)", r"\1\2x", t, count=1)),
)
ci("runner-changed", FAIL, "out-of-sync", edit(JOBS, lambda t: t.replace("ubuntu-22.04", "ubuntu-24.04", 1)))
ci("workflow-deleted", FAIL, "missing-file", lambda s: s.remove(JOBS))
ci("workflow-renamed", FAIL, "missing-file", lambda s: s.rename(JOBS, JOBS[:-3] + "yaml"))
ci("workflow-empty", FAIL, "out-of-sync", lambda s: s.put(JOBS, ""))
ci("other-workflow-deleted", PASS, "missing-file", lambda s: _other_workflow(s))
ci("inputs-changed", PASS, "out-of-sync", edit(JOBS, lambda t: t.replace("name: Test all", "name: Test everything", 1)))
ci("comment-in-jobs", FAIL, "out-of-sync", edit(JOBS, lambda t: t.rstrip("\n") + "\n# end\n"))
ci("trailing-blank-line", FAIL, "out-of-sync", edit(JOBS, lambda t: t + "\n"))
ci("crlf", PASS, "out-of-sync", edit(JOBS, lambda t: t.replace("\n", "\r\n")))


def testable(place):
    return place.exists("hatch.toml") and place.exists("tests")


def ci_place(name, expect, apply, **options):
    add("ci", name, expect, "ci/out-of-sync", both(lambda p: testable(p) or False, apply), **options)


def not_tested(place):
    config = (place.scratch.text(".ddev/config.toml") or "").rstrip()
    place.scratch.put(".ddev/config.toml", f"{config}\n\n[overrides.ci.{place.name}]\nexclude = true\n")


ci_place("hatch-removed", FAIL, lambda p: p.remove("hatch.toml"))
ci_place("excluded", FAIL, not_tested)
ci_place("name-changed", FAIL, in_manifest(lambda m: m["assets"]["integration"].update(source_type_name="Other name")
                                           if m.get("assets", {}).get("integration") else False))  # fmt: skip
ci_place("readme-changed", PASS, lambda p: p.put("README.md", (p.text("README.md") or "") + "\n\nMore.\n"))
add("ci", "hatch-added", FAIL, "ci/out-of-sync",
    both(lambda p: False if testable(p) or not p.manifest.get("tile") else None,
         lambda p: p.put("hatch.toml", ""), lambda p: p.put("tests/__init__.py", "")))  # fmt: skip
for name, expect, entry in [
    ("number", FAIL, "parity = 5"), ("true", FAIL, "parity = true"), ("list-of-numbers", FAIL, "parity = [5]"),
    ("letters", None, 'parity = "ab"'), ("python-numbers", None, "python = [3]"), ("list", None, 'parity = ["1"]'),
]:  # fmt: skip
    add("ci", f"matrix-{name}", expect, "ci/matrix",
        both(lambda p: testable(p) or False, append("hatch.toml", f"\n[[envs.default.matrix]]\n{entry}\n")))  # fmt: skip
add("ci", "other-matrix-number", PASS, "ci/matrix",
    both(lambda p: testable(p) or False, append("hatch.toml", "\n[[envs.parity.matrix]]\nparity = 5\n")))  # fmt: skip
ci("coverage-deleted", FAIL, "coverage", lambda s: s.remove(COVERAGE), kinds="core")
ci("coverage-service-removed", FAIL, "coverage", kinds="core",
   apply=edit(COVERAGE, lambda t: re.sub(r"(?m)^- id: .*\n(?:  .*\n)+", "", t, count=1)))  # fmt: skip
ci("coverage-path-changed", FAIL, "coverage", kinds="core",
   apply=edit(COVERAGE, lambda t: re.sub(r"datadog_checks/(\w+)/\n", r"datadog_checks/\1x/\n", t, count=1)))  # fmt: skip
ci("coverage-without-gates", FAIL, "coverage", kinds="core",
   apply=edit(COVERAGE, lambda t: re.sub(r"(?ms)^gates:.*?(?=^\w|\Z)", "", t)))  # fmt: skip
ci("coverage-comment", PASS, "coverage", edit(COVERAGE, lambda t: "# note\n" + t), kinds="core")

# eula

EULA = "assets/parity_eula.pdf"
PDF = b"%PDF-1.4\nx\n"


def eula(name, expect, rule, value, content=None, path=EULA):
    def apply(place):
        if not place.manifest.get("manifest_version"):
            return False
        if content is not None:
            place.put(path, content)
        return in_manifest(lambda m: m.update(legal_terms=value))(place)

    add("eula", name, expect, f"eula/{rule}", apply)


eula("valid", PASS, "missing", {"eula": EULA}, PDF)
eula("absent", FAIL, "missing", {"eula": EULA})
eula("empty-path", FAIL, "missing", {"eula": ""})
eula("null", PASS, "missing", {"eula": None})
eula("no-key", PASS, "missing", {})
eula("terms-null", FAIL, "missing", None)
eula("terms-list", FAIL, "missing", [])
eula("path-number", FAIL, "missing", {"eula": 1})
eula("path-list", FAIL, "missing", {"eula": ["a.pdf"]})
eula("directory", FAIL, "missing", {"eula": "assets"})
eula("dot-slash", PASS, "missing", {"eula": "./" + EULA}, PDF)
eula("text-file", FAIL, "not-pdf", {"eula": EULA}, b"Terms\n")
eula("empty-file", FAIL, "not-pdf", {"eula": EULA}, b"")
eula("marker-in-second-line", FAIL, "not-pdf", {"eula": EULA}, b"\n%PDF-1.4\n")
eula("marker-late-in-first-line", PASS, "not-pdf", {"eula": EULA}, b"junk %PDF-1.4\n")
eula("marker-lower-case", FAIL, "not-pdf", {"eula": EULA}, b"%pdf-1.4\n")
eula("other-extension", PASS, "extension", {"eula": "assets/eula.txt"}, b"Terms\n", "assets/eula.txt")
eula("upper-extension", PASS, "extension", {"eula": "assets/eula.PDF"}, b"Terms\n", "assets/eula.PDF")
for version in ("1.5.0", None):
    add("eula", f"manifest-version-{version or 'missing'}", FAIL, None,
        in_manifest(lambda m, v=version: m.update(manifest_version=v) if m.get("manifest_version") else False))  # fmt: skip
