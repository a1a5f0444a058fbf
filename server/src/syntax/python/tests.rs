//! What the tree tells of sources, sound and broken.

use super::*;

const TEXT: &str = r#"
from datadog_checks.base import AgentCheck, x

NAME = 'foo'


class Foo(AgentCheck, mixins.Other):
    """Docs."""

    __NAMESPACE__ = NAME
    CHECK: str = "can_connect"

    def __init__(self, name, init_config, instances):
        super().__init__(name, init_config, instances)
        local = 'x'

    def check(self, _):
        self.gauge('a.b', 1, tags=[f"{self.service_check('inner', 0)}"])
        self.gauge(name=f'a.{x}', value=1, raw=True)
        self.client.submit(self.CHECK)
"#;

#[test]
fn what_matters_is_found_with_its_place() {
    let tree = PythonTree::parse(TEXT);
    assert!(!tree.has_errors);
    let class = &tree.classes[0];
    assert_eq!(&*class.name.text, "Foo");
    assert_eq!(class.bases[1].span.slice(TEXT), "mixins.Other");
    let body = class.body.expect("a body") as usize;
    assert!(TEXT[body..].starts_with("__NAMESPACE__"));
    let init = &tree.functions[0];
    assert_eq!((init.parameters.len(), init.class), (4, Some(0)));
    let calls: Vec<_> = tree
        .calls
        .iter()
        .map(|call| (call.receiver.as_deref(), &*call.function.text, call.class))
        .collect();
    assert_eq!(
        calls,
        [
            (None, "__init__", Some(0)),
            (Some(""), "super", Some(0)),
            (Some("self"), "gauge", Some(0)),
            (Some("self"), "service_check", Some(0)),
            (Some("self"), "gauge", Some(0)),
            (Some("self.client"), "submit", Some(0)),
        ]
    );
    let first = tree.calls[2].argument("name", 0).expect("a name");
    let PyValue::Text(text) = &first.value else {
        panic!("no text: {first:?}")
    };
    assert_eq!(text.span.slice(TEXT), "a.b");
    let computed = tree.calls[4].argument("name", 0).expect("a name");
    assert_eq!(computed.value, PyValue::Other);
    assert_eq!(
        tree.calls[4].argument("raw", 9).map(|a| &a.value),
        Some(&PyValue::Bool(true))
    );
    assert!(!tree.assignments.iter().any(|a| &*a.name.text == "local"));
}

#[test]
fn values_of_the_configuration_are_found() {
    let text = "class A(B):\n    def f(self, instance):\n        self.instance.get('a', 1)\n        instance['b'] = self.init_config['c']\n        'd' in instance\n        self.config.e.f\n        self.config.get('g')\n        self.other['h']\nINSTANCE = {'i': 1}\ndef instance():\n    return {'j': {'k': 1}}\n";
    let tree = PythonTree::parse(text);
    let found: Vec<_> = tree
        .accesses
        .iter()
        .map(|access| {
            assert_eq!(access.name.span.slice(text), &*access.name.text);
            let stored = if access.stored { "=" } else { "" };
            format!("{}.{}{stored}", access.owner, access.name.text)
        })
        .collect();
    assert_eq!(
        found,
        [
            "self.instance.a",
            "instance.b=",
            "self.init_config.c",
            "instance.d",
            "self.config.e",
            "INSTANCE.i=",
            "instance.j="
        ]
    );
}

#[test]
fn local_names_of_the_configuration_are_followed_as_far_as_they_are_certain() {
    let owner = |body: &str| {
        let text = format!(
            "class A(B):\n    def check(self, instance):\n        {body}\n        c['x']\n"
        );
        let tree = PythonTree::parse(&text);
        assert!(!tree.has_errors, "{text}");
        tree.accesses.last().map(|access| access.owner.to_string())
    };
    for body in [
        "c = self.instance",
        "c = instance",
        "c = self.instance or {}",
        "c: dict = copy.deepcopy(self.instance)",
        "c = self.instance.copy()",
        "c = self.instances[0]",
        "b = c = self.instance",
        "b = instance; c = b",
        "(c := self.instance)",
        "c = self.instance if self.instance else {}",
    ] {
        assert_eq!(owner(body).as_deref(), Some("self.instance"), "{body}");
    }
    for body in [
        "c = other",
        "c = self.instance; c = 1",
        "c = self.instance; c += 1",
        "c = self.instance; del c",
        "c, d = self.instance, 1",
        "c = self.instance or other",
        "c = self.other",
        "instance = 1; c = instance",
        "for c in self.instance: pass",
        "c = self.instance; import c",
        "c = self.instance\n        def c(): pass",
    ] {
        assert_eq!(owner(body), None, "{body}");
    }
}

#[test]
fn names_inside_hide_those_around_them() {
    let owners = |text: &str| {
        let tree = PythonTree::parse(text);
        let owners = tree.accesses.iter().map(|a| a.owner.to_string());
        owners.collect::<Vec<_>>()
    };
    let inner = |inner: &str| {
        owners(&format!(
            "class A(B):\n    def f(self):\n        c = self.instance\n        {inner}\n    def g(self):\n        c['x']\n"
        ))
    };
    assert_eq!(inner("def h(): c['x']"), ["self.instance"]);
    assert!(inner("def h(c): c['x']").is_empty());
    assert_eq!(
        owners("def initialize_shared(values):\n    values['x']\n"),
        ["init_config"]
    );
}

#[test]
fn a_configuration_that_is_handed_on_is_noticed() {
    let is_open = |body: &str| {
        let text = format!(
            "class A(B):\n    def __init__(self, name, init_config, instances):\n        super().__init__(name, init_config, instances)\n    def check(self, instance):\n        {body}\n"
        );
        PythonTree::parse(&text).reads_unknown_options
    };
    for body in [
        "self.instance['a']",
        "c = self.instance or {}; c.get('a')",
        "'a' in instance",
        "self.config.a",
        "pass",
    ] {
        assert!(!is_open(body), "{body}");
    }
    for body in [
        "self.instance[a]",
        "instance.get(a)",
        "f(instance)",
        "c = self.instance; f(c)",
        "self.c = self.instance",
        "dict(self.instance)",
        "{**self.instance}",
        "for key in self.instance: pass",
        "self.config.model_dump()",
        "getattr(self.config, a)",
        "self.instances[0]",
    ] {
        assert!(is_open(body), "{body}");
    }
}

#[test]
fn names_lead_to_the_text_they_were_given() {
    let tree = PythonTree::parse(TEXT);
    let text = |value: &PyValue| tree.text_of(value, Some(0)).map(|t| t.text.to_string());
    let namespace = tree
        .assigned("__NAMESPACE__", Some(0))
        .expect("a namespace");
    assert_eq!(text(&namespace.value).as_deref(), Some("foo"));
    let check = &tree.calls[5].arguments[0].value;
    assert_eq!(text(check).as_deref(), Some("can_connect"));
}

#[test]
fn broken_text_keeps_what_can_be_read() {
    let tree = PythonTree::parse("class A(B):\n    def f(self\n        self.gauge('x', 1\n");
    assert!(tree.has_errors);
    assert_eq!(&*tree.classes[0].name.text, "A");
}

#[test]
fn hostile_nesting_is_no_danger() {
    let deep = 100_000;
    for text in [
        "(".repeat(deep),
        "-".repeat(deep),
        format!("x = {}1", "not ".repeat(deep)),
        format!("x = {}", "lambda a, b: ".repeat(deep)),
        format!("x = {}", "f'{".repeat(deep)),
        format!("x{}", ".a".repeat(deep)),
        format!("x{}", "()".repeat(deep)),
        format!("x = {}1", "1 if a else ".repeat(deep)),
        (0..2_000)
            .map(|n| format!("{}if x:\n", " ".repeat(n)))
            .collect(),
        format!("x{}", "[1,".repeat(deep)),
    ] {
        let _ = PythonTree::parse(&text);
    }
    // Below the size from which it is looked at.
    for text in ["-".repeat(1_000), "f'{".repeat(300), ".a".repeat(500)] {
        let _ = PythonTree::parse(&text);
    }
}

#[test]
fn long_lists_and_texts_are_not_deep() {
    let list: String = (0..5_000)
        .map(|n| format!("    'k{n}': {{'a': ['b', -{n}]}},\n"))
        .collect();
    let text = format!("MAP = {{\n{list}}}\nself.gauge('x', 1)\n");
    assert_eq!(PythonTree::parse(&text).calls.len(), 1);
    let prose = format!("'''{}'''\nself.gauge('x', 1)\n", "not ((( ".repeat(5_000));
    assert_eq!(PythonTree::parse(&prose).calls.len(), 1);
}
