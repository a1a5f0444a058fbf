//! `metadata/duplicate-metric`

use crate::model::metadata::Column;
use crate::rules::{Applicability, Sink, Tag, rule};
use crate::workspace::MetadataCx;
use foldhash::HashMap;
use foldhash::fast::RandomState;

rule! {
    /// A metric has two rows.
    ///
    /// ## Why
    /// Only one of them can count, and nobody knows which. `ddev validate metadata` fails.
    /// Names are compared exactly: upper and lower case are different metrics.
    ///
    /// ## Fix
    /// Deletes the later row; without asking only when both rows are the same.
    DUPLICATE_METRIC = "metadata/duplicate-metric",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let rows = cx.table.csv().records().len();
    let mut first = HashMap::with_capacity_and_hasher(rows, RandomState::default());
    for row in cx.table.complete_rows() {
        let Some(cell) = row.cell(Column::MetricName) else {
            return;
        };
        if cell.value.is_empty() {
            continue;
        }
        let place = (cell.inner_span(), row.record.span);
        let Some((earlier, whole)) = first.get(&cell.value).copied() else {
            first.insert(cell.value, place);
            continue;
        };
        let same = whole.slice(cx.text()) == row.record.span.slice(cx.text());
        let (applicability, title) = if same {
            (
                Applicability::Safe,
                "Delete this row, a copy of the first one",
            )
        } else {
            (Applicability::Unsafe, "Delete this row")
        };
        sink.report(place.0, format!("`{}` already has a row.", cell.value))
            .related(cx.file.path.to_string(), earlier, "The first row.")
            .tag(Tag::Unnecessary)
            .fix(title, applicability, vec![cx.table.delete(row.record)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn every_row_after_the_first_is_told() {
        let findings = assert_findings(
            &DUPLICATE_METRIC,
            "//- foo/metadata.csv\nmetric_name,metric_type\nfoo.a,gauge\nfoo.A,gauge\n\
             «foo.a»,rate\n\"«foo.a»\",gauge\n,gauge\n,gauge\nfoo.a,gauge,surplus\n",
        );
        assert_eq!(findings[1].related[0].span.range(), 24..29);
    }

    #[test]
    fn deleting_is_safe_only_for_copies() {
        let applicability = |second: &str| {
            let fixture =
                format!("//- foo/metadata.csv\nmetric_name,interval\nfoo.a,1\n«foo.a»,{second}\n");
            assert_findings(&DUPLICATE_METRIC, &fixture)[0].fixes[0].applicability
        };
        assert_eq!(applicability("1"), Applicability::Safe);
        assert_eq!(applicability("2"), Applicability::Unsafe);
    }

    #[test]
    fn the_row_goes_with_its_line_break() {
        assert_fix(
            &DUPLICATE_METRIC,
            "//- foo/metadata.csv\nmetric_name,interval\r\nfoo.a,1\r\nfoo.a,\"x\r\ny\"\r\nfoo.b,\r\n",
            "metric_name,interval\r\nfoo.a,1\r\nfoo.b,\r\n",
        );
    }
}
