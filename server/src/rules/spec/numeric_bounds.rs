//! `spec/numeric-bounds`

use super::report_all;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// The bounds of a number or list are no numbers, or leave nothing between them.
    ///
    /// ## Why
    /// `minimum` and `maximum` are numbers, `minItems` and `maxItems` whole numbers, and the
    /// greater bound must be greater.
    NUMERIC_BOUNDS = "spec/numeric-bounds",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_all(cx, sink, Code::NumericBounds);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::value;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn bounds_are_numbers_in_order() {
        for bad in [
            "type: integer\nminimum: «\"1\"»",
            "type: number\n«maximum»:",
            "type: integer\nminimum: 5\nmaximum: «5»",
            "type: array\nitems: {type: string}\nminItems: «1.0»",
            "type: array\nitems: {type: string}\nminItems: 3\nmaxItems: «2»",
            "type: array\nitems: {type: integer, minimum: «a»}",
        ] {
            assert_findings(&NUMERIC_BOUNDS, &value(bad));
        }
    }

    #[test]
    fn other_types_have_no_bounds() {
        for good in [
            "type: string\nminimum: a",
            "type: integer\nminimum: 1.5\nmaximum: 2\nminItems: a",
            "type: integer\nminimum: 5\nexclusiveMaximum: a",
        ] {
            assert_findings(&NUMERIC_BOUNDS, &value(good));
        }
    }
}
