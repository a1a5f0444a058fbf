//! `spec/unread-option`

use foldhash::HashSet;

use crate::catalog::spec_words;
use crate::engine::Id;
use crate::engine::models::attribute_of;
use crate::model::Facts;
use crate::rules::{Sink, rule};
use crate::workspace::{SpecCx, declared_options};

rule! {
    /// No source of the check reads an option that the specification declares.
    ///
    /// ## Why
    /// Users set it, and nothing happens. Told only where it is certain: of options that are
    /// written out here, in checks that are built on the plain `AgentCheck`, name every option
    /// that they read, and hand their configuration to nobody. Options that a template of ddev
    /// knows by the same name are read by the base class, and those that are hidden or called
    /// deprecated stay for the sake of old configurations.
    ///
    /// ## Example
    /// `- name: follow_redirects` where every source of the check reads `url` and `timeout` only.
    UNREAD_OPTION = "spec/unread-option",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let resolved = cx.resolved();
    if !resolved.is_complete() || !cx.has_checked_configurations() {
        return;
    }
    let sources = cx.integration.facts_below("datadog_checks/");
    let sources: Vec<_> = sources
        .filter_map(|(_, facts): (_, &Facts)| facts.as_python())
        .collect();
    let is_check = sources
        .iter()
        .any(|source| !source.check_classes.is_empty());
    let is_open = sources.iter().any(|source| source.reads_unknown_options);
    let read: HashSet<&str> = sources
        .iter()
        .flat_map(|source| &source.options)
        .map(|option| &*option.name.value)
        .collect();
    if !is_check || is_open || read.is_empty() {
        return;
    }
    let templates = spec_words().templates.iter();
    let of_templates: HashSet<&str> = templates
        .flat_map(|template| &template.gives)
        .map(|name| name.trim_start_matches('@'))
        .collect();
    let mut told = HashSet::default();
    for option in declared_options(resolved) {
        let named = resolved.heap.field(option.id, "name").unwrap_or(option.id);
        let origin = resolved.heap.origin(named);
        let is_read = read.contains(option.name)
            || attribute_of(option.name).is_some_and(|name| read.contains(&*name));
        let is_known = of_templates.contains(option.name);
        let here = matches!(&*option.section, "instances" | "init_config");
        if origin.source == 0
            && here
            && !is_read
            && !is_known
            && !is_old(cx, option.id)
            && told.insert(origin.span)
        {
            sink.report(
                origin.span,
                format!("No source of the check reads the option `{}`.", option.name),
            );
        }
    }
}

/// Hidden, or said to be deprecated.
fn is_old(cx: &SpecCx, option: Id) -> bool {
    let heap = &cx.resolved().heap;
    let is_set = |key: &str| {
        heap.field(option, key)
            .is_some_and(|v| !heap.get(v).is_falsy())
    };
    let description = heap.field(option, "description").and_then(|d| heap.str(d));
    is_set("hidden")
        || is_set("deprecation")
        || description.is_some_and(|text| text.to_ascii_lowercase().contains("deprecated"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn fixture(options: &str, base: &str, body: &str) -> String {
        format!(
            "//- <templates>/instances.yaml\nname: instances\nmultiple: true\ndescription: All.\n\
             //- <templates>/more.yaml\n- name: limit\n  description: How many.\n  value: {{type: number}}\n\
             //- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n\
             //- foo/assets/configuration/spec.yaml\nname: Foo\nfiles:\n- name: foo.yaml\n  options:\n  - template: instances\n    options:\n{options}    - template: more\n\
             //- foo/datadog_checks/foo/check.py\nclass A({base}):\n    def check(self, instance):\n        self.instance['url']\n        {body}\n"
        )
    }

    fn option(name: &str, more: &str) -> String {
        format!(
            "    - name: {name}\n      description: Text.\n{more}      value: {{type: string}}\n"
        )
    }

    #[test]
    fn an_option_that_nobody_reads_is_found() {
        let options = option("url", "") + &option("«my-mode»", "");
        for body in ["pass", "c = self.instance or {}; c.get('other')"] {
            assert_findings(&UNREAD_OPTION, &fixture(&options, "AgentCheck", body));
        }
    }

    #[test]
    fn where_it_is_read_or_nobody_knows_nothing_is_said() {
        let options = option("url", "") + &option("my-mode", "");
        for body in [
            "instance.get('my-mode')",
            "self.config.my_mode",
            "f(instance)",
            "self.instance[name]",
            "dict(self.instance)",
        ] {
            assert_findings(&UNREAD_OPTION, &fixture(&options, "AgentCheck", body));
        }
        assert_findings(
            &UNREAD_OPTION,
            &fixture(&options, "OpenMetricsBaseCheckV2", "pass"),
        );
        assert_findings(&UNREAD_OPTION, &fixture(&options, "object", "pass"));
        for options in [
            option("username", ""),
            option("my-mode", "      hidden: true\n"),
            option("my-mode", "").replace("Text.", "Deprecated."),
        ] {
            assert_findings(&UNREAD_OPTION, &fixture(&options, "AgentCheck", "pass"));
        }
    }
}
