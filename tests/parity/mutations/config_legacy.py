"""The linter for example files of integrations without a spec."""

from cases import FAIL, PASS, add

from mutations.config import SPEC, example_of

VALID = """\
init_config:

instances:

    ## @param host - string - required
    ## The host.
    #
  - host: localhost

    ## @param port - integer - optional - default: 80
    ## The port.
    #
    # port: 80
"""
FILES = ["conf.yaml.example", "auto_conf.yaml", "conf.yaml.default"]


def lint(text, file=FILES[0]):
    """Takes the spec away and writes one file in place of all."""

    def apply(place):
        # In integrations-core a file without a spec fails in any case.
        if place.text(example_of(place)) is None or "-" in place.name:
            return False
        place.remove(SPEC)
        for name in FILES:
            place.remove(f"{place.package}/data/{name}")
        place.put(f"{place.package}/data/{file}", text)

    return apply


def case(name, expect, rule, apply, kinds=("extras", "marketplace")):
    add("config", f"legacy-{name}", expect, f"config/{rule}", apply, kinds=kinds)


def change(old, new):
    assert old in VALID, old
    return lint(VALID.replace(old, new, 1))


case("valid", PASS, "legacy-layout", lint(VALID))
case("valid-core", FAIL, "missing-spec", lint(VALID), kinds=("core",))
case("valid-auto-conf", PASS, "legacy-layout", lint(VALID, FILES[1]))
case("valid-default", PASS, "legacy-layout", lint(VALID, FILES[2]))
case("broken-yaml", FAIL, "invalid-yaml", lint(VALID + "  - [\n"))
case("broken-auto-conf", FAIL, "invalid-yaml", lint(VALID + "  - [\n", FILES[1]))
case("tab", FAIL, "invalid-yaml", change("  - host", "\t- host"))
case("comment-ends-at-separator", FAIL, "invalid-yaml", lint(VALID + "# note\u2028- [\n"))
case("comment-with-next-line", None, "invalid-yaml", lint(VALID + "# note\x85# more\n"))
case("empty-file", FAIL, "legacy-sections", lint(""))
case("no-init-config", FAIL, "legacy-sections", change("init_config:\n", ""))
case("no-instances", FAIL, "legacy-instances", lint("init_config:\n"))
case("init-config-value", PASS, "legacy-sections", change("init_config:", "init_config: {}"))
case("init-config-space", PASS, "legacy-sections", change("init_config:", "init_config: "))
case("instances-value", FAIL, "legacy-sections", lint("init_config:\n\ninstances: []\n"))
case(
    "instances-mapping",
    FAIL,
    "legacy-instances",
    lint("init_config:\n\ninstances:\n\n  ## @param a - string - required\n  ## A.\n  #\n  a: b\n"),
)
case("no-content-below-instances", FAIL, "legacy-instances", lint("init_config:\n\ninstances:\n"))
case("no-param", FAIL, "legacy-layout", change("    ## @param host - string - required\n", ""))
case("no-separator", FAIL, "legacy-layout", change("    ## The host.\n    #\n", "    ## The host.\n"))
case("no-description", None, "legacy-layout", change("    ## The host.\n", ""))
case("blank-description", PASS, "legacy-layout", change("    ## The host.\n", "    ##\n"))
case("blank-line-in-description", FAIL, "legacy-layout", change("    ## The host.\n", "    ## The host.\n\n    ## More.\n"))
case("param-indentation", FAIL, "legacy-layout", change("    ## @param host", "   ## @param host"))
case("description-indentation", FAIL, "legacy-layout", change("    ## The port.", "     ## The port."))
case("param-no-type", FAIL, "legacy-param", change("host - string - required", "host - required"))
case("param-no-required", FAIL, "legacy-param", change("host - string - required", "host - string"))
case("param-optional-typo", FAIL, "legacy-param", change("- optional", "- optionally"))
case("param-type-number", FAIL, "legacy-type", change("port - integer", "port - number"))
case("param-type-mapping", FAIL, "legacy-type", change("port - integer", "port - mapping"))
case("param-type-upper-case", FAIL, "legacy-type", change("port - integer", "port - Integer"))
for kind in ("boolean", "double", "float", "list of strings", "listing", "dictionary"):
    case(f"param-type-{kind.replace(' ', '-')}", PASS, "legacy-type", change("port - integer", f"port - {kind}"))
case("param-name-dot", FAIL, "legacy-param", change("@param port", "@param po.rt"))
case("param-twice", FAIL, "legacy-duplicate", change("@param port", "@param host"))
case("object", PASS, "legacy-object", 
     lint(VALID.replace("port - integer - optional - default: 80", "port - object - optional")
                        .replace("    # port: 80\n", "    # port:\n    #   a: b\n")))  # fmt: skip
case("object-with-value", FAIL, "legacy-object", change("port - integer - optional - default: 80", "port - object - optional"))
case("description-120", PASS, "legacy-description", change("## The host.", "## " + "x" * 119))
case("description-121", FAIL, "legacy-description", change("## The host.", "## " + "x" * 120))
case("description-noqa", PASS, "legacy-description", change("## The host.", "## " + "x" * 130 + " #noqa"))
case("comment-block", PASS, "legacy-layout", change("    ## @param port", "    ## Some remark.\n\n    ## @param port"))
case(
    "comment-block-indentation",
    FAIL,
    "legacy-layout",
    change("    ## @param port", "    ## Some\n   ## remark.\n\n    ## @param port"),
)
case("crlf", None, "legacy-layout", lint(VALID.replace("\n", "\r\n")))
case("no-final-newline", PASS, "legacy-layout", lint(VALID.rstrip("\n")))
case("trailing-blank-lines", PASS, "legacy-layout", lint(VALID + "\n\n"))
case("param-twice-in-init-config", PASS, "legacy-duplicate",
     lint(VALID.replace("init_config:\n", "init_config:\n\n    ## @param host - string - optional\n    ## A host.\n    #\n    # host: a\n")))  # fmt: skip
case("instances-null-list", None, "legacy-instances", lint("init_config:\n\ninstances:\n  -\n"))
case("broken-in-core", FAIL, "invalid-yaml", lint(VALID + "  - [\n"), kinds=("core",))
case("duplicate-key", PASS, "invalid-yaml", lint(VALID + "\nlogs: 1\nlogs: 2\n"))
case("python-tag", FAIL, "invalid-yaml", lint(VALID + "\nlogs: !!python/name:os.system\n"))
