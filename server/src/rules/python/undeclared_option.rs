//! `python/undeclared-option`

use foldhash::HashSet;

use super::{inside, is_in_package};
use crate::catalog::{nearest, spec_words};
use crate::engine::models::attribute_of;
use crate::model::option_reads::{OptionRead, may_read_options, option_reads};
use crate::model::{Facts, FileKind};
use crate::rules::{Sink, rule};
use crate::syntax::python::PythonTree;
use crate::text::Word;
use crate::workspace::{FileCx, declared_options};

rule! {
    /// A check reads an option that the specification does not declare.
    ///
    /// ## Why
    /// Nobody who configures the check learns of such an option: it stands in no example file.
    /// With generated models it is not even passed on. Options are compared that a check reads
    /// from its own instance or its models, directly or by a local name of them, by a name that is written out, where the whole
    /// specification with its templates is known. An option that the sources put there
    /// themselves, or that the Agent knows for every check, is none.
    ///
    /// ## Example
    /// `self.instance.get('tiemout')` where `spec.yaml` declares `timeout`.
    UNDECLARED_OPTION = "python/undeclared-option",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Python, check),
}

/// Templates of what the Agent itself understands.
const OF_AGENT: [&str; 2] = ["instances/default", "init_config/default"];

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_in_package(cx) || cx.file.path.contains("/config_models/") {
        return;
    }
    // The index knows already; only ddev's own sources are not in it.
    let facts = cx.integration.facts_at(inside(cx));
    let is_told = |read: &OptionRead| read.by_check && !read.is_loose;
    if let Some(facts) = facts.and_then(Facts::as_python)
        && !facts.options.iter().any(is_told)
    {
        return;
    }
    if !may_read_options(cx.text()) {
        return;
    }
    let Some(tree) = cx.file.python().filter(|tree| !tree.has_errors) else {
        return;
    };
    let reads = option_reads(tree).into_iter();
    let mut reads = reads.filter(is_told).peekable();
    if reads.peek().is_none() || fills_instance(tree) || replaces_instance(cx.text()) {
        return;
    }
    let Some(resolved) = cx.resolved().filter(|resolved| resolved.is_complete()) else {
        return;
    };
    let options = declared_options(&resolved);
    if !options.iter().any(|option| option.section == "instances") {
        return;
    }
    // Whatever the section: a default may stand in the other one.
    let mut known: HashSet<&str> = options.iter().map(|option| option.name).collect();
    known.extend(
        OF_AGENT
            .iter()
            .flat_map(|template| spec_words().brought_by(template)),
    );
    let own: Vec<_> = known.iter().filter_map(|name| attribute_of(name)).collect();
    let sources = cx.integration.facts_below("datadog_checks/");
    let sources = sources.filter_map(|(_, facts): (_, &Facts)| facts.as_python());
    let stored: HashSet<&str> = sources
        .flat_map(|source| &source.options)
        .filter(|option| option.is_loose)
        .map(|option| &*option.name.value)
        .collect();
    for read in reads {
        let name = &*read.name.value;
        let is_attribute = read.is_attribute && own.iter().any(|own| own == name);
        let is_known = known.contains(name) || is_attribute || stored.contains(name);
        if is_known || is_for_tests(name) {
            continue;
        }
        let inside = options
            .iter()
            .filter(|option| option.section == read.section.name());
        let meant = nearest(name, inside.map(|option| option.name))
            .map(|meant| format!(" Is `{meant}` meant?"))
            .unwrap_or_default();
        sink.report(
            read.name.span,
            format!("The option `{name}` is not declared in spec.yaml.{meant}"),
        );
    }
}

/// The instance is given more options, whatever they are.
fn fills_instance(tree: &PythonTree) -> bool {
    tree.calls.iter().any(|call| {
        let receiver = call.receiver.as_deref().unwrap_or_default();
        let is_alias = || tree.aliases.iter().any(|alias| &*alias.name == receiver);
        &*call.function.text == "update" && (receiver.ends_with("instance") || is_alias())
    })
}

/// The instance is something else than what was configured.
fn replaces_instance(text: &str) -> bool {
    static WORD: Word = Word::new("self.instance");
    WORD.places(text).any(|at| {
        let (before, rest) = (&text[..at], &text[at + WORD.as_str().len()..]);
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = rest.split('\n').next().unwrap_or_default();
        let given = rest.trim_start().strip_prefix('=');
        let given = given.filter(|_| before[line..].trim_start().is_empty());
        given.is_some_and(|value| !value.starts_with('=') && !value.contains("instance"))
    })
}

/// Named for nobody but the authors of the check.
fn is_for_tests(name: &str) -> bool {
    let mut words = name.split(['_', '-']);
    name.starts_with('_') || words.any(|word| matches!(word, "mock" | "mocked" | "test"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn source(call: &str) -> String {
        format!(
            "//- <templates>/instances.yaml\nname: instances\nmultiple: true\ndescription: All.\n\
             //- <templates>/more.yaml\n- name: timeout\n  description: How long.\n  value: {{type: number}}\n\
             //- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: foo.yaml\n  options:\n  - template: instances\n    options:\n    - name: my-mode\n      description: How.\n      value: {{type: string}}\n    - template: more\n\
             //- foo/datadog_checks/foo/check.py\nclass A(AgentCheck, ConfigMixin):\n    def check(self, instance):\n        {call}\n"
        )
    }

    #[test]
    fn what_the_specification_does_not_declare_is_found() {
        for call in [
            "self.instance.get('«tiemout»', 1)",
            "self.instance['«my_mode»']",
            "self.init_config.get('«depth»')",
            "self.config.«mode»",
            "instance.get('«x»')",
            "c = self.instance or {}; c.get('«x»')",
            "(self.instance or {}).get('«x»')",
            "m = self.config; m.«mode»",
        ] {
            assert_findings(&UNDECLARED_OPTION, &source(call));
        }
        let found = assert_findings(&UNDECLARED_OPTION, &source("self.instance['«tiemout»']"));
        assert_eq!(
            &*found[0].message,
            "The option `tiemout` is not declared in spec.yaml. Is `timeout` meant?"
        );
    }

    #[test]
    fn what_is_declared_or_cannot_be_known_is_not() {
        for call in [
            "self.instance.get('timeout')",
            "self.instance['my-mode']",
            "self.config.my_mode",
            "self.config.model_dump()",
            "self.instance.get('min_collection_interval')",
            "instance = other; instance.get('x')",
            "c = self.instance; c = other(); c.get('x')",
            "c = self.instance; c.update(more); c['x']",
            "c = self.instance.get('my-mode'); c.get('x')",
            "for instance in others: instance['x']",
            "self.instance.get(name)",
            "self.other.get('x')",
            "self.instance['x'] = self.instance.get('x')",
            "'x' in self.instance and self.instance['x']",
            "self.instance.update(more); self.instance['x']",
            "self.instance = {}\n        self.instance['x']",
            "self.instance.get('is_mock')",
            "self.instance['x'",
        ] {
            assert_findings(&UNDECLARED_OPTION, &source(call));
        }
        let plain = source("self.instance.get('x')");
        for (there, instead) in [
            ("template: more", "template: gone"),
            ("class A(AgentCheck, ConfigMixin)", "class A(Client)"),
        ] {
            assert_findings(&UNDECLARED_OPTION, &plain.replace(there, instead));
        }
        // Without templates nobody knows what they bring.
        let at = plain.find("//- foo/").expect("a file");
        assert_findings(&UNDECLARED_OPTION, &plain[at..]);
    }
}
