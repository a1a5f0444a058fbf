//! `metadata/invalid-unit`

use super::replace_title;
use crate::catalog::units;
use crate::model::metadata::{Cell, Column};
use crate::rules::{Applicability, Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// The unit of a metric is not in the catalogue of units.
    ///
    /// ## Why
    /// Graphs scale and label values by their unit. A unit nobody knows is dropped, and
    /// `ddev validate metadata` fails.
    ///
    /// ## Example
    /// `bytes` (plural), `Byte` (upper case) and `ms` (symbol) are not units;
    /// `byte` and `millisecond` are. `garbage` is not one either: the unit is
    /// `garbage collection`.
    ///
    /// ## Fix
    /// Replaces the cell by the unit that was most likely meant; without asking when only
    /// case, blanks or a plural differ.
    INVALID_UNIT = "metadata/invalid-unit",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    report_unknown_units(cx, Column::UnitName, sink);
}

/// Shared with the rule on the per-unit column.
pub(super) fn report_unknown_units(cx: &MetadataCx, column: Column, sink: &mut Sink) {
    let fine = |unit: &str| unit.is_empty() || units().accepts(unit);
    for cell in cx.table.failing(column, fine) {
        report_unknown_unit(cell, sink);
    }
}

fn report_unknown_unit(cell: &Cell, sink: &mut Sink) {
    let meant = units().meant(&cell.value);
    let hint = meant
        .map(|unit| format!(" Did you mean `{}`?", unit.name))
        .unwrap_or_default();
    let finding = sink.report(
        cell.inner_span(),
        format!("`{}` is not a known unit.{hint}", cell.value),
    );
    if let Some(unit) = meant {
        let lower = cell.value.trim().to_lowercase();
        let applicability = if lower == unit.name || lower == unit.plural {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let edit = cell.rewrite(&unit.name);
        finding.fix(replace_title(&unit.name), applicability, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn unknown_units_are_underlined_inside_the_quotes() {
        assert_findings(
            &INVALID_UNIT,
            "//- foo/metadata.csv\n\
             metric_name,metric_type,unit_name\n\
             foo.a,gauge,«bytes»\n\
             foo.b,gauge,\"«Byte»\"\n\
             foo.c,gauge,byte\n\
             foo.d,gauge,\n\
             foo.e,gauge,garbage collection\n\
             foo.f,gauge,name\n",
        );
    }

    #[test]
    fn the_unit_meant_replaces_the_cell() {
        assert_fix(
            &INVALID_UNIT,
            "//- foo/metadata.csv\nmetric_name,unit_name\nfoo.a,\"garbage\"\n",
            "metric_name,unit_name\nfoo.a,\"garbage collection\"\n",
        );
    }

    #[test]
    fn rows_with_a_wrong_number_of_fields_are_left_to_their_own_rule() {
        assert_findings(
            &INVALID_UNIT,
            "//- foo/metadata.csv\nmetric_name,unit_name\nfoo.a,bytes,x\n",
        );
    }
}
