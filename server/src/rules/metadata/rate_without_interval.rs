//! `metadata/rate-without-interval`

use crate::model::RepoKind;
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// A rate has no interval.
    ///
    /// ## Why
    /// The authoring guide of 2016 asks for the interval of every rate. Today's files leave
    /// it out now and then and nothing minds, so this rule only speaks in repositories of
    /// that layout.
    RATE_WITHOUT_INTERVAL = "metadata/rate-without-interval",
    severity: Hint,
    origin: Guide2016,
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Legacy {
        return;
    }
    for row in cx.table.complete_rows() {
        let (Some(kind), Some(interval)) =
            (row.cell(Column::MetricType), row.cell(Column::Interval))
        else {
            return;
        };
        if kind.value == "rate" && interval.value.is_empty() {
            sink.report(
                kind.inner_span(),
                "A rate needs an interval: the number of seconds it is divided by.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn only_the_layout_of_2016_asks_for_it() {
        let rows = "foo.b,rate,10\nfoo.c,gauge,\n";
        assert_findings(
            &RATE_WITHOUT_INTERVAL,
            &format!(
                "//! legacy\n//- foo/metadata.csv\nmetric_name,metric_type,interval\nfoo.a,«rate»,\n{rows}"
            ),
        );
        assert_findings(
            &RATE_WITHOUT_INTERVAL,
            &format!("//- foo/metadata.csv\nmetric_name,metric_type,interval\nfoo.a,rate,\n{rows}"),
        );
    }
}
