"""Models of the configuration that ddev generates from specifications."""

from cases import FAIL, PASS, add

from mutations.config import GOOD, option, spec
from mutations.edits import both

FILES = ("__init__.py", "defaults.py", "instance.py", "shared.py", "validators.py")
OPTION = GOOD + "  value:\n    type: integer\n    example: 80"


def models_of(place):
    return f"{place.package}/config_models"


def model(name, change):
    """Lets ddev write the models of a small spec, then maps the text of one."""

    def apply(place):
        if fresh(place) is False:
            return False
        path = f"{models_of(place)}/{name}"
        place.put(path, change(place.text(path)))

    return apply


def models(place):
    """Lets ddev write the models of the spec as it is."""
    for name in FILES:
        place.put(f"{models_of(place)}/{name}", "")
    place.scratch.oracle.run("models", place.name, "--sync")


def no_http(place):
    """The small spec is no error of itself: a check that uses the HTTP wrapper needs more templates."""
    return not place.scratch.oracle.run("http", place.name).failed


fresh = both(spec(extra=option(OPTION), rendered=True), no_http, models)


def stale(change):
    """Another spec than that of the models."""
    text = option(OPTION)
    return both(fresh, spec(change, extra=text, rendered=True))


def removed(name):
    return both(fresh, lambda place: place.remove(f"{models_of(place)}/{name}"))


def case(name, expect, rule, apply, **options):
    add("models", f"model-{name}", expect, rule and f"models/{rule}", apply, **options)


SYNC = "out-of-sync"
case("fresh", PASS, SYNC, fresh)
for name in ("__init__.py", "instance.py", "shared.py"):
    case(f"{name}-missing", FAIL, "missing", removed(name))
    case(f"{name}-emptied", FAIL, SYNC, model(name, lambda t: ""))
    case(f"{name}-comment", FAIL, SYNC, model(name, lambda t: t + "# more\n"))
    case(f"{name}-header-gone", FAIL, SYNC, model(name, lambda t: t.split("\n", 1)[1]))
    case(f"{name}-crlf", PASS, SYNC, model(name, lambda t: t.replace("\n", "\r\n")))
    case(f"{name}-no-final-newline", None, SYNC, model(name, lambda t: t.rstrip("\n")))
    mark = model(name, lambda t: "\ufeff" + t)
    case(f"{name}-byte-order-mark", FAIL, SYNC, mark, kinds=("extras", "marketplace"))
    # The first line is left as it is where it holds the license.
    case(f"{name}-byte-order-mark", PASS, SYNC, mark, kinds=("core",))
    case(f"{name}-blank-line", FAIL, SYNC, model(name, lambda t: t.replace("\n\n", "\n\n\n", 1)))
case("defaults-missing", None, "missing", removed("defaults.py"))
case("validators-missing", None, "missing", removed("validators.py"))
case("validators-emptied", None, "missing", model("validators.py", lambda t: ""))
case("validators-own-code", PASS, SYNC, model("validators.py", lambda t: t + "\n\ndef initialize_instance(values, **kwargs):\n    return values\n"))  # fmt: skip
case("validators-short", None, SYNC, model("validators.py", lambda t: "a = 1\n"))
case("folder-missing", PASS, "missing",
     both(fresh, lambda place: place.remove_tree(models_of(place))), kinds=("extras", "marketplace"))  # fmt: skip
case("folder-missing-core", FAIL, "missing",
     both(fresh, lambda place: place.remove_tree(models_of(place))), kinds=("core",))  # fmt: skip
case("surplus", PASS, SYNC, both(fresh, lambda place: place.put(f"{models_of(place)}/more.py", "a = 1\n")))
case("spec-other-description", PASS, SYNC, stale(lambda t: t.replace("The host.", "A host.")))
case("spec-other-example", PASS, SYNC, stale(lambda t: t.replace("localhost", "127.0.0.1")))
case("spec-other-type", FAIL, SYNC, stale(lambda t: t.replace("type: string", "type: number", 1).replace("localhost", "5")))
case("spec-other-default", FAIL, SYNC, stale(lambda t: t.replace("example: 80", "example: 81")))
case("spec-optional", FAIL, SYNC, stale(lambda t: t.replace("required: true", "required: false")))
case("spec-option-renamed", FAIL, SYNC, stale(lambda t: t.replace("name: host", "name: server")))
case("spec-option-removed", FAIL, SYNC, stale(lambda t: t[: t.index("    - name: tags")]))
case("spec-required-property", FAIL, "cannot-generate",
     stale(lambda t: t + option(
         "- name: user\n  description: A user.\n  value:\n    type: object\n    properties:\n"
         "    - name: id\n      type: string\n      required: true")))  # fmt: skip
