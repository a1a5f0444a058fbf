//! `spec/option-attribute-type`

use super::{fix_boolean, report_faults};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// A key of an option has a value of the wrong kind.
    ///
    /// ## Why
    /// `hidden`, `required`, `secret`, `multiple` and `multiple_instances_defined` are
    /// booleans, `display_priority` is a whole number, `deprecation` a mapping of texts and
    /// `metadata_tags` a list of texts.
    ///
    /// ## Example
    /// `required: "true"` should be `required: true`.
    ///
    /// ## Fix
    /// Takes the quotes off a boolean.
    OPTION_ATTRIBUTE_TYPE = "spec/option-attribute-type",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::OptionAttributeType, |_, node, finding| {
        fix_boolean(node, finding);
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn templates_pass_on_what_hides_them() {
        let text = "- template: instances/tls\n  «hidden»:\n- template: instances/tls\n  hidden: «1»\n- template: init_config/openmetrics\n  hidden: 1\n- template: instances/tls\n  hidden: true";
        assert_findings(&OPTION_ATTRIBUTE_TYPE, &options(text));
    }

    fn with(more: &str) -> String {
        options(&format!("- name: a\n  description: b\n  {more}"))
    }

    #[test]
    fn kinds_are_checked() {
        for more in [
            "hidden: «1»",
            "required: «\"true\"»",
            "secret: «null»\n  value: {type: string}",
            "multiple: «text»\n  options: []",
            "«multiple_instances_defined»:\n  options: []",
            "display_priority: «1.5»",
            "display_priority: «\"1\"»",
            "deprecation: «text»",
            "«deprecation»:",
            "deprecation:\n    Agent version: «7.40»",
            "metadata_tags: «docs:foo»",
            "metadata_tags: [docs:foo, «1»]",
        ] {
            assert_findings(&OPTION_ATTRIBUTE_TYPE, &with(more));
        }
    }

    #[test]
    fn what_ddev_does_not_look_at_is_fine() {
        for more in [
            "hidden: yes",
            "display_priority: true",
            "secret: text",
            "multiple: text\n  value: {type: string}",
            "deprecation: {}",
            "metadata_tags: []",
            "enabled: text",
        ] {
            assert_findings(&OPTION_ATTRIBUTE_TYPE, &with(more));
        }
        let dropped = options("- template: instances/http\n  required: text");
        assert_findings(&OPTION_ATTRIBUTE_TYPE, &dropped);
        let over = options("- template: instances\n  multiple: «1»\n  options: []");
        assert_findings(&OPTION_ATTRIBUTE_TYPE, &over);
    }

    #[test]
    fn quotes_come_off() {
        let bad = with("required: 'True'");
        let good = bare("- name: a\n  description: b\n  required: true");
        assert_fix(&OPTION_ATTRIBUTE_TYPE, &bad, &good);
    }
}
