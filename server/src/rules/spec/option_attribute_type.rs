//! `spec/option-attribute-type`

use super::{is_whole, kind_name, report_boolean, written};
use crate::model::spec::Shape;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::YamlNode;
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
    for option in &cx.spec.options {
        let field = |key| option.field(key);
        let value = field("value");
        let section = field("options").filter(|_| value.is_none());
        let applies = [
            ("hidden", true),
            ("required", true),
            ("secret", value.is_some()),
            ("multiple", section.is_some()),
            ("multiple_instances_defined", section.is_some()),
        ];
        // What the template brings takes over the value as it is.
        let passed_on = option.shape == Shape::Dropped
            && option.template.as_ref().is_some_and(|t| !t.is_nested());
        if let Some(node) = option.node.get("hidden").filter(|_| passed_on) {
            report_boolean(sink, node);
        }
        for (key, _) in applies.iter().filter(|(_, applies)| *applies) {
            if let Some(node) = field(key) {
                report_boolean(sink, node);
            }
        }
        if let Some(node) = field("display_priority").filter(|n| !is_whole(*n)) {
            let message = format!(
                "`display_priority` must be a whole number, not {}.",
                kind_name(node)
            );
            sink.report(written(node), message);
        }
        if let Some(node) = field("deprecation") {
            let texts = node.effective_pairs().into_iter().map(|(_, value)| value);
            check_texts(sink, node, node.is_mapping(), "a mapping", texts);
        }
        if let Some(node) = field("metadata_tags") {
            check_texts(sink, node, node.is_sequence(), "a list", node.items());
        }
    }
}

fn check_texts<'a>(
    sink: &mut Sink,
    node: YamlNode<'a>,
    fits: bool,
    wanted: &str,
    texts: impl Iterator<Item = YamlNode<'a>>,
) {
    let key = node.key().unwrap_or_default();
    if !fits {
        let message = format!(
            "`{key}` must be {wanted} of texts, not {}.",
            kind_name(node)
        );
        sink.report(written(node), message);
        return;
    }
    for text in texts.filter(|text| text.as_str().is_none()) {
        let message = format!("`{key}` holds texts only, but this is {}.", kind_name(text));
        sink.report(written(text), message);
    }
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
