//! `spec/unknown-value-field`

use foldhash::HashSet;

use super::{label, report_rendered};
use crate::catalog::{nearest, spec_words};
use crate::engine::Mark;
use crate::engine::example::{FieldLevel, RenderErrorKind};
use crate::rules::{Finding, Sink, rule};
use crate::syntax::yaml::{YamlNode, edit};
use crate::workspace::SpecCx;

rule! {
    /// A `value` has a key that values do not have.
    ///
    /// ## Why
    /// ddev takes the keys of OpenAPI and a few of its own directly below `value`, and renders
    /// nothing when it meets another. Nested types are free to hold more, and hidden options
    /// are not looked at.
    ///
    /// ## Example
    /// `secret` belongs to the option, beside `value`.
    ///
    /// ## Fix
    /// Renames the key to its nearest match, moves it to the option, or removes it.
    UNKNOWN_VALUE_FIELD = "spec/unknown-value-field",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let fields = |kind: &RenderErrorKind| {
        let level = FieldLevel::Value;
        matches!(kind, RenderErrorKind::UnknownField { level: found, .. } if *found == level)
    };
    let rendered = report_rendered(cx, sink, (Mark::Key, fields), |_, node, finding| {
        if let (Some(value), Some(name)) = (node.parent(), node.key()) {
            add_fixes(finding, value, name, node);
        }
    });
    if rendered.is_none() {
        check_written(cx, sink);
    }
}

/// What is written out and certain to be rendered.
fn check_written(cx: &SpecCx, sink: &mut Sink) {
    let words = spec_words();
    let known = |name: &str| {
        let mut keys = words.value_keys.iter();
        keys.any(|known| known.name == name && known.accepted)
    };
    let mut seen = HashSet::default();
    for option in &cx.spec.options {
        let value = option.field("value").filter(YamlNode::is_mapping);
        let Some(value) = value.filter(|_| option.shown && !option.is_block) else {
            continue;
        };
        let value = value.value();
        if !seen.insert(value.span()) {
            continue;
        }
        for (key, node) in value.effective_pairs() {
            if key.as_str().is_some_and(known) {
                continue;
            }
            let name = key.decoded().unwrap_or(key.raw());
            let message = format!(
                "The value of {} has an unknown key `{name}`.",
                label(option)
            );
            let finding = sink.report(key.span(), message);
            add_fixes(finding, value, name, node);
        }
    }
}

fn add_fixes(finding: &mut Finding, value: YamlNode, name: &str, node: YamlNode) {
    let words = spec_words();
    let belongs = words.option_keys.iter().any(|known| known.name == name);
    let one_line = node.is_scalar() && !node.is_missing() && !node.raw().contains('\n');
    let option = value.parent().filter(|_| value.key() == Some("value"));
    let option = option.filter(|option| option.is_mapping() && option.get(name).is_none());
    if let Some(option) = option.filter(|_| belongs && one_line) {
        let edits = vec![
            edit::remove(node),
            edit::insert_pair(option, name, node.raw()),
        ];
        let together = edits[0].span.end < edits[1].span.start;
        if together || edits[0].span.start > edits[1].span.end {
            finding.unsafe_fix("Move it to the option", edits);
        }
    }
    let accepted = words.value_keys.iter().filter(|known| known.accepted);
    let free = accepted.map(|known| known.name.as_str());
    let free = free.filter(|known| value.get(known).is_none());
    if let Some(meant) = nearest(name, free)
        && let Some(edit) = edit::rename_key(node, meant)
        && !belongs
    {
        finding.unsafe_fix(format!("Rename to `{meant}`"), vec![edit]);
    }
    finding.unsafe_fix("Remove the key", vec![edit::remove(node)]);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, options, value, with_templates};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn keys_of_values_are_known() {
        let text = "type: string\n«exmaple»: a\n«secret»: true\ndisplay_default: null";
        assert_findings(&UNKNOWN_VALUE_FIELD, &value(text));
        let text = "type: array\n«uniqueItems»: true\nitems:\n  type: string\n  x: 1";
        assert_findings(&UNKNOWN_VALUE_FIELD, &value(text));
    }

    #[test]
    fn hidden_options_are_not_looked_at() {
        let text =
            "- name: a\n  description: b\n  hidden: true\n  value:\n    type: string\n    x: 1";
        assert_findings(&UNKNOWN_VALUE_FIELD, &options(text));
    }

    #[test]
    fn keys_are_renamed_or_removed() {
        let good = bare(&in_value("type: string\nexample: a"));
        assert_fix(
            &UNKNOWN_VALUE_FIELD,
            &value("type: string\nexmaple: a"),
            &good,
        );
        let good = bare(&in_value("type: string"));
        assert_fix(&UNKNOWN_VALUE_FIELD, &value("type: string\nzzzz: a"), &good);
    }

    #[test]
    fn changes_to_templates_count() {
        let text = "- template: tiny/list\n  overrides:\n    «port.value.x»: 1";
        assert_findings(&UNKNOWN_VALUE_FIELD, &with_templates(text));
    }
}
