"""Gives a copy what a repository of its kind has and the given checkout has not.

The rules of integrations-core and of the marketplace can so be measured on a checkout of
another repository. What is there already stays."""

import datetime
import json
import re

HEADER = (
    "# (C) Datadog, Inc. {year}-present\n"
    "# All rights reserved\n"
    "# Licensed under a 3-clause BSD style license (see LICENSE)\n"
)
MARKER = "<!-- towncrier release notes start -->"
VERSION = re.compile(r"__version__ *= *['\"](.+?)['\"]")
# No rule about headers, lists or pins holds for these.
NOT_SHIPPED = {"datadog_checks_dev", "datadog_checks_tests_helper", "ddev"}


def prepare(scratch, oracle, synthesize):
    """Brings the copy into the state the cases start from, and commits it."""
    scratch.start_history()
    if synthesize:
        {"core": _core, "marketplace": _marketplace}.get(scratch.kind, _nothing)(scratch)
    if synthesize and scratch.kind == "core":
        oracle.run("models", None, "--sync")
    # The generated workflows name every integration of the repository, and a copy may hold fewer.
    if scratch.kind == "core" or (scratch.root / ".github/workflows/test-all.yml").is_file():
        oracle.run("ci", None, "--sync")
    scratch.commit()


def _nothing(_scratch):
    pass


def header(year=None):
    return HEADER.format(year=year or datetime.datetime.now(datetime.timezone.utc).year)


def about(place):
    """Version of the package of an integration, or `None`."""
    found = VERSION.search(place.text(f"{place.package}/__about__.py") or "")
    return found.group(1) if found else None


def release_name(name):
    """Name of the package in the list of released ones."""
    return f"datadog-{name.replace('_', '-')}"


def labeler_entry(name):
    return f"integration/{name}:\n- changed-files:\n  - any-glob-to-any-file:\n    - {name}/**/*\n"


def _core(scratch):
    names = scratch.directories()
    scratch.put(".github/workflows/config/labeler.yml", "".join(map(labeler_entry, names)))
    if scratch.text("code-coverage.datadog.yml") is None:
        scratch.put("code-coverage.datadog.yml", "services: []\ngates: []\n")
    released, dependencies = [], set()
    for name in names:
        place = scratch.place(name)
        version = about(place)
        _changelog(place, version)
        _license_headers(place)
        if version is None or name in NOT_SHIPPED:
            continue
        released.append(f"{release_name(name)}=={version}\n")
        dependencies.update(_pin_dependencies(place, len(released)))
    scratch.put("requirements-agent-release.txt", "".join(sorted(released)))
    scratch.put("agent_requirements.in", "".join(f"{line}\n" for line in sorted(dependencies)))


def _changelog(place, version):
    title = f"# CHANGELOG - {place.name}\n\n"
    release = f"## {version or '1.0.0'} / 2025-01-31\n\n***Added***:\n\n* First release.\n"
    if version is None:
        place.put("CHANGELOG.md", title + release)
    else:
        place.put("CHANGELOG.md", title + MARKER + "\n\n" + (release if version >= "1.0.0" else ""))


def _license_headers(place):
    for path in place.files("**/*.py"):
        text = place.text(path)
        if not text.startswith("# (C)"):
            place.put(path, header(2020) + text)


def _pin_dependencies(place, count):
    """Replaces optional dependencies, which community packages seldom pin, by a few pinned ones."""
    text = place.text("pyproject.toml")
    if text is None:
        return []
    pins = ["requests==2.32.4", "lxml==5.1.0"][: count % 3]
    table = "[project.optional-dependencies]\ndeps = [" + ", ".join(f'"{pin}"' for pin in pins) + "]\n\n"
    text = re.sub(r"(?ms)^\[project\.optional-dependencies\]\n.*?(?=^\[|\Z)", "", text)
    place.put("pyproject.toml", text.replace("[project.urls]", table + "[project.urls]", 1))
    return pins if table in place.text("pyproject.toml") else []


def _marketplace(scratch):
    for name in scratch.directories():
        place = scratch.place(name)
        text = place.text("README.md")
        if text is None:
            continue
        for section in ("Uninstallation", "Support"):
            if not re.search(rf"(?m)^## {section}\s*$", text):
                text = text.rstrip() + f"\n\n## {section}\n\nAsk the maintainers.\n"
        place.put("README.md", text)
        manifest = place.manifest
        if manifest:
            manifest.setdefault("legal_terms", {})["eula"] = "assets/eula.pdf"
            place.put("manifest.json", json.dumps(manifest, indent=2) + "\n")
            place.put("assets/eula.pdf", b"%PDF-1.7\n%%EOF\n")
