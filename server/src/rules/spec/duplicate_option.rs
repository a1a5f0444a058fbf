//! `spec/duplicate-option`

use super::report_all;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// Two options of a list have the same name.
    ///
    /// ## Why
    /// A key can stand only once in a section of the configuration. A later option of the same
    /// name is allowed when it is hidden. What a list template brings counts as well.
    DUPLICATE_OPTION = "spec/duplicate-option",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_all(cx, sink, Code::DuplicateOption);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{options, with_templates};
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn names_are_unique_in_a_list() {
        assert_findings(
            &DUPLICATE_OPTION,
            &options(
                "- name: a\n- name: b\n  options:\n  - name: a\n- name: «a»\n- name: a\n  hidden: true",
            ),
        );
        let templates = "- template: instances\n- name: «instances»\n- template: «instances»";
        assert_findings(&DUPLICATE_OPTION, &options(templates));
    }

    #[test]
    fn what_a_template_hides_may_repeat() {
        let text = "- name: a\n- template: init_config/service\n  hidden: true\n- name: a\n- name: «a»\n  hidden: false\n- template: init_config/tags\n- name: «a»";
        assert_findings(&DUPLICATE_OPTION, &options(text));
    }

    #[test]
    fn overrides_may_change_names() {
        let text = "- template: instances\n  overrides:\n    name: other\n- template: instances";
        assert_findings(&DUPLICATE_OPTION, &options(text));
    }

    #[test]
    fn templates_bring_names() {
        let text = "- template: instances/default\n- name: «service»\n- name: proxy\n- template: «instances/default»\n- template: instances/default\n  hidden: true";
        assert_findings(&DUPLICATE_OPTION, &options(text));
        let changed = "- template: instances/default\n  overrides:\n    tags.name: a\n- name: tags\n- template: instances/default";
        assert_findings(&DUPLICATE_OPTION, &options(changed));
    }

    #[test]
    fn what_templates_bring_counts() {
        let text = "- name: port\n  description: d\n- template: «tiny/list»\n- template: tiny/more\n  hidden: true";
        assert_findings(&DUPLICATE_OPTION, &with_templates(text));
        let named = "- name: a\n  description: d\n- template: tiny/instances\n  name: «a»";
        assert_findings(&DUPLICATE_OPTION, &with_templates(named));
    }
}
