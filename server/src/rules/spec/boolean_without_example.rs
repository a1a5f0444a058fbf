//! `spec/boolean-without-example`

use super::report_faults;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// A boolean option has no `example`.
    ///
    /// ## Why
    /// For every other type something can stand in the example file by itself; a boolean must
    /// say which of the two.
    ///
    /// ## Fix
    /// Inserts `example: false`.
    BOOLEAN_WITHOUT_EXAMPLE = "spec/boolean-without-example",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::BooleanWithoutExample, |_, node, finding| {
        if let Some(value) = node.parent().filter(|_| node.key() == Some("type")) {
            let edit = edit::insert_pair(value, "example", "false");
            finding.unsafe_fix("Insert `example: false`", vec![edit]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn booleans_show_one_of_the_two() {
        assert_findings(&BOOLEAN_WITHOUT_EXAMPLE, &value("type: «boolean»"));
        assert_findings(
            &BOOLEAN_WITHOUT_EXAMPLE,
            &value("type: boolean\nexample: true"),
        );
        let nested = "type: array\nitems: {type: boolean}";
        assert_findings(&BOOLEAN_WITHOUT_EXAMPLE, &value(nested));
    }

    #[test]
    fn false_is_inserted() {
        let good = bare(&in_value("type: boolean\nexample: false"));
        assert_fix(&BOOLEAN_WITHOUT_EXAMPLE, &value("type: boolean"), &good);
    }
}
