//! Completion on an empty line: a whole new row.

use super::names;
use crate::catalog::columns;
use crate::ide::completion::{Completion, CompletionKind, escape_snippet};
use crate::model::metadata::Column;
use crate::syntax::csv::write_cell;
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

/// Offers on a line that holds nothing but blanks.
pub(super) fn complete(cx: &MetadataCx, offset: usize, line: Span) -> Vec<Completion> {
    if cx.table.header().is_none() {
        return Vec::new();
    }
    let mut items = vec![Completion {
        detail: Some("All columns, the integration filled in".to_owned()),
        snippet: true,
        ..Completion::new(
            "New metric",
            CompletionKind::Snippet,
            TextEdit::replace(line, snippet(cx, offset)),
        )
    }];
    if cx.table.column_at(0) == Some(Column::MetricName) {
        let mut names = names::items(cx, line, offset);
        // The whole row first.
        names.iter_mut().for_each(|item| item.rank += 1);
        items.extend(names);
    }
    items
}

/// A row in the order of the header: tab stops for what has to be written, choices where
/// the values are few.
fn snippet(cx: &MetadataCx, offset: usize) -> String {
    let mut stop = 0;
    let mut next = || {
        stop += 1;
        stop
    };
    let columns = columns();
    let cells: Vec<String> = cx
        .table
        .header_cells()
        .map(|cell| match Column::from_name(&cell.value) {
            Some(Column::MetricName) => {
                let start = names::namespace_above(cx, offset)
                    .or_else(|| cx.expected_prefix().map(|prefix| prefix.value));
                let start = escape_snippet(&start.unwrap_or_default());
                format!("{start}${{{}:name}}", next())
            }
            Some(Column::MetricType) => {
                choice(next(), columns.metric_types.iter().map(|t| t.name.as_str()))
            }
            Some(Column::Orientation) => {
                let mut values: Vec<&str> = columns
                    .orientations
                    .iter()
                    .map(|o| o.value.as_str())
                    .collect();
                // Neither direction is by far the most frequent.
                values.sort_by_key(|value| *value != "0");
                choice(next(), values.into_iter())
            }
            Some(Column::Integration) => {
                let expected = cx.expected_integration();
                expected.map_or_else(
                    || format!("${{{}}}", next()),
                    |expected| escape_snippet(&write_cell(&expected.value)),
                )
            }
            Some(
                Column::UnitName | Column::PerUnitName | Column::Description | Column::ShortName,
            ) => {
                format!("${{{}}}", next())
            }
            Some(Column::Interval | Column::CuratedMetric | Column::SampleTags) | None => {
                String::new()
            }
        })
        .collect();
    format!("{}$0", cells.join(","))
}

/// A tab stop with a list to choose from; the first is there at once.
fn choice<'v>(stop: u32, values: impl Iterator<Item = &'v str>) -> String {
    format!("${{{stop}|{}|}}", values.collect::<Vec<_>>().join(","))
}
