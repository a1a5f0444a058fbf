//! `metadata/invalid-type`

use super::{quoted_list, replace_title};
use crate::catalog::{columns, nearest};
use crate::model::metadata::Column;
use crate::rules::{Applicability, Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// A metric type is not `count`, `gauge` or `rate`.
    ///
    /// ## Why
    /// The column tells how the metric is stored, and these three are all there is.
    /// Names of submission methods, such as `monotonic_count` or `histogram`, and of types
    /// of other systems, such as `counter`, are not stored types. `ddev validate metadata`
    /// fails.
    ///
    /// ## Example
    /// `Gauge`, `counter` and `gauge ` (with a blank) are wrong.
    ///
    /// ## Fix
    /// Replaces the cell by the stored type that was most likely meant; without asking when
    /// only case or blanks differ.
    INVALID_TYPE = "metadata/invalid-type",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let columns = columns();
    let fine = |kind: &str| kind.is_empty() || columns.metric_type(kind).is_some();
    for cell in cx.table.failing(Column::MetricType, fine) {
        let types = || columns.metric_types.iter().map(|t| t.name.as_str());
        let lower = cell.value.trim().to_lowercase();
        let same = types().find(|name| *name == lower);
        let sent = columns.submission_only.iter().find(|s| s.name == lower);
        let meant = same
            .or_else(|| sent.map(|s| s.prefer.as_str()))
            .or_else(|| nearest(&lower, types()));
        let why = if sent.is_some() {
            " This names a way of sending, or a type of another system."
        } else {
            ""
        };
        let message = format!(
            "`{}` is not a metric type; expected {}.{why}",
            cell.value,
            quoted_list(types())
        );
        let finding = sink.report(cell.inner_span(), message);
        if let Some(meant) = meant {
            let applicability = if same.is_some() {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            finding.fix(
                replace_title(meant),
                applicability,
                vec![cell.rewrite(meant)],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn other_words_are_found() {
        let findings = assert_findings(
            &INVALID_TYPE,
            "//- foo/metadata.csv\nmetric_name,metric_type\nfoo.a,gauge\nfoo.b,count\nfoo.c,rate\n\
             foo.d,«Gauge»\nfoo.e,\"«gauge »\"\nfoo.f,«counter»\nfoo.g,«temperature»\nfoo.h,\n",
        );
        assert_eq!(
            findings[2].message,
            "`counter` is not a metric type; expected `gauge`, `count` or `rate`. \
             This names a way of sending, or a type of another system."
        );
        assert!(findings[3].fixes.is_empty());
    }

    #[test]
    fn only_case_and_blanks_are_changed_without_asking() {
        for (written, meant, applicability) in [
            ("Gauge", "gauge", Applicability::Safe),
            ("rate ", "rate", Applicability::Safe),
            ("counter", "count", Applicability::Unsafe),
            ("guage", "gauge", Applicability::Unsafe),
        ] {
            let before =
                format!("//- foo/metadata.csv\nmetric_name,metric_type\nfoo.a,{written}\n");
            assert_fix(
                &INVALID_TYPE,
                &before,
                &format!("metric_name,metric_type\nfoo.a,{meant}\n"),
            );
            let marked = before.replace(written, &format!("«{written}»"));
            let findings = assert_findings(&INVALID_TYPE, &marked);
            assert_eq!(findings[0].fixes[0].applicability, applicability);
        }
    }
}
