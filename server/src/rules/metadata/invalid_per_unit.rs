//! `metadata/invalid-per-unit`

use super::invalid_unit::report_unknown_units;
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// The unit of the denominator is not in the catalogue of units.
    ///
    /// ## Why
    /// `per_unit_name` follows the same list as `unit_name`; `ddev validate metadata` fails
    /// on other words. It may stand alone: a metric per second whose numerator has no name.
    ///
    /// ## Example
    /// `seconds` and `s` are not units; `second` is.
    ///
    /// ## Fix
    /// Replaces the cell by the unit that was most likely meant.
    INVALID_PER_UNIT = "metadata/invalid-per-unit",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    report_unknown_units(cx, Column::PerUnitName, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn unknown_units_are_found_in_this_column_only() {
        assert_findings(
            &INVALID_PER_UNIT,
            "//- foo/metadata.csv\nmetric_name,unit_name,per_unit_name\n\
             foo.a,bytes,second\nfoo.b,byte,«seconds»\nfoo.c,,second\nfoo.d,byte,« second»\n",
        );
    }

    #[test]
    fn the_unit_meant_replaces_the_cell() {
        assert_fix(
            &INVALID_PER_UNIT,
            "//- foo/metadata.csv\nmetric_name,per_unit_name\nfoo.a,s\n",
            "metric_name,per_unit_name\nfoo.a,second\n",
        );
    }
}
