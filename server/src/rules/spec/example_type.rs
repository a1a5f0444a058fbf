//! `spec/example-type`

use super::{quoted, report_faults};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// An example does not fit its type.
    ///
    /// ## Why
    /// The example is what users copy, and often the default. ddev compares it with the type,
    /// at every depth; under `anyOf` it may be anything.
    ///
    /// ## Example
    /// `example: 8080` below `type: string` is a number; write `example: "8080"`.
    ///
    /// ## Fix
    /// Puts quotes around text that YAML reads as something else, and takes them off booleans
    /// and numbers.
    EXAMPLE_TYPE = "spec/example-type",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::ExampleType, |_, node, finding| {
        let named = node.parent().and_then(|value| value.get("type"));
        let name = named.and_then(|named| named.as_str()).unwrap_or_default();
        match (name, node.as_str()) {
            ("string", _) if node.is_scalar() && node == node.value() && !node.is_missing() => {
                finding.safe_fix("Put it in quotes", vec![quoted(node)]);
            }
            ("boolean", Some(text)) if matches!(&*text.to_ascii_lowercase(), "true" | "false") => {
                let said = text.to_ascii_lowercase();
                let edit = edit::set_raw(node, &said);
                finding.safe_fix(format!("Replace by `{said}`"), vec![edit]);
            }
            ("integer" | "number", Some(text)) if text.parse::<i64>().is_ok() => {
                let number = text.parse::<i64>().unwrap_or_default().to_string();
                let edit = edit::set_raw(node, &number);
                finding.safe_fix(format!("Replace by `{number}`"), vec![edit]);
            }
            _ => {}
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn examples_fit_their_type() {
        for bad in [
            "type: string\nexample: «8080»",
            "type: string\nexample: «2020-01-01»",
            "type: string\n«example»:",
            "type: string\nexample: «yes»",
            "type: integer\nexample: «\"1\"»",
            "type: number\nexample: «1e3»",
            "type: boolean\nexample: «1»",
            "type: array\nitems: {type: string}\nexample: «a»",
            "type: object\nexample: «[]»",
            "type: array\nitems:\n  type: string\n  example: «1»",
        ] {
            assert_findings(&EXAMPLE_TYPE, &value(bad));
        }
    }

    #[test]
    fn numbers_are_taken_generously() {
        for good in [
            "type: integer\nexample: 1.5",
            "type: integer\nexample: true",
            "type: string\nexample: 1e3",
            "type: boolean\nexample: yes",
            "anyOf: [{type: string}, {type: integer}]\nexample: []",
        ] {
            assert_findings(&EXAMPLE_TYPE, &value(good));
        }
    }

    #[test]
    fn quotes_come_and_go() {
        for (bad, good) in [
            (
                "type: string\nexample: 8080",
                "type: string\nexample: \"8080\"",
            ),
            (
                "type: boolean\nexample: 'False'",
                "type: boolean\nexample: false",
            ),
            ("type: integer\nexample: '05'", "type: integer\nexample: 5"),
        ] {
            assert_fix(&EXAMPLE_TYPE, &value(bad), &bare(&in_value(good)));
        }
    }
}
