"""JMX metrics and what the spec of a JMX integration must hold."""

from cases import FAIL, PASS, add

from mutations.edits import append, both, in_manifest, rewrite

SPEC = "assets/configuration/spec.yaml"
HEAD = "jmx_metrics:\n"
RULE = "- include:\n    domain: {domain}\n    bean: {bean}\n    attribute:\n      Count:\n        alias: x.count\n"


def metrics_path(place):
    path = f"{place.package}/data/metrics.yaml"
    example = place.text(f"{place.package}/data/conf.yaml.example") or ""
    return path if place.text(path) is not None and "is_jmx: true" in example else None


def metrics(change):
    """Maps the text of metrics.yaml of a JMX integration."""

    def apply(place):
        path = metrics_path(place)
        return rewrite(path, change)(place) if path else False

    return apply


def content(text):
    return metrics(lambda _: text)


def rule(domain="a", bean="a:type=b"):
    return RULE.format(domain=domain, bean=bean)


def case(name, expect, code, apply):
    add("jmx-metrics", name, expect, code and f"jmx/{code}", apply)


def remove_metrics(place):
    path = metrics_path(place)
    return place.remove(path) if path else False


def on_jmx(step):
    return both(lambda p: None if metrics_path(p) else False, step)


case("no-metrics-file", FAIL, "missing-metrics-file", remove_metrics)
case("valid", PASS, None, content(HEAD + rule()))
case("two-beans", PASS, "duplicate-attribute", content(HEAD + rule() + rule(bean="a:type=c")))
case("broken-yaml", FAIL, "invalid-yaml", content("jmx_metrics: [\n"))
case("tab", FAIL, "invalid-yaml", content("jmx_metrics:\n\t- include\n"))
case("empty-file", FAIL, "no-jmx-metrics", content(""))
case("top-list", FAIL, "no-jmx-metrics", content("- a\n"))
case("other-key", FAIL, "no-jmx-metrics", content("metrics:\n" + rule()))
case("null", FAIL, "no-jmx-metrics", content("jmx_metrics:\n"))
case("empty-list", PASS, "no-jmx-metrics", content("jmx_metrics: []\n"))
case("mapping-instead", FAIL, None, content("jmx_metrics:\n  a: b\n"))
case("string-instead", FAIL, None, content("jmx_metrics: abc\n"))
case("rule-null", FAIL, None, content(HEAD + "- \n" + rule()))
case("more-keys", PASS, None, metrics(lambda t: t.rstrip("\n") + "\nother: 1\n"))
case("key-twice", FAIL, "duplicate-key",
     content(HEAD + "- include:\n    domain: a\n    domain: b\n"))  # fmt: skip
case("key-twice-deep", FAIL, "duplicate-key",
     content(HEAD + rule() + "        alias: y.count\n"))  # fmt: skip
case("top-key-twice", FAIL, "duplicate-key", content(HEAD + rule() + HEAD + rule()))
case("key-twice-elsewhere", FAIL, "duplicate-key", content("other:\n  a: 1\n  a: 2\n" + HEAD + rule()))
case("same-key-in-two-mappings", PASS, "duplicate-key", content(HEAD + rule() + rule(bean="a:type=c")))
case("keys-one-and-true", None, "duplicate-key", content("1: a\ntrue: b\n" + HEAD + rule()))
case("number-and-string-keys", PASS, "duplicate-key", content("1: a\n'1': b\n" + HEAD + rule()))
case("merge-key-override", None, "duplicate-key",
     content("base: &b\n  x: 1\nother:\n  <<: *b\n  x: 2\n" + HEAD + rule()))  # fmt: skip
case("anchors", None, None,
     content(HEAD + "- include: &i\n    domain: a\n    bean: b\n- include:\n    <<: *i\n    bean: c\n"))  # fmt: skip
case("no-include", FAIL, "missing-include", content(HEAD + "- exclude:\n    domain: a\n"))
case("empty-include", FAIL, "missing-include", content(HEAD + "- include: {}\n"))
case("null-include", FAIL, "missing-include", content(HEAD + "- include:\n" + rule()))
case("include-string", FAIL, "include-type", content(HEAD + "- include: a\n"))
case("include-list", FAIL, "include-type", content(HEAD + "- include:\n  - domain: a\n"))
case("no-scope", FAIL, "missing-scope", content(HEAD + "- include:\n    type: a\n"))
case("empty-scope", FAIL, "missing-scope", content(HEAD + "- include:\n    domain: ''\n"))
for key in ("domain", "domain_regex", "bean"):
    case(f"only-{key}", PASS, "missing-scope", content(HEAD + f"- include:\n    {key}: a\n"))
case("bean-list", PASS, "missing-scope", content(HEAD + "- include:\n    bean:\n    - a\n    - b\n"))
case("bean-regex", FAIL, "missing-scope", content(HEAD + "- include:\n    bean_regex: a\n"))
case("attribute-twice", FAIL, "duplicate-attribute", content(HEAD + rule() + rule(domain="other")))
case("attribute-twice-in-list", FAIL, "duplicate-attribute",
     content(HEAD + rule() + rule(bean="[x, 'a:type=b']")))  # fmt: skip
case("bean-twice-in-list", FAIL, "duplicate-attribute", content(HEAD + rule(bean="[a, a]")))
case("attribute-twice-without-bean", PASS, "duplicate-attribute",
     content(HEAD + (rule() + rule()).replace("    bean: a:type=b\n", "")))  # fmt: skip
case("bean-spelled-otherwise", PASS, "duplicate-attribute", content(HEAD + rule() + rule(bean="a:type=B")))
case("bean-quoted", FAIL, "duplicate-attribute", content(HEAD + rule() + rule(bean='"a:type=b"')))
case("attribute-list", FAIL, "attribute-type", content(HEAD + "- include:\n    bean: a\n    attribute:\n    - Count\n"))
case("attribute-list-without-bean", PASS, "attribute-type",
     content(HEAD + "- include:\n    domain: a\n    attribute:\n    - Count\n"))  # fmt: skip
for name, expect, value in [
    ("text", FAIL, "Count"), ("number", FAIL, "5"), ("null", PASS, ""), ("empty-list", PASS, "[]"),
    ("empty", PASS, "{}"), ("flat", PASS, "{Count: x, Value: 5}"), ("nested", PASS, "{Count: {alias: {a: b}}}"),
]:  # fmt: skip
    case(f"attribute-{name}", expect, "attribute-type",
         content(HEAD + f"- include:\n    bean: a\n    attribute: {value}\n"))  # fmt: skip
for name, expect, value in [
    ("mapping", FAIL, "{a: b}"), ("list-of-mappings", FAIL, "[{a: b}]"), ("list-of-lists", FAIL, "[[a]]"),
    ("number", PASS, "5"), ("list-of-numbers", PASS, "[5, 6]"), ("list-of-null", PASS, "[null]"),
    ("true", PASS, "true"), ("date", PASS, "2024-01-01"),
]:  # fmt: skip
    case(f"bean-{name}", expect, "attribute-type",
         content(HEAD + f"- include:\n    bean: {value}\n    attribute: {{Count: {{alias: x}}}}\n"))  # fmt: skip
case("twice-after-missing-include", FAIL, "missing-include",
     content(HEAD + "- exclude: {}\n" + rule() + rule()))  # fmt: skip

case("no-spec", FAIL, "missing-spec", on_jmx(lambda p: p.remove(SPEC)))
case("other-init-template", FAIL, "spec-template",
     on_jmx(rewrite(SPEC, lambda t: t.replace("init_config/jmx", "init_config/default"))))  # fmt: skip
case("other-instance-template", FAIL, "spec-template",
     on_jmx(rewrite(SPEC, lambda t: t.replace("instances/jmx", "instances/default"))))  # fmt: skip
case("template-only-in-comment", FAIL, "spec-template",
     on_jmx(rewrite(SPEC, lambda t: t.replace("- template: instances/jmx", "- name: x # template: instances/jmx"))))  # fmt: skip
case("templates-swapped", FAIL, "spec-template",
     on_jmx(rewrite(SPEC, lambda t: t.replace("init_config/jmx", "@").replace("instances/jmx", "init_config/jmx")
                    .replace("@", "instances/jmx"))))  # fmt: skip
case("spec-broken", FAIL, None, on_jmx(rewrite(SPEC, lambda t: t + "\n- [\n")))
case("spec-without-files", FAIL, None, on_jmx(rewrite(SPEC, lambda t: t.replace("files:", "filez:"))))
case("spec-comment", PASS, None, on_jmx(append(SPEC, "# the end\n")))
case("manifest-names-other-spec", FAIL, "missing-spec",
     on_jmx(in_manifest(lambda m: m["assets"]["integration"].setdefault("configuration", {}).update(
         spec="assets/other.yaml"))))  # fmt: skip
case("not-jmx", PASS, None,
     both(remove_metrics, lambda p: p.put(f"{p.package}/data/conf.yaml.example", "init_config:\ninstances: []\n")))  # fmt: skip


def example(text):
    return lambda place: place.put(f"{place.package}/data/conf.yaml.example", text) if metrics_path(place) else False


for name, expect, text in [
    ("jmx-true-string", FAIL, "init_config:\n  is_jmx: 'yes'\n"),
    ("jmx-one", FAIL, "init_config:\n  is_jmx: 1\n"),
    ("jmx-on", FAIL, "init_config:\n  is_jmx: on\n"),
    ("jmx-false", PASS, "init_config:\n  is_jmx: false\n"),
    ("jmx-zero", PASS, "init_config:\n  is_jmx: 0\n"),
    ("jmx-elsewhere", PASS, "instances:\n- is_jmx: true\n"),
    ("jmx-other-file", PASS, ""),
]:
    case(f"example-{name}", expect, "missing-metrics-file",
         both(example(text), lambda p: p.remove(f"{p.package}/data/metrics.yaml")))  # fmt: skip
case("example-broken", FAIL, "unreadable-example", example("init_config: [\n"))
case("example-list", FAIL, "unreadable-example", example("- init_config\n"))
case("example-init-config-string", FAIL, "unreadable-example", example("init_config: abc\n"))
for name, expect, text in [
    ("empty", PASS, ""), ("only-comments", PASS, "# nothing\n"), ("number", FAIL, "5\n"), ("text", FAIL, "abc\n"),
    ("init-config-list", FAIL, "init_config: [a]\n"), ("init-config-true", FAIL, "init_config: true\n"),
    ("init-config-zero", None, "init_config: 0\n"), ("init-config-empty-text", None, "init_config: ''\n"),
    ("init-config-empty-list", None, "init_config: []\n"), ("init-config-null", PASS, "init_config:\n"),
    ("init-config-absent", PASS, "instances: []\n"), ("init-config-empty", PASS, "init_config: {}\n"),
    ("two-documents", FAIL, "init_config:\n---\ninit_config:\n"), ("tab", FAIL, "init_config:\n\tis_jmx: true\n"),
]:  # fmt: skip
    case(f"example-{name}", expect, "unreadable-example", example(text))
