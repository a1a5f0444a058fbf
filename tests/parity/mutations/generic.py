"""Accidents of every kind in every file that ddev reads.

Nobody foretold what ddev says about them: only the agreement counts."""

import json
import random

from cases import add
from mutators import BYTES, JSON_STYLE, JSON_TEXT, TEXT, TREE
from oracle import WHOLE_REPOSITORY

from mutations import config_legacy, dashboards, jmx, models, python_sources, saved_views, service_checks
from mutations.edits import asset

SPEC = "assets/configuration/spec.yaml"
EVERYTHING_OF_A_MANIFEST = (
    "metadata", "readmes", "service-checks", "dashboards", "saved-views", "eula", "jmx-metrics", "config", "models",
    "http", "openmetrics", "imports", "license-headers", "package", "version",
)  # fmt: skip
SOURCES = ("imports", "http", "openmetrics", "license-headers", "legacy-signature", "integration-style")
# Mutators that leave to chance where they strike; of a file of the repository they get several rounds.
BY_CHANCE = ("line-", "letter-", "digit-", "mark-", "quote-", "hyphen-", "space-", "newline-")
ROUNDS = 4


def chance(place, name):
    """The same for the same edit of the same place."""
    return random.Random(f"{place.scratch.seed}:{place.name}:{name}")


def edited(find, name, change):
    """Maps the text of the file that `find` gives, which may prepare the place first."""

    def apply(place):
        path = find(place)
        if not path:
            return False
        content = place.bytes(path)
        try:
            text = None if content is None else content.decode()
        except UnicodeDecodeError:
            text = None
        if text is None:
            return False
        new = change(text, chance(place, name))
        if new is None or new == text:
            return False
        place.put(path, new)
        return None

    return apply


def gone(find, folder):
    def apply(place):
        path = find(place)
        if not path or place.remove(path) is False:
            return False
        if folder:
            place.make_directory(path)
        return None

    return apply


def json_tree(change):
    def apply(text, rng):
        try:
            tree = change(json.loads(text), rng)
        except ValueError:
            return None
        return None if tree is None else json.dumps(tree, indent=2) + "\n"

    return apply


def json_style(write):
    def apply(text, rng):
        try:
            return write(json.loads(text))
        except ValueError:
            return None

    return apply


def yaml_tree(change):
    def apply(text, rng):
        import yaml

        try:
            tree = change(yaml.safe_load(text), rng)
        except yaml.YAMLError:
            return None
        return None if tree is None else yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=10**6)

    return apply


def mutators_of(form):
    """(name, change of the text) for a file of a form."""
    found = list(TEXT.items())
    found += [(name, lambda t, r, w=write: w(t)) for name, write in BYTES.items()]
    if form == "json":
        found += [(f"json-{name}", change) for name, change in JSON_TEXT.items()]
        found += [(f"style-{name}", json_style(write)) for name, write in JSON_STYLE.items()]
        found += [(f"value-{name}", json_tree(change)) for name, change in TREE.items()]
    if form == "yaml":
        found += [(f"value-{name}", yaml_tree(change)) for name, change in TREE.items()]
    return found


def file_kind(label, form, commands, find, **options):
    """Registers all accidents of one kind of file of an integration."""
    for name, change in mutators_of(form):
        full = f"{label}~{name}"
        add(commands, full, None, None, edited(find, full, change), generic=True, **options)
    add(commands, f"{label}~deleted", None, None, gone(find, False), generic=True, **options)
    add(commands, f"{label}~is-a-folder", None, None, gone(find, True), generic=True, **options)


def at(path):
    return lambda place: path if place.bytes(path) is not None else None


def first(*patterns):
    """The first file that matches one of the patterns; they may name the package."""

    def find(place):
        for pattern in patterns:
            for path in place.files(pattern.format(package=place.package)):
                return path
        return None

    return find


def by_chance(pattern):
    def find(place):
        found = place.files(pattern.format(package=place.package))
        return chance(place, pattern).choice(found) if found else None

    return find


def saved_view(place):
    """A view of the integration, or one written for the case."""
    listed = asset(place.manifest, "saved_views")
    for path in listed.values() if isinstance(listed, dict) else []:
        if isinstance(place.json(path), dict):
            return path
    return None if saved_views.view()(place) is False else saved_views.VIEW


def generated_model(place):
    """One of the models that ddev writes for the spec."""
    if place.text(SPEC) is None or "-" in place.name:
        return None
    models.models(place)
    return chance(place, "generated-model").choice(place.files(f"{models.models_of(place)}/*.py"))


def monitor(place):
    listed = asset(place.manifest, "monitors")
    for path in listed.values() if isinstance(listed, dict) else []:
        if isinstance(place.json(path), dict):
            return path
    return None


def plain_example(place):
    """An example that no specification describes."""
    if config_legacy.lint(config_legacy.VALID)(place) is False:
        return None
    return f"{place.package}/data/conf.yaml.example"


def with_spec(path):
    def find(place):
        full = path.format(package=place.package)
        return full if place.bytes(SPEC) is not None and place.bytes(full) is not None else None

    return find


file_kind("manifest", "json", EVERYTHING_OF_A_MANIFEST, at("manifest.json"))
for _name, _change in TREE.items():
    add("ci", f"manifest-and-jobs~{_name}", None, None,
        edited(at("manifest.json"), f"manifest-and-jobs~{_name}", json_tree(_change)), generic=True)  # fmt: skip
file_kind("csv", "text", ("metadata",), at("metadata.csv"))
file_kind("readme", "text", ("readmes",), at("README.md"))
file_kind("checks", "json", ("service-checks",), service_checks.path_of)
file_kind("dashboard", "json", ("dashboards",), dashboards.path_of)
file_kind("view", "json", ("saved-views",), saved_view)
# No command reads monitors: an error of ours is one that no command shares.
file_kind("monitor", "json", ("dashboards",), monitor)
file_kind("spec", "yaml", ("config", "models", "jmx-metrics", "http"), at(SPEC))
file_kind("example", "text", ("config", "jmx-metrics"), with_spec("{package}/data/conf.yaml.example"))
file_kind("auto-conf", "text", ("config", "jmx-metrics"), first("{package}/data/auto_conf.yaml"))
file_kind("plain-example", "text", ("config", "jmx-metrics"), plain_example, kinds=("extras", "marketplace"))
file_kind("metrics", "yaml", ("jmx-metrics",), jmx.metrics_path)
file_kind("model", "text", ("models", *SOURCES), by_chance("{package}/config_models/*.py"))
file_kind("generated-model", "text", ("models",), generated_model)
file_kind("module", "text", SOURCES, python_sources.module)
file_kind("test", "text", SOURCES, by_chance("tests/*.py"))
file_kind("about", "text", ("package", "config", "models", "version", "agent-reqs", "dep"),
          first("{package}/__about__.py"))  # fmt: skip
file_kind("init", "text", SOURCES, first("{package}/__init__.py"))
file_kind("project", "text", ("package", "openmetrics", "http", "version", "dep", "ci"), at("pyproject.toml"))
file_kind("hatch", "text", ("ci",), at("hatch.toml"))
file_kind("changelog", "text", ("version",), at("CHANGELOG.md"), kinds="core")


def root_file(label, form, commands, path, **options):
    """The same for a file of the repository."""

    def find(scratch):
        return path if scratch.bytes(path) is not None else None

    for name, change in mutators_of(form):
        for turn in range(ROUNDS if name.startswith((*BY_CHANCE, "value-")) else 1):
            full = f"{label}~{name}-{turn + 1}" if turn else f"{label}~{name}"
            add(commands, full, None, None, _rooted(edited(find, full, change)), generic=True, whole=True, **options)
    add(commands, f"{label}~deleted", None, None, _rooted(gone(find, False)), generic=True, whole=True, **options)
    add(commands, f"{label}~is-a-folder", None, None, _rooted(gone(find, True)), generic=True, whole=True, **options)


class _Root:
    """The repository as a place."""

    name = ""

    def __init__(self, scratch):
        self.scratch = scratch

    def __getattr__(self, name):
        return getattr(self.scratch, name)


def _rooted(apply):
    return lambda scratch: apply(_Root(scratch))


root_file("owners", "text", ("codeowners",), ".github/CODEOWNERS")
root_file("labels", "yaml", ("labeler",), ".github/workflows/config/labeler.yml", kinds="core")
root_file("jobs", "text", ("ci",), ".github/workflows/test-all.yml")
root_file("windows-jobs", "text", ("ci",), ".github/workflows/test-all-windows.yml")
root_file("coverage", "yaml", ("ci",), "code-coverage.datadog.yml", kinds="core")
root_file("released", "text", ("agent-reqs",), "requirements-agent-release.txt", kinds="core")
root_file("agent-pins", "text", ("dep",), "agent_requirements.in", kinds="core")
root_file("ddev-config", "text", WHOLE_REPOSITORY, ".ddev/config.toml")


def ddev_config(name, change):
    """The configuration of ddev, as commands about one integration see it."""
    path = ".ddev/config.toml"

    def apply(place):
        root = _Root(place.scratch)
        root.name = place.name
        return edited(lambda _: path, name, change)(root)

    add(("metadata", "http", "openmetrics"), name, None, None, apply, generic=True)


for _name, _change in mutators_of("text"):
    ddev_config(f"ddev-config-of~{_name}", _change)
