"""The check of changelogs that runs on pull requests. The edit is the pull request, and has number 1."""

from cases import FAIL, PASS, add

from mutations.edits import both
from mutations.python_sources import module

CHANGELOG = "CHANGELOG.md"


def code(place):
    """Changes the package, so that the pull request needs an entry."""
    path = module(place)
    if path is None:
        return False
    place.put(path, place.text(path) + "\nCHANGED = True\n")
    return None


def fragment(name, expect, file, *steps):
    add("changelog", f"fragment-{name}", expect, "changelog/fragment-name",
        both(code, *steps, lambda p: p.put(f"changelog.d/{file}", "What is new.\n")), kinds="core")  # fmt: skip


for kind in ("added", "changed", "deprecated", "fixed", "removed", "security"):
    fragment(kind, PASS, f"1.{kind}")
fragment("second", PASS, "1.fixed.1", lambda p: p.put("changelog.d/1.fixed", "One.\n"))
fragment("extension", PASS, "1.fixed.md")
fragment("leading-zeros", PASS, "001.fixed")
fragment("in-folder", PASS, "more/1.fixed")
fragment("in-folder-misspelled", FAIL, "more/1.fix")
fragment("in-folder-readme", FAIL, "more/README.md")
fragment("in-two-folders", PASS, "a/1.added/1.fixed")
fragment("in-folder-named-like-one", FAIL, "1.fixed/notes")
fragment("misspelled", FAIL, "1.fix")
fragment("upper-case", FAIL, "1.Fixed")
fragment("other-kind", FAIL, "1.improved")
fragment("trailing-space", PASS, "1.fixed ")
fragment("no-kind", FAIL, "1")
fragment("empty-kind", FAIL, "1.")
fragment("two-dots", FAIL, "1..fixed")
fragment("no-number", FAIL, "fixed.md")
fragment("word", FAIL, "one.fixed")
fragment("number-sign", FAIL, "#1.fixed")
fragment("plus", FAIL, "+.fixed")
fragment("hyphen", FAIL, "1-fixed")
fragment("hidden", FAIL, ".gitkeep")
fragment("readme", FAIL, "README.md")


def entry(line):
    """Adds a line below the first heading that is a release."""

    def apply(place):
        text = place.text(CHANGELOG)
        if not text or "\n## " not in text or not place.exists("pyproject.toml") or code(place) is False:
            return False
        at = text.index("\n", text.index("\n## ") + 1) + 1
        new = line.format(repo=place.scratch.root.name)
        place.put(CHANGELOG, f"{text[:at]}\n***Fixed***:\n\n{new}\n{text[at:]}")
        return None

    return apply


LINK = "([#1](https://github.com/DataDog/{repo}/pull/1))"
for name, expect, line in [
    ("link", PASS, "* Mended " + LINK),
    ("link-and-more-lines", PASS, "* Mended " + LINK + "\n  More of it"),
    ("two-links", PASS, "* Mended " + LINK + "\n* Mended more " + LINK),
    ("link-in-front", FAIL, "* " + LINK + " Mended"),
    ("no-link", FAIL, "* Mended"),
    ("number-only", FAIL, "* Mended (#1)"),
    ("no-space", FAIL, "* Mended" + LINK),
    ("full-stop", FAIL, "* Mended " + LINK + "."),
    ("trailing-space", FAIL, "* Mended " + LINK + " "),
    ("one-without-link", FAIL, "* Mended " + LINK + "\n* Mended more"),
    ("link-on-second-line", FAIL, "* Mended\n  " + LINK),
]:
    add("changelog", f"entry-{name}", expect, "changelog/entry-suffix", entry(line), kinds="extras")
add("changelog", "entry-no-link", PASS, "changelog/entry-suffix", entry("* Mended " + LINK + "\n* Mended"),
    kinds="marketplace")  # fmt: skip
add("changelog", "old-entry-changed", FAIL, "changelog/entry-suffix", kinds="extras",
    apply=both(lambda p: None if p.exists("pyproject.toml") and "\n* " in (p.text(CHANGELOG) or "") else False, code,
               lambda p: p.put(CHANGELOG, p.text(CHANGELOG).replace("\n* ", "\n*  ", 1))))  # fmt: skip
