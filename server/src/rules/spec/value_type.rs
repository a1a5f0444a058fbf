//! `spec/value-type`

use super::report_faults;
use crate::catalog::{nearest, spec_words};
use crate::engine::{Code, Mark};
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
    report_faults(cx, sink, Code::ValueType, |error, node, finding| {
        let Some(name) = node.as_str().filter(|_| error.site.mark == Mark::Text) else {
            return;
        };
        let types = spec_words().types.iter().map(|known| known.name.as_str());
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
    });
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
