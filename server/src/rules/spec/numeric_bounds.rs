//! `spec/numeric-bounds`

use super::{is_number, is_whole, kind_name, written};
use crate::model::spec::SpecValue;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::{Scalar, YamlNode};
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
    for value in &cx.spec.values {
        let numbers = (["integer", "number"], "minimum", "maximum");
        check_bounds(cx, sink, value, numbers, is_number, "a number");
        let items = (["array", "array"], "minItems", "maxItems");
        check_bounds(cx, sink, value, items, is_whole, "a whole number");
    }
}

fn check_bounds(
    cx: &SpecCx,
    sink: &mut Sink,
    value: &SpecValue,
    (types, low, high): ([&str; 2], &str, &str),
    fits: fn(YamlNode) -> bool,
    wanted: &str,
) {
    let mut bound = |key: &str| {
        let node = value.field_of(&types, key)?;
        if fits(node) {
            return Some(node);
        }
        let message = format!("`{key}` must be {wanted}, not {}.", kind_name(node));
        sink.report(written(node), message);
        None
    };
    let (Some(least), Some(most)) = (bound(low), bound(high)) else {
        return;
    };
    if matches!((number(least), number(most)), (Some(least), Some(most)) if most <= least) {
        let message = format!("`{high}` must be greater than `{low}`.");
        let finding = sink.report(written(most), message);
        finding.related(&*cx.file.path, written(least), format!("The `{low}`."));
    }
}

fn number(node: YamlNode) -> Option<f64> {
    match node.scalar()? {
        Scalar::Int(value) => Some(value as f64),
        Scalar::Float(value) => Some(value),
        Scalar::Bool(value) => Some(f64::from(u8::from(value))),
        _ => None,
    }
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
