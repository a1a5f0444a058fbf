"""Accidents that strike folders: renamed, moved, doubled and missing ones."""

import shutil

from cases import add
from oracle import PER_INTEGRATION, WHOLE_REPOSITORY

EVERY = (*PER_INTEGRATION, *WHOLE_REPOSITORY)


def folder(name, apply):
    add(EVERY, f"folder~{name}", None, None, apply, generic=True)


def renamed(change):
    """Renames the integration; what its files say stays."""

    def apply(place):
        new = change(place.name)
        if new == place.name or place.scratch.rename(place.name, new) is False:
            return False
        return new

    return apply


folder("misspelled", renamed(lambda n: n[:-1]))
folder("more", renamed(lambda n: n + "_2"))
folder("upper-case", renamed(str.upper))
folder("hyphens", renamed(lambda n: n.replace("_", "-")))
folder("hyphen-added", renamed(lambda n: n + "-agent"))
folder("dot", renamed(lambda n: n + ".old"))
folder("space", renamed(lambda n: n + " copy"))
folder("accent", renamed(lambda n: n + "é"))
folder("number-first", renamed(lambda n: "1" + n))


def package_renamed(change):
    def apply(place):
        if not place.exists(place.package):
            return False
        new = f"datadog_checks/{change(place.package_name)}"
        return None if new != place.package and place.rename(place.package, new) else False

    return apply


folder("package-misspelled", package_renamed(lambda n: n[:-1]))
folder("package-upper-case", package_renamed(str.upper))
folder("package-hyphens", package_renamed(lambda n: n.replace("_", "-")))
folder("package-more", package_renamed(lambda n: n + "_check"))


def without(path):
    return lambda place: place.remove_tree(path.format(package=place.package))


for _name, _path in [
    ("package", "{package}"), ("datadog-checks", "datadog_checks"), ("data", "{package}/data"),
    ("models", "{package}/config_models"), ("assets", "assets"), ("configuration", "assets/configuration"),
    ("dashboards", "assets/dashboards"), ("saved-views", "assets/saved_views"), ("monitors", "assets/monitors"),
    ("logs", "assets/logs"), ("images", "images"), ("tests", "tests"),
]:  # fmt: skip
    folder(f"without-{_name}", without(_path))
    folder(f"{_name}-renamed", lambda p, f=_path: None if p.rename(
        f.format(package=p.package), f.format(package=p.package) + "_old") else False)  # fmt: skip


def without_file(path):
    return lambda place: place.remove(path.format(package=place.package))


for _path in ("manifest.json", "metadata.csv", "README.md", "CHANGELOG.md", "pyproject.toml", "hatch.toml",
              "assets/service_checks.json", "assets/configuration/spec.yaml", "{package}/__init__.py",
              "{package}/__about__.py", "{package}/check.py", "{package}/data/conf.yaml.example",
              "{package}/data/auto_conf.yaml", "{package}/data/metrics.yaml", "datadog_checks/__init__.py",
              "{package}/config_models/__init__.py", "{package}/config_models/instance.py",
              "{package}/config_models/shared.py", "{package}/config_models/defaults.py",
              "{package}/config_models/validators.py", "tests/__init__.py", "tests/conftest.py"):  # fmt: skip
    folder(f"without-{_path.replace('{package}/', 'package-').replace('/', '-')}", without_file(_path))
    folder(
        f"{_path.replace('{package}/', 'package-').replace('/', '-')}-upper-case",
        lambda p, f=_path: None if p.rename(
            f.format(package=p.package), f.format(package=p.package).rpartition("/")[0].join(("", "/")).lstrip("/")
            + f.rpartition("/")[2].upper()) else False,
    )  # fmt: skip


def copied(place):
    """A second integration with the same files, under another name."""
    new = f"{place.name}_copy"
    if place.exists(f"../{new}"):
        return False
    place.scratch.make_directory(new)
    shutil.copytree(place.scratch.root / place.name, place.scratch.root / new, dirs_exist_ok=True)
    return None


def nested(place):
    """The integration inside itself, as an archive unpacked in the wrong place leaves it."""
    if place.exists(place.name):
        return False
    source = place.scratch.root / place.name
    target = source / place.name
    place.scratch.make_directory(f"{place.name}/{place.name}")
    for path in place.files("*"):
        shutil.copyfile(source / path, target / path)
    return None


folder("copied", copied)
folder("nested", nested)
folder("with-hidden", lambda p: p.put(".cache/notes.py", "import datadog_checks\n"))
folder("with-build", lambda p: p.put("build/lib/notes.py", "import datadog_checks\n"))
folder("with-environment", lambda p: p.put(".venv/lib/x.py", "from datadog_checks.checks import A\n"))
folder("with-notes", lambda p: p.put("notes.txt", "x\n"))
folder("with-setup-py", lambda p: p.put("setup.py", "from setuptools import setup\nsetup(name='x')\n"))
folder("with-empty-tests", lambda p: None if not p.exists("tests") and p.make_directory("tests") is None else False)
folder("with-bytecode", lambda p: p.put("tests/__pycache__/x.cpython-313.pyc", b"\xa7\r\r\n\0\0"))
folder("with-backup", lambda p: p.put("manifest.json.orig", "{\n"))
folder("with-other-readme", lambda p: p.put("readme.md", "x\n"))
