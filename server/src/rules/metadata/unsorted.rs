//! `metadata/unsorted`

use crate::model::RepoKind;
use crate::model::metadata::{Column, MetadataTable, Row};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit, line_ending};
use crate::workspace::MetadataCx;

rule! {
    /// The rows are not sorted by metric name.
    ///
    /// ## Why
    /// In integrations-core `ddev validate metadata` demands ascending order, upper case
    /// before lower case; `overrides.validate.metrics.unsorted` of `.ddev/config.toml` lists
    /// the exceptions. Other repositories do not mind the order.
    ///
    /// ## Fix
    /// Sorts the rows. Rows with the same name keep their order; blank lines are dropped.
    UNSORTED = "metadata/unsorted",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Core || cx.repo.config.metrics_unsorted.contains(cx.dir()) {
        return;
    }
    let mut before = None;
    for row in cx.table.rows() {
        let Some(cell) = row.cell(Column::MetricName) else {
            continue;
        };
        let Some(last) = before
            .replace(cell.clone())
            .filter(|b| b.value > cell.value)
        else {
            continue;
        };
        let message = format!(
            "The rows are not sorted by metric name: `{}` belongs before `{}`.",
            cell.value, last.value
        );
        let finding = sink.report(cell.inner_span(), message);
        finding.related(
            cx.file.path.to_string(),
            last.inner_span(),
            "The row before.",
        );
        if let Some(edit) = sort_rows(&cx.table) {
            finding.safe_fix("Sort the rows by metric name", vec![edit]);
        }
        return;
    }
}

/// Sorts the rows below the header by metric name, in the order of the reference
/// validator: by code point, equal names in file order. Rows move as they are written.
/// `None` when they are sorted, or when a row cannot be moved safely.
pub(crate) fn sort_rows(table: &MetadataTable) -> Option<TextEdit> {
    table.header()?;
    table.position(Column::MetricName)?;
    // A cell whose quote is not closed would swallow other rows at its new place.
    let movable = |row: &Row| row.fields().iter().all(|f| f.closed);
    let mut rows: Vec<(Row, _)> = Vec::new();
    for row in table.rows() {
        if !movable(&row) {
            return None;
        }
        let name = row.value(Column::MetricName);
        rows.push((row, name));
    }
    if rows.is_sorted_by(|a, b| a.1 <= b.1) {
        return None;
    }
    let span = Span::cover(rows.first()?.0.record.span, rows.last()?.0.record.span);
    rows.sort_by(|a, b| a.1.cmp(&b.1));
    let lines: Vec<&str> = rows
        .iter()
        .map(|(row, _)| row.record.span.slice(table.text()))
        .collect();
    Some(TextEdit::replace(
        span,
        lines.join(line_ending(table.text())),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_first_row_out_of_order_is_told_in_core_only() {
        let rows = "foo.B\nfoo.a\nfoo.c\nfoo.c\n";
        let findings = assert_findings(
            &UNSORTED,
            &format!("//! core\n//- foo/metadata.csv\nmetric_name\n{rows}«foo.b»\nfoo.a\n"),
        );
        assert_eq!(findings[0].related[0].span.range(), 30..35);
        assert_findings(
            &UNSORTED,
            "//- foo/metadata.csv\nmetric_name\nfoo.b\nfoo.a\n",
        );
        assert_findings(
            &UNSORTED,
            "//! core\n//- foo/metadata.csv\nmetric_name\nfoo.b\nfoo.a\n\
             //- .ddev/config.toml\n[overrides.validate.metrics]\nunsorted = ['foo']\n",
        );
    }

    #[test]
    fn rows_move_as_they_are_written() {
        assert_fix(
            &UNSORTED,
            "//! core\n//- foo/metadata.csv\ninterval,metric_name\r\n1,foo.b\r\n\r\n\
             \"2\",\"foo.a\"\r\n3,foo.b\r\n4,\"foo\r\nx\"",
            "interval,metric_name\r\n4,\"foo\r\nx\"\r\n\"2\",\"foo.a\"\r\n1,foo.b\r\n3,foo.b",
        );
    }

    #[test]
    fn an_open_quote_prevents_sorting() {
        let findings = assert_findings(
            &UNSORTED,
            "//! core\n//- foo/metadata.csv\nmetric_name,interval\nfoo.b,\n«foo.a»,\"\n",
        );
        assert!(findings[0].fixes.is_empty());
    }
}
