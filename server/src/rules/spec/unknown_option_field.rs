//! `spec/unknown-option-field`

use super::{label, report_rendered};
use crate::catalog::{nearest, spec_words};
use crate::engine::Mark;
use crate::engine::example::{FieldLevel, RenderErrorKind};
use crate::rules::{Finding, Sink, rule};
use crate::syntax::yaml::{YamlNode, edit};
use crate::workspace::SpecCx;

rule! {
    /// An option has a key that options do not have.
    ///
    /// ## Why
    /// Nothing is rendered when ddev meets an unknown key. Most are misspelt, or belong to the
    /// `value`. Hidden options are not rendered, and not looked at.
    ///
    /// ## Example
    /// `requried: true` should be `required: true`; a `type` stands below `value`.
    ///
    /// ## Fix
    /// Renames the key to its nearest match, moves it below `value`, or removes it.
    UNKNOWN_OPTION_FIELD = "spec/unknown-option-field",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let fields = |kind: &RenderErrorKind| {
        let level = FieldLevel::Option;
        matches!(kind, RenderErrorKind::UnknownField { level: found, .. } if *found == level)
    };
    let rendered = report_rendered(cx, sink, (Mark::Key, fields), |_, node, finding| {
        if let (Some(option), Some(name)) = (node.parent(), node.key()) {
            add_fixes(finding, option, name, node);
        }
    });
    if rendered.is_none() {
        check_written(cx, sink);
    }
}

/// What is written out and certain to be rendered.
fn check_written(cx: &SpecCx, sink: &mut Sink) {
    let words = spec_words();
    for option in &cx.spec.options {
        if !option.shown || option.is_block || !option.is_certain() {
            continue;
        }
        for (key, value) in option.node.effective_pairs() {
            let known = |name: &str| words.option_keys.iter().any(|known| known.name == name);
            if key.as_str().is_some_and(known) {
                continue;
            }
            let name = key.decoded().unwrap_or(key.raw());
            let message = format!("{} has an unknown key `{name}`.", label(option));
            let finding = sink.report(key.span(), message);
            add_fixes(finding, option.node, name, value);
        }
    }
}

fn add_fixes(finding: &mut Finding, option: YamlNode, name: &str, node: YamlNode) {
    let words = spec_words();
    let free = words.option_keys.iter().map(|known| known.name.as_str());
    let free = free.filter(|known| option.get(known).is_none());
    if let Some(meant) = nearest(name, free)
        && let Some(edit) = edit::rename_key(node, meant)
    {
        finding.unsafe_fix(format!("Rename to `{meant}`"), vec![edit]);
    }
    let below = match name {
        "default_value" => "default",
        other => other,
    };
    let belongs = words.value_keys.iter().any(|known| known.name == below);
    let value = option.get("value").filter(|value| {
        belongs && value.is_mapping() && node.is_scalar() && value.get(below).is_none()
    });
    let own_line = !node.raw().contains(['\n', '\r']) && !node.is_missing();
    if let Some(value) = value.filter(|value| own_line && *value == value.value()) {
        let edits = vec![
            edit::remove(node),
            edit::insert_pair(value, below, node.raw()),
        ];
        finding.unsafe_fix("Move it below `value`", edits);
    }
    finding.unsafe_fix("Remove the key", vec![edit::remove(node)]);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options, with_templates};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn keys_of_shown_options_are_known() {
        let text = "- name: a\n  description: b\n  «requried»: true\n  «1»: 2\n  fleet_configurable: true\n- template: instances\n  «multipel»: true\n  options:\n  - name: c\n    description: d\n    «type»: string";
        assert_findings(&UNKNOWN_OPTION_FIELD, &options(text));
    }

    #[test]
    fn hidden_options_are_not_looked_at() {
        let hidden = "- name: a\n  hidden: true\n  x: 1\n  options:\n  - name: b\n    x: 1";
        assert_findings(&UNKNOWN_OPTION_FIELD, &options(hidden));
        let after = "- template: logs\n  hidden: true\n- name: a\n  x: 1";
        assert_findings(&UNKNOWN_OPTION_FIELD, &options(after));
        let dropped = "- template: instances/http\n  x: 1";
        assert_findings(&UNKNOWN_OPTION_FIELD, &options(dropped));
    }

    #[test]
    fn keys_are_renamed_moved_or_removed() {
        let fix = |bad: &str, good: &str| {
            let head = "- name: a\n  description: b\n  ";
            let good = bare(&format!("{head}{good}"));
            assert_fix(
                &UNKNOWN_OPTION_FIELD,
                &options(&format!("{head}{bad}")),
                &good,
            );
        };
        fix("requried: true", "required: true");
        fix(
            "display_default: 1\n  value:\n    type: integer",
            "value:\n    type: integer\n    display_default: 1",
        );
        fix("zzz: 1\n  required: true", "required: true");
    }

    #[test]
    fn templates_decide_what_is_rendered() {
        let shown = "- template: tiny/list.url\n  «x»: 1\n- template: tiny/secret.key\n  x: 1";
        assert_findings(&UNKNOWN_OPTION_FIELD, &with_templates(shown));
        let bad = with_templates("- template: tiny/list.url\n  requried: true");
        let good = bare("- template: tiny/list.url\n  required: true");
        assert_fix(&UNKNOWN_OPTION_FIELD, &bad, &good);
    }
}
