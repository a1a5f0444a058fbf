//! `metadata/time-per-time`

use crate::catalog::units;
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// Both units of a row are units of time.
    ///
    /// ## Why
    /// Time per time is a plain number, a share. The unit `fraction` says so, and graphs
    /// can show it as such. `ddev validate metadata` fails.
    ///
    /// ## Example
    /// `unit_name` `second` with `per_unit_name` `second`.
    ///
    /// ## Fix
    /// Writes `fraction` and empties the per-unit. Check the values then: milliseconds per
    /// second are not a fraction before they are divided by 1000.
    TIME_PER_TIME = "metadata/time-per-time",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Unsafe,
    check: Metadata(check),
}

const SHARE: &str = "fraction";

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let is_time = |name: &str| !name.is_empty() && units().get(name).is_some_and(|u| u.time);
    // Both have a cell in every complete row, or one has none at all.
    let units_of_rows = cx.table.column(Column::UnitName);
    for (unit, per) in units_of_rows.zip(cx.table.column(Column::PerUnitName)) {
        if per.value.is_empty() || !is_time(&per.value) || !is_time(&unit.value) {
            continue;
        }
        let message = format!(
            "`{}` per `{}` is time per time; the unit of a share is `{SHARE}`.",
            unit.value, per.value
        );
        sink.report(unit.inner_span(), message)
            .related(
                cx.file.path.to_string(),
                per.inner_span(),
                "The unit of the denominator.",
            )
            .unsafe_fix(
                format!("Use `{SHARE}`"),
                vec![unit.rewrite(SHARE), per.rewrite("")],
            );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn two_units_of_time_are_found() {
        assert!(units().accepts(SHARE));
        assert_findings(
            &TIME_PER_TIME,
            "//- foo/metadata.csv\nmetric_name,unit_name,per_unit_name\n\
             foo.a,«millisecond»,second\nfoo.b,byte,second\nfoo.c,second,\nfoo.d,,second\n\
             foo.e,unix second,second\n",
        );
    }

    #[test]
    fn a_share_of_time_is_a_fraction() {
        assert_fix(
            &TIME_PER_TIME,
            "//- foo/metadata.csv\nmetric_name,unit_name,per_unit_name\nfoo.a,second,second\n",
            "metric_name,unit_name,per_unit_name\nfoo.a,fraction,\n",
        );
    }
}
