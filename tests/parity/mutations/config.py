"""Configuration: the rendered example, and the linter for files without a spec."""

import re

from cases import FAIL, PASS, add

from mutations.edits import both, rewrite

SPEC = "assets/configuration/spec.yaml"


def example_of(place):
    return f"{place.package}/data/conf.yaml.example"


def case(name, expect, rule, apply, command="config", **options):
    add(command, name, expect, rule and (rule if "/" in rule else f"config/{rule}"), apply, **options)


def example(change):
    """Maps the text of the example of an integration with a spec."""

    def apply(place):
        return rewrite(example_of(place), change)(place) if place.text(SPEC) is not None else False

    return apply


case("example-edited", FAIL, "out-of-sync", example(lambda t: t.replace("instances", "instanses", 1)))
case("example-extra-line", FAIL, "out-of-sync", example(lambda t: t + "# more\n"))
case("example-trailing-space", FAIL, "out-of-sync", example(lambda t: t.replace("\n", " \n", 1)))
case("example-no-final-newline", FAIL, "out-of-sync", example(lambda t: t.rstrip("\n")))
case("example-byte-order-mark", FAIL, "byte-order-mark", example(lambda t: "\ufeff" + t))
case("example-crlf", PASS, "out-of-sync", example(lambda t: t.replace("\n", "\r\n") if "\r" not in t else None))
case("example-lone-cr", PASS, "out-of-sync", example(lambda t: t.replace("\n", "\r") if "\r" not in t else None))
case("example-deleted", FAIL, "missing-example", lambda p: p.remove(example_of(p)) if p.text(SPEC) is not None else False)
case("example-invalid-utf8", FAIL, None,
     lambda p: p.put(example_of(p), b"\xff") if p.text(SPEC) is not None and p.text(example_of(p)) else False)  # fmt: skip
case("example-is-a-folder", FAIL, "missing-example",
     lambda p: both(lambda q: q.remove(example_of(q)), lambda q: q.make_directory(example_of(q)))(p)
     if p.text(SPEC) is not None else False)  # fmt: skip
case("auto-conf-not-described", PASS, "missing-example",
     lambda p: None if p.text(SPEC) is not None and not p.exists(f"{p.package}/data/auto_conf.yaml")
     and "-" not in p.name and p.put(f"{p.package}/data/auto_conf.yaml", "a: [\n") is None else False)  # fmt: skip
case("auto-conf-not-described-byte-order-mark", PASS, "byte-order-mark",
     lambda p: None if p.text(SPEC) is not None and not p.exists(f"{p.package}/data/auto_conf.yaml")
     and "-" not in p.name and p.put(f"{p.package}/data/auto_conf.yaml", "\ufeffa: 1\n") is None else False)  # fmt: skip
case("spec-reformatted", PASS, "out-of-sync", rewrite(SPEC, lambda t: "# comment\n" + t + "\n# end\n"))
case("no-about", None, None,
     both(lambda p: p.text(SPEC) is not None or False, lambda p: p.remove(f"{p.package}/__about__.py")))  # fmt: skip

# A spec written for the case. ddev writes the example for the healthy form of it, so that what
# fails afterwards is the edit.

SPEC_TEXT = """\
name: Parity
files:
- name: {name}.yaml
  options:
  - template: init_config
    options: []
  - template: instances
    options:
    - name: host
      required: true
      description: The host.
      value:
        type: string
        example: localhost
{extra}    - name: tags
      description: More tags.
      value:
        type: string
"""


def spec(change=lambda t: t, extra="", rendered=False):
    """Puts a small spec, with an extra option between its two; `rendered` says that the example
    has the extra option, too. Then applies the change."""

    def apply(place):
        if place.text(SPEC) is None or place.text(example_of(place)) is None or "-" in place.name:
            return False
        full = SPEC_TEXT.format(name=place.name, extra=extra)
        place.put(SPEC, full if rendered else SPEC_TEXT.format(name=place.name, extra=""))
        place.render()
        place.put(SPEC, change(full))

    return apply


def option(text, visible=False):
    """Lines of an option at its place in the spec; hidden, so that it changes no example."""
    lines = text.split("\n")
    if not visible:
        lines.insert(1, "  hidden: true")
    return "".join(f"    {line}\n" for line in lines)


def bad(name, rule, text, visible=False, expect=FAIL):
    """An option that the rules of specs reject."""
    case(f"option-{name}", expect, f"spec/{rule}", spec(extra=option(text, visible)))


def good(name, rule, text, visible=False):
    """An option that looks alike and is fine."""
    case(f"option-{name}", PASS, f"spec/{rule}", spec(extra=option(text, visible), rendered=visible))


case("small-spec", PASS, "out-of-sync", spec())
case("small-spec-other-description", FAIL, "out-of-sync", spec(lambda t: t.replace("The host.", "A host.")))
case("small-spec-other-example", FAIL, "out-of-sync", spec(lambda t: t.replace("localhost", "127.0.0.1")))
case("small-spec-optional", FAIL, "out-of-sync", spec(lambda t: t.replace("required: true", "required: false")))
case("small-spec-metadata-tags", PASS, "out-of-sync",
     spec(lambda t: t.replace("required: true", "required: true\n      metadata_tags: [a]")))  # fmt: skip
case("small-spec-no-example", FAIL, "out-of-sync", spec(lambda t: t.replace("        example: localhost\n", "")))
case("small-spec-option-removed", FAIL, "out-of-sync", spec(lambda t: t[: t.index("    - name: tags")]))
good(
    "plain", "out-of-sync", "- name: port\n  description: The port.\n  value:\n    type: integer\n    example: 80", True
)

TOP = [
    ("broken-yaml", "invalid-yaml", lambda t: t + "- [\n"),
    ("tab", "invalid-yaml", lambda t: t.replace("  options", "\toptions", 1)),
    ("list-on-top", "not-a-mapping", lambda t: "- a\n"),
    ("empty", "not-a-mapping", lambda t: ""),
    ("version-number", "version", lambda t: "version: 1.0\n" + t),
    ("no-files", "files", lambda t: "name: Parity\n"),
    ("files-mapping", "files", lambda t: "name: Parity\nfiles:\n  a: b\n"),
    ("files-of-strings", "files", lambda t: "name: Parity\nfiles:\n- a\n"),
    ("files-empty", "files", lambda t: "name: Parity\nfiles: []\n"),
    ("no-file-name", "file-name", lambda t: re.sub(r"- name: .*\n ", "- x: 1\n ", t, count=1)),
    ("file-name-other", "file-name", lambda t: re.sub(r"- name: (.*)\.yaml", r"- name: \1x.yaml", t, count=1)),
    ("file-name-extension", "file-name", lambda t: re.sub(r"- name: (.*)\.yaml", r"- name: \1.yml", t, count=1)),
    ("file-name-number", "file-name", lambda t: re.sub(r"- name: .*\.yaml", "- name: 5", t, count=1)),
    ("example-name-number", "example-name", lambda t: t.replace("  options:", "  example_name: 5\n  options:", 1)),
    ("no-options", "options-missing", lambda t: re.sub(r"(?s)  options:.*", "", t)),
    ("options-mapping", "options-missing", lambda t: re.sub(r"(?s)  options:.*", "  options:\n    a: b\n", t)),
    ("unknown-template", "unknown-template", lambda t: t.replace("template: init_config", "template: init_konfig")),
    ("unknown-template-element", "unknown-template-element",
     lambda t: t.replace("template: init_config", "template: init_config.nothing")),
    ("unknown-override", "unknown-override",
     lambda t: t.replace("template: init_config", "template: init_config\n    overrides:\n      nothing.value.example: 1")),
]  # fmt: skip
for name, rule, change in TOP:
    case(f"spec-{name}", None if name == "files-empty" else FAIL, f"spec/{rule}", spec(change))
    if name in ("broken-yaml", "file-name-other"):
        case(f"spec-{name}", FAIL, "models/spec-error", spec(change), command="models", kinds=("extras", "marketplace"))
case("spec-version-string", PASS, "spec/version", spec(lambda t: "version: 1.0.0\n" + t))
case("spec-version-quoted", PASS, "spec/version", spec(lambda t: "version: '1.0'\n" + t))
case("spec-unknown-top-key", PASS, "spec/files", spec(lambda t: "owner: me\n" + t))
case("spec-duplicate-key", PASS, "spec/invalid-yaml", spec(lambda t: "name: Other\n" + t))
case("spec-line-separators", PASS, "spec/invalid-yaml", spec(lambda t: t.replace("\n", "\u2028")))
case("spec-next-lines", PASS, "spec/invalid-yaml", spec(lambda t: t.replace("\n", "\x85")))
case("spec-line-separator-in-text", FAIL, "spec/invalid-yaml", spec(lambda t: t.replace("The host.", "The\u2028host.")))
case("spec-line-separator-in-quotes", FAIL, "out-of-sync",
     spec(lambda t: t.replace("The host.", "'The\u2028 host.'")))  # fmt: skip
case("spec-next-line-in-quotes", PASS, "out-of-sync", spec(lambda t: t.replace("The host.", "'The\x85 host.'")))
case("spec-two-files-same-name", FAIL, "spec/file-name", spec(lambda t: t + t.split("files:\n")[1]))

GOOD = "- name: port\n  description: The port.\n"
bad("string", "option-not-mapping", "- port", True)
bad("no-name", "option-name", "- description: The port.\n  value:\n    type: string")
bad("name-number", "option-name", "- name: 5\n  description: x\n  value:\n    type: string")
bad("no-description", "option-description", "- name: port\n  value:\n    type: string")
bad("description-number", "option-description", "- name: port\n  description: 5\n  value:\n    type: string")
bad("name-twice", "duplicate-option", "- name: host\n  description: x\n  value:\n    type: string", True)
bad("required-string", "option-attribute-type", GOOD + "  required: 'true'\n  value:\n    type: string")
bad("hidden-string", "option-attribute-type", GOOD + "  hidden: 'no'\n  value:\n    type: string")
bad("secret-string", "option-attribute-type", GOOD + "  secret: 'no'\n  value:\n    type: string")
bad("priority-string", "option-attribute-type", GOOD + "  display_priority: '1'\n  value:\n    type: string")
bad("deprecation-string", "option-attribute-type", GOOD + "  deprecation: soon\n  value:\n    type: string")
bad("metadata-tags-string", "option-attribute-type", GOOD + "  metadata_tags: a\n  value:\n    type: string")
bad("value-and-options", "value-and-options", GOOD + "  value:\n    type: string\n  options: []")
bad("options-string", "options-missing", GOOD + "  options: abc")
bad("value-string", "value-type", GOOD + "  value: string")
bad("value-without-type", "value-type", GOOD + "  value:\n    example: a")
bad("type-int", "value-type", GOOD + "  value:\n    type: int")
bad("type-list", "value-type", GOOD + "  value:\n    type: [string]")
bad(
    "type-and-any-of",
    "value-type",
    GOOD + "  value:\n    type: string\n    anyOf:\n    - type: string\n    - type: number",
)
bad("any-of-one", "any-of", GOOD + "  value:\n    anyOf:\n    - type: string")
bad("any-of-string", "any-of", GOOD + "  value:\n    anyOf: string")
bad("any-of-strings", "any-of", GOOD + "  value:\n    anyOf:\n    - a\n    - b")
bad("example-number-for-string", "example-type", GOOD + "  value:\n    type: string\n    example: 5")
bad("example-string-for-integer", "example-type", GOOD + "  value:\n    type: integer\n    example: '5'")
bad("example-string-for-boolean", "example-type", GOOD + "  value:\n    type: boolean\n    example: 'true'")
bad("example-string-for-array", "example-type",
    GOOD + "  value:\n    type: array\n    items:\n      type: string\n    example: a")  # fmt: skip
bad("example-list-for-object", "example-type", GOOD + "  value:\n    type: object\n    example: [a]")
bad("boolean-without-example", "boolean-without-example", GOOD + "  value:\n    type: boolean")
bad("array-without-items", "array-items", GOOD + "  value:\n    type: array")
bad("items-string", "array-items", GOOD + "  value:\n    type: array\n    items: string")
bad("items-wrong-type", "value-type", GOOD + "  value:\n    type: array\n    items:\n      type: str")
bad("minimum-string", "numeric-bounds", GOOD + "  value:\n    type: integer\n    minimum: '1'")
bad("maximum-below", "numeric-bounds", GOOD + "  value:\n    type: integer\n    minimum: 5\n    maximum: 5")
bad("min-items-string", "numeric-bounds",
    GOOD + "  value:\n    type: array\n    items:\n      type: string\n    minItems: '1'")  # fmt: skip
bad("unique-items-string", "unique-items",
    GOOD + "  value:\n    type: array\n    items:\n      type: string\n    uniqueItems: 'yes'")  # fmt: skip
bad("pattern-number", "pattern", GOOD + "  value:\n    type: string\n    pattern: 5")
bad("required-properties-string", "object-required", GOOD + "  value:\n    type: object\n    required: a")
bad("required-properties-empty", "object-required", GOOD + "  value:\n    type: object\n    required: []")
bad("required-properties-unknown", "object-required",
    GOOD + "  value:\n    type: object\n    required: [a]\n    properties:\n    - name: b\n      type: string")  # fmt: skip
bad(
    "properties-mapping",
    "object-properties",
    GOOD + "  value:\n    type: object\n    properties:\n      a:\n        type: string",
)
bad(
    "property-without-name",
    "object-properties",
    GOOD + "  value:\n    type: object\n    properties:\n    - type: string",
)
bad("property-twice", "object-properties",
    GOOD + "  value:\n    type: object\n    properties:\n    - name: a\n      type: string\n    - name: a\n      type: string")  # fmt: skip
bad(
    "additional-properties-false",
    "additional-properties",
    GOOD + "  value:\n    type: object\n    additionalProperties: false",
)
bad("formats-empty", "formats", GOOD + "  formats: []\n  value:\n    type: string")
bad("formats-unknown", "formats", GOOD + "  formats: [mail]\n  value:\n    type: string")
bad("formats-twice", "formats", GOOD + "  formats: [url, url]\n  value:\n    type: string")
bad("unknown-field", "unknown-option-field", GOOD + "  owner: me\n  value:\n    type: string", True)
bad("unknown-value-field", "unknown-value-field", GOOD + "  value:\n    type: string\n    sample: a", True)
bad("hidden-unknown-template", "unknown-template", "- template: instances/nothing", True)
TEXT = "- name: port\n  description: {}\n  value:\n    type: string"
bad("description-114", "description-too-long", TEXT.format("x" * 114), True)
good("description-113", "description-too-long", TEXT.format("x" * 113), True)
good("description-noqa", "description-too-long", TEXT.format("x" * 130 + " /noqa"), True)
good("hidden-long-description", "description-too-long", TEXT.format("x" * 130))
good("hidden-unknown-field", "unknown-option-field", GOOD + "  owner: me\n  value:\n    type: string")
good("hidden-unknown-value-field", "unknown-value-field", GOOD + "  value:\n    type: string\n    sample: a")
good("hidden-twice", "duplicate-option", "- name: host\n  description: x\n  value:\n    type: string")
for name, value in [
    ("boolean-for-integer", "    type: integer\n    example: true"),
    ("float-for-integer", "    type: integer\n    example: 1.5"),
    ("boolean-for-number", "    type: number\n    example: false"),
]:
    good(name, "example-type", f"{GOOD}  value:\n{value}")
good("any-of-empty", "any-of", GOOD + "  value:\n    anyOf: []")
good("any-of-two", "any-of", GOOD + "  value:\n    anyOf:\n    - type: string\n    - type: number")
good(
    "additional-properties-true",
    "additional-properties",
    GOOD + "  value:\n    type: object\n    additionalProperties: true",
)
good("enum", "value-type", GOOD + "  value:\n    type: string\n    enum: [a, b]")
good("priority-boolean", "option-attribute-type", GOOD + "  display_priority: false\n  value:\n    type: string")
good("maximum-above", "numeric-bounds", GOOD + "  value:\n    type: integer\n    minimum: 5\n    maximum: 6")
good("formats", "formats", GOOD + "  formats: [url, path]\n  value:\n    type: string")
good("neither-value-nor-options", "value-and-options", GOOD.rstrip("\n"))
TRUST = "require-trusted-provider"
bad("trusted-string", TRUST, GOOD + "  value:\n    type: string\n    require_trusted_provider: 'true'")
bad("trusted-number", TRUST, GOOD + "  value:\n    type: string\n    require_trusted_provider: 1")
bad("trusted-null", TRUST, GOOD + "  value:\n    type: string\n    require_trusted_provider:")
good("trusted-true", TRUST, GOOD + "  value:\n    type: string\n    require_trusted_provider: true")
good("trusted-no", TRUST, GOOD + "  value:\n    type: string\n    require_trusted_provider: no")


def overrides(text):
    """Overrides of a template that brings no option to override."""
    return spec(lambda t: t.replace("template: init_config\n", f"template: init_config\n    overrides:{text}\n", 1))


case("overrides-list", FAIL, "spec/overrides", overrides(" [a]"))
case("overrides-word", FAIL, "spec/overrides", overrides(" a"))
case("overrides-number", FAIL, "spec/overrides", overrides(" 5"))
case("overrides-null", None, "spec/overrides", overrides(""))
case("overrides-empty-list", None, "spec/overrides", overrides(" []"))
case("overrides-key-number", None, "spec/overrides", overrides("\n      5: a"))
case("overrides-empty", PASS, "spec/overrides", overrides(" {}"))
case("overrides-name", PASS, "spec/overrides", overrides("\n      name: init_config"))
