//! `spec/value-type`

use super::{kind_name, label, place, written};
use crate::catalog::{nearest, spec_words};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// A value has no type, an unknown one, or both `type` and `anyOf`.
    ///
    /// ## Why
    /// The types are those of OpenAPI: `string`, `integer`, `number`, `boolean`, `array` and
    /// `object`. Every value has one of them, or several below `anyOf`; so do `items`,
    /// `properties` and `additionalProperties`.
    ///
    /// ## Example
    /// `type: bool` should be `type: boolean`.
    ///
    /// ## Fix
    /// Replaces the type by the one that is meant.
    VALUE_TYPE = "spec/value-type",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

/// Names that other languages have for the types.
const ALIASES: [(&str, &str); 14] = [
    ("str", "string"),
    ("text", "string"),
    ("int", "integer"),
    ("long", "integer"),
    ("float", "number"),
    ("double", "number"),
    ("decimal", "number"),
    ("bool", "boolean"),
    ("list", "array"),
    ("sequence", "array"),
    ("dict", "object"),
    ("dictionary", "object"),
    ("map", "object"),
    ("mapping", "object"),
];

fn check(cx: &SpecCx, sink: &mut Sink) {
    for option in &cx.spec.options {
        let value = option
            .field("value")
            .filter(|_| option.field("options").is_none());
        if let Some(value) = value.filter(|value| !value.is_mapping()) {
            let message = format!(
                "The `value` of {} must be a mapping with a `type`, but is {}.",
                label(option),
                kind_name(value)
            );
            sink.report(written(value), message);
        }
    }
    for value in &cx.spec.values {
        let any_of = value.node.get("anyOf");
        match (value.node.get("type"), any_of) {
            (Some(_), Some(any_of)) => {
                let span = any_of.key_span().unwrap_or(place(value));
                sink.report(span, "A value has either a `type` or `anyOf`, not both.");
            }
            (None, None) => {
                sink.report(place(value), "This value has no `type`.");
            }
            (Some(node), None) => match node.as_str() {
                None => {
                    let message = format!("A type must be text, but this is {}.", kind_name(node));
                    sink.report(written(node), message);
                }
                Some(name) if spec_words().value_type(name).is_none() => {
                    let types = spec_words().types.iter().map(|known| known.name.as_str());
                    let list: Vec<String> = types.clone().map(|t| format!("`{t}`")).collect();
                    let message =
                        format!("No type is named `{name}`. There are {}.", list.join(", "));
                    let finding = sink.report(node.inner_span(), message);
                    let alias = ALIASES
                        .iter()
                        .find(|(other, _)| name.eq_ignore_ascii_case(other));
                    let meant = alias
                        .map(|(_, meant)| *meant)
                        .or_else(|| nearest(name, types));
                    if let Some(meant) = meant {
                        let edit = edit::set_text(node, meant);
                        finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
                    }
                }
                Some(_) => {}
            },
            (None, Some(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, options, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn every_value_has_one_type() {
        let none = value("example: 1").replace("value:", "«value»:");
        assert_findings(&VALUE_TYPE, &none);
        assert_findings(&VALUE_TYPE, &value("type: «1»"));
        assert_findings(&VALUE_TYPE, &value("type: «text»"));
        assert_findings(&VALUE_TYPE, &value("type: string\n«anyOf»: []"));
        let text = "- name: a\n  description: b\n  value: «string»";
        assert_findings(&VALUE_TYPE, &options(text));
        let empty = "- name: a\n  description: b\n  «value»: {}";
        assert_findings(&VALUE_TYPE, &options(empty));
    }

    #[test]
    fn nested_types_count() {
        let text = "type: object\nproperties:\n- name: b\n  type: «x»\nadditionalProperties:\n  type: array\n  items:\n    anyOf:\n    - type: string\n    - type: «y»";
        assert_findings(&VALUE_TYPE, &value(text));
        assert_findings(&VALUE_TYPE, &value("type: string\nitems: {type: x}"));
    }

    #[test]
    fn the_type_meant_is_named() {
        for (bad, good) in [("bool", "boolean"), ("strng", "string"), ("list", "array")] {
            let after = bare(&in_value(&format!("type: {good}")));
            assert_fix(&VALUE_TYPE, &value(&format!("type: {bad}")), &after);
        }
    }
}
