"""Versions, release lists and dependencies: rules of integrations-core."""

import re

from cases import FAIL, PASS, add
from setups import MARKER, about, release_name

from mutations.edits import both, rewrite

CHANGELOG = "CHANGELOG.md"
RELEASED = "requirements-agent-release.txt"
AGENT = "agent_requirements.in"
PROJECT = "pyproject.toml"


def packaged(step):
    return both(lambda p: about(p) is not None or False, step)


def tile(step):
    return both(lambda p: False if p.exists(PROJECT) or about(p) else None, step)


def log(change):
    return rewrite(CHANGELOG, change)


def set_version(version):
    def apply(place):
        path = f"{place.package}/__about__.py"
        old = about(place)
        if old is None or old == version:
            return False
        place.put(path, place.text(path).replace(old, version))

    return apply


# version


def version(name, expect, rule, apply):
    add("version", name, expect, rule and f"version/{rule}", apply, kinds="core")


version("no-changelog", FAIL, "changelog-missing", packaged(lambda p: p.remove(CHANGELOG)))
version("no-marker", FAIL, "not-towncrier", packaged(log(lambda t: t.replace(MARKER, ""))))
version(
    "marker-in-text", PASS, "not-towncrier", packaged(log(lambda t: t.replace(MARKER, "towncrier release notes start")))
)
version("marker-other-case", FAIL, "not-towncrier", packaged(log(lambda t: t.replace("towncrier", "Towncrier"))))
version("no-release", FAIL, "no-release", packaged(log(lambda t: re.sub(r"(?s)## \d.*", "", t))))
version(
    "older-release-first",
    FAIL,
    "mismatch",
    packaged(log(lambda t: re.sub(r"## \d+\.\d+\.\d+", "## 1.2.99", t, count=1))),
)
version("newer-about", FAIL, "mismatch", set_version("97.1.0"))
version("release-as-h3", PASS, "mismatch", packaged(log(lambda t: re.sub(r"(?m)^## (\d)", r"### \1", t))))
version(
    "release-in-text", None, "mismatch", packaged(log(lambda t: t.replace(MARKER, MARKER + "\n\nSee ## 0.0.1 below.")))
)
version(
    "unreleased-heading", PASS, "mismatch", packaged(log(lambda t: t.replace(MARKER, MARKER + "\n\n## Unreleased")))
)
version("release-without-space", FAIL, "no-release", packaged(log(lambda t: re.sub(r"(?m)^## (\d)", r"##\1", t))))
version("suffix", PASS, "mismatch", packaged(log(lambda t: re.sub(r"(?m)^(## \d+\.\d+\.\d+)", r"\1-rc.1", t))))
version("below-one-with-releases", FAIL, "unreleased-has-releases", set_version("0.9.0"))
version("below-one-without-releases", PASS, "unreleased-has-releases",
        both(set_version("0.0.1"), log(lambda t: re.sub(r"(?s)## \d.*", "", t))))  # fmt: skip
version("ten-compares-as-text", None, "mismatch", set_version("10.0.0"))
version("two-part-version", FAIL, None, set_version("1.0"))
version("number-in-comment", None, "mismatch",
        packaged(lambda p: p.put(f"{p.package}/__about__.py", "# since 9.9.9\n" + p.text(f"{p.package}/__about__.py"))))  # fmt: skip
version("tile-without-release", FAIL, "tile-changelog", tile(log(lambda t: re.sub(r"(?s)## \d.*", "", t))))
version("tile-with-marker", FAIL, "tile-changelog", tile(log(lambda t: MARKER + "\n" + t)))
version("tile-no-changelog", FAIL, "tile-changelog", tile(lambda p: p.remove(CHANGELOG)))
version(
    "tile-other-release",
    PASS,
    "tile-changelog",
    tile(log(lambda t: re.sub(r"## \d+\.\d+\.\d+", "## 7.7.7", t, count=1))),
)
version("package-without-about", PASS, "package-without-about",
        packaged(both(lambda p: p.exists(PROJECT) or False, lambda p: p.remove(f"{p.package}/__about__.py"),
                      log(lambda t: t.replace(MARKER, "")))))  # fmt: skip
version("invalid-utf8", FAIL, None,
        packaged(lambda p: p.put(CHANGELOG, b"\xff" + p.text(CHANGELOG).encode())))  # fmt: skip

# agent-reqs


def pins(change):
    """Edits the release list, given the line of the integration."""

    def apply(place):
        text = place.scratch.text(RELEASED)
        found = text and re.search(rf"(?m)^{re.escape(release_name(place.name))}==.*\n", text)
        if not found:
            return False
        place.scratch.put(RELEASED, text[: found.start()] + change(found[0]) + text[found.end() :])

    return apply


def reqs(name, expect, rule, apply, **options):
    add("agent-reqs", name, expect, rule and f"agent-reqs/{rule}", apply, **{"kinds": "core", **options})


reqs("other-version", FAIL, "out-of-sync", pins(lambda row: re.sub("==.*", "==97.0.0", row)))
reqs("newer-about", FAIL, "out-of-sync", both(pins(lambda row: row), set_version("97.1.0")))
reqs("marker", PASS, "out-of-sync", pins(lambda row: row.rstrip() + "; sys_platform == 'win32'\n"))
reqs("space-before-marker", FAIL, "out-of-sync", pins(lambda row: row.rstrip() + " ; sys_platform == 'win32'\n"))
reqs("spaces-around", None, "out-of-sync", pins(lambda row: row.replace("==", " == ")))
reqs("greater-equal", PASS, "unreleased", pins(lambda row: row.replace("==", ">=")))
reqs("not-pinned", PASS, "unreleased", pins(lambda row: ""))
reqs("commented-out", None, "unreleased", pins(lambda row: "# " + row))
reqs("twice-last-wrong", FAIL, "out-of-sync", pins(lambda row: row + re.sub("==.*", "==97.0.0", row)))
reqs("twice-last-right", PASS, "out-of-sync", pins(lambda row: re.sub("==.*", "==97.0.0", row) + row))
reqs("upper-case", None, "stale", pins(lambda row: row.upper()))
reqs("stale", FAIL, "stale", lambda s: s.put(RELEASED, s.text(RELEASED) + "datadog-no-such-thing==1.0.0\n"), whole=True)
reqs(
    "stale-other-prefix",
    PASS,
    "stale",
    lambda s: s.put(RELEASED, s.text(RELEASED) + "no-such-thing==1.0.0\n"),
    whole=True,
)
reqs("comment-line", PASS, "stale", lambda s: s.put(RELEASED, "# released\n\n" + s.text(RELEASED)), whole=True)
reqs("deleted", FAIL, "missing-file", lambda s: s.remove(RELEASED), whole=True)
reqs("renamed", FAIL, "missing-file", lambda s: s.rename(RELEASED, "requirements-agent.txt"), whole=True)
reqs("empty-file", PASS, "missing-file", lambda s: s.put(RELEASED, ""), whole=True)
reqs("removed-package", FAIL, "stale", both(pins(lambda row: row), lambda p: p.remove(f"{p.package}/__about__.py")))
reqs("no-version", FAIL, "out-of-sync",
     both(pins(lambda row: row), lambda p: p.put(f"{p.package}/__about__.py", "VERSION = '1.0.0'\n")))  # fmt: skip

# dep


def dep(name, expect, rule, apply, **options):
    add("dep", name, expect, rule and f"dep/{rule}", apply, **{"kinds": "core", **options})


def base(new):
    """Replaces the list of dependencies."""
    listed = re.compile(r"(?ms)^dependencies = \[.*?^\]")
    return packaged(rewrite(PROJECT, lambda t: listed.sub(lambda _: f"dependencies = [{new}]", t, count=1)))


def optional(new, group="deps"):
    """Replaces the optional dependencies of an integration that has some."""

    def change(text):
        return re.sub(r"(?m)^deps = \[\".*\]", lambda _: f"{group} = [{new}]", text, count=1)

    return packaged(rewrite(PROJECT, change))


def agent(change):
    def apply(scratch):
        text = scratch.text(AGENT)
        if not text or change(text) in (None, text):
            return False
        scratch.put(AGENT, change(text))

    return apply


dep("base-missing", FAIL, "base-missing", base(""))
dep("base-exact", FAIL, "base-specifier", base('"datadog-checks-base==37.0.0"'))
dep("base-two-specifiers", FAIL, "base-specifier", base('"datadog-checks-base>=37.0.0,<38"'))
dep("base-compatible", FAIL, "base-specifier", base('"datadog-checks-base~=37.0"'))
dep("base-greater", FAIL, "base-specifier", base('"datadog-checks-base>37.0"'))
dep("base-any-version", PASS, "base-specifier", base('"datadog-checks-base"'))
dep("base-underscores", PASS, "base-missing", base('"datadog_checks_base>=37.0.0"'))
dep("base-with-extra", PASS, "base-missing", base('"Datadog.Checks-Base[http]>=37.0.0"'))
dep("base-twice", None, "base-specifier", base('"datadog-checks-base==1", "datadog-checks-base>=37.0.0"'))
dep("third-party", FAIL, "third-party", base('"datadog-checks-base>=37.0.0", "requests==2.32.4"'))
dep("invalid-requirement", FAIL, "invalid", base('"datadog-checks-base>=37.0.0", "???"'))
dep("optional-invalid", FAIL, "invalid", optional('"requests=2.32.4"'))
dep("optional-unpinned", FAIL, "unpinned", optional('"requests"'))
dep("optional-range", FAIL, "unpinned", optional('"requests>=2.32.4"'))
dep("optional-two", FAIL, "unpinned", optional('"requests==2.32.4,!=2.0"'))
dep("optional-other-version", FAIL, "not-in-agent", optional('"requests==2.0.0"'))
dep("optional-unknown", FAIL, "not-in-agent", optional('"no-such-thing==1.0.0"'))
dep("optional-other-group", PASS, "not-in-agent", optional('"requests==2.32.4"', "other"))
dep("optional-upper-case", PASS, "not-in-agent", optional('"Requests==2.32.4"'))
dep("optional-spaces", PASS, "not-in-agent", optional('"requests == 2.32.4"'))
dep("optional-marker", FAIL, "not-in-agent", optional("\"requests==2.32.4; sys_platform == 'win32'\""))
dep("optional-url", None, "unpinned", optional('"requests @ https://example.com/requests.whl"'))
dep("optional-git", None, "unpinned", optional('"requests @ git+https://example.com/requests.git@abc"'))
dep("optional-git-without-ref", FAIL, "unpinned", optional('"requests @ git+https://example.com/requests.git"'))
dep("optional-twice", None, "duplicate", optional('"requests==2.32.4", "requests==2.32.3"'))


def without_project(name, expect, setup):
    """No project file; `setup` are the lines of `setup.py`, or None for none."""

    def apply(place):
        place.remove("setup.py")
        place.remove("requirements.in")
        if setup is not None:
            place.put("setup.py", setup)

    dep(name, expect, "base-missing", packaged(both(lambda p: p.remove(PROJECT), apply)))


without_project("project-and-setup-missing", FAIL, None)
without_project("setup-without-base", FAIL, "import setuptools\n")
without_project("setup-base", None, "x = 1\n  CHECKS_BASE_REQ = 'datadog-checks-base>=37.0.0'\n")
without_project("setup-base-computed", FAIL, "CHECKS_BASE_REQ = parse_pyproject_array('dependencies')[0]\n")
without_project("setup-base-tight", FAIL, "CHECKS_BASE_REQ='datadog-checks-base'\n")
dep("project-folder", FAIL, "base-missing",
    packaged(both(lambda p: p.remove(PROJECT), lambda p: p.make_directory(PROJECT))))  # fmt: skip
dep("agent-unpinned", FAIL, "unpinned", agent(lambda t: t.replace("==", ">=", 1)), whole=True)
dep("agent-stale", FAIL, "stale", agent(lambda t: t + "no-such-thing==1.0.0\n"), whole=True)
dep("agent-invalid", FAIL, "invalid", agent(lambda t: t + "???\n"), whole=True)
dep("agent-empty", None, "missing-file", lambda s: s.put(AGENT, ""), whole=True)
dep("agent-comment", PASS, "stale", agent(lambda t: "# pins\n\n" + t), whole=True)
dep("agent-other-version", FAIL, "not-in-agent", agent(lambda t: t.replace("==2", "==1", 1)), whole=True)
dep("agent-missing-line", FAIL, "not-in-agent", agent(lambda t: t.split("\n", 1)[1]), whole=True)
dep("agent-deleted", FAIL, "missing-file", lambda s: s.remove(AGENT), whole=True)
