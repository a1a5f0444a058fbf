//! `metadata/unknown-column`

use super::replace_title;
use crate::catalog::nearest;
use crate::model::metadata::{Column, MetadataTable};
use crate::rules::{Applicability, Severity, Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

rule! {
    /// The header has a column that does not exist.
    ///
    /// ## Why
    /// `ddev validate metadata` knows eleven columns and fails on any other; case and blanks
    /// matter. It looks only when there are rows, so in a file with nothing but the header
    /// this is a hint.
    ///
    /// ## Example
    /// `Metric_Name`, ` interval` (with a blank) and an empty cell after a trailing comma.
    ///
    /// ## Fix
    /// Writes the column that was meant, or removes a column without name and content.
    UNKNOWN_COLUMN = "metadata/unknown-column",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

/// A header of more cells than this is none; its first cells tell enough.
const MAX_CELLS: usize = 1000;

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let cells = cx.table.header_cells().take(MAX_CELLS);
    for (position, cell) in cells.enumerate() {
        if Column::from_name(&cell.value).is_some() {
            continue;
        }
        let message = if cell.value.is_empty() {
            "A header cell is empty.".to_owned()
        } else {
            format!("`{}` is not a column of metric tables.", cell.value)
        };
        let finding = sink.report(cell.inner_span(), message);
        if !cx.table.has_rows() {
            finding.severity(Severity::Hint);
        }
        if let Some(column) = meant(&cell.value, &cx.table) {
            let same = cell.value.trim().to_lowercase() == column.name();
            let applicability = if same {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            let edit = cell.rewrite(column.name());
            finding.fix(replace_title(column.name()), applicability, vec![edit]);
        } else if cell.value.is_empty()
            && let Some(edits) = remove_empty(&cx.table, position)
        {
            finding.safe_fix("Remove the empty column", edits);
        }
    }
}

/// The absent column that an unknown header most likely stands for.
fn meant(header: &str, table: &MetadataTable) -> Option<Column> {
    if header.is_empty() {
        return None;
    }
    let absent = Column::ALL
        .into_iter()
        .filter(|column| table.position(*column).is_none());
    nearest(header, absent.map(Column::name)).and_then(Column::from_name)
}

/// True when some unknown header most likely stands for this absent column.
pub(super) fn is_misspelt(column: Column, table: &MetadataTable) -> bool {
    table
        .header_cells()
        .filter(|cell| Column::from_name(&cell.value).is_none())
        .any(|cell| meant(&cell.value, table) == Some(column))
}

/// Deletes a column with the comma before it, where all its cells are empty.
fn remove_empty(table: &MetadataTable, position: usize) -> Option<Vec<TextEdit>> {
    let header = table.header()?;
    let rows = table.complete_rows().map(|row| row.record);
    let mut edits = Vec::new();
    for record in std::iter::once(header).chain(rows) {
        let field = table.csv().fields(record).get(position)?;
        if position == 0 || !field.value(table.text()).is_empty() {
            return None;
        }
        let span = field.span.range();
        edits.push(TextEdit::delete(Span::new(span.start - 1, span.end)));
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn other_headers_are_found_once() {
        let findings = assert_findings(
            &UNKNOWN_COLUMN,
            "//- foo/metadata.csv\n«Metric_Name»,metric_type,« interval»,«owner»,«»\n\
             foo.a,gauge,,x,\nfoo.b,gauge,,x,\n\
             //- bar/metadata.csv\nmetric_name,sample_tags,curated_metric\nfoo.a,,\n",
        );
        let fixes: Vec<usize> = findings.iter().map(|f| f.fixes.len()).collect();
        assert_eq!(fixes, [1, 1, 0, 1]);
    }

    #[test]
    fn without_rows_it_is_a_hint() {
        let fixture = "//- foo/metadata.csv\n«owner»\n";
        let findings = assert_findings(&UNKNOWN_COLUMN, fixture);
        assert_eq!(findings[0].severity, Severity::Hint);
    }

    #[test]
    fn near_misses_are_renamed_and_empty_columns_removed() {
        assert_fix(
            &UNKNOWN_COLUMN,
            "//- foo/metadata.csv\n\"Metric_Name\",metric_type\nfoo.a,gauge\n",
            "\"metric_name\",metric_type\nfoo.a,gauge\n",
        );
        assert_fix(
            &UNKNOWN_COLUMN,
            "//- foo/metadata.csv\nmetric_name,,metric_type\r\nfoo.a,\"\",gauge\r\nfoo.b,gauge\r\n",
            "metric_name,metric_type\r\nfoo.a,gauge\r\nfoo.b,gauge\r\n",
        );
    }
}
