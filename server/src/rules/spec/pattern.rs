//! `spec/pattern`

use super::{quoted, report_faults};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// The `pattern` of a text is no text.
    ///
    /// ## Why
    /// A pattern is a regular expression. One that looks like a number to YAML needs quotes.
    ///
    /// ## Fix
    /// Puts it in quotes.
    PATTERN = "spec/pattern",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::Pattern, |_, node, finding| {
        if node.is_scalar() && !node.is_missing() {
            finding.safe_fix("Put it in quotes", vec![quoted(node)]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn patterns_are_text() {
        assert_findings(&PATTERN, &value("type: string\npattern: «[a]»"));
        assert_findings(&PATTERN, &value("type: string\npattern: a+"));
        assert_findings(&PATTERN, &value("type: integer\npattern: 1"));
        let good = bare(&in_value("type: string\npattern: \"12\""));
        assert_fix(&PATTERN, &value("type: string\npattern: 12"), &good);
    }
}
