//! Completion in `metadata.csv`: columns in the header, values below it.

mod names;
mod row;
mod units;

use super::{Completion, CompletionKind};
use crate::catalog::columns;
use crate::ide::metadata_docs::{column_docs, type_docs};
use crate::ide::metadata_place::Place;
use crate::model::metadata::{Column, usual_header};
use crate::syntax::csv::write_cell;
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

pub(super) fn complete(cx: &MetadataCx, offset: usize) -> Vec<Completion> {
    let lines = cx.file.lines();
    let line = lines.line(offset);
    let range = lines.line_range(cx.text(), line);
    let place = Place::at(cx, offset);
    let blank = cx.text()[range.clone()]
        .trim_matches(['\u{feff}', ' ', '\t'])
        .is_empty();
    match place {
        // A blank line inside a cell of several lines is part of that cell.
        Some(place) if !blank || place.field().span.len() > range.len() => {
            let slot = Slot::new(cx, place, offset);
            // Outside the quotes of a cell nothing can be added to it.
            if !slot.span.touches(offset) {
                return Vec::new();
            }
            if slot.place.header {
                header(&slot)
            } else {
                cell(&slot)
            }
        }
        _ if line == 0 => new_header(cx, offset),
        _ => row::complete(cx, offset, range.into()),
    }
}

/// The cell to fill.
struct Slot<'a, 'c> {
    cx: &'c MetadataCx<'a>,
    place: Place<'a>,
    offset: usize,
    /// Bytes that a value replaces.
    span: Span,
}

impl<'a, 'c> Slot<'a, 'c> {
    fn new(cx: &'c MetadataCx<'a>, place: Place<'a>, offset: usize) -> Self {
        // An edit of a completion may not leave the line of the cursor.
        let lines = cx.file.lines();
        let line: Span = lines.line_range(cx.text(), lines.line(offset)).into();
        let cell = place.replaceable(offset);
        let span = Span {
            start: cell.start.clamp(line.start, line.end),
            end: cell.end.clamp(line.start, line.end),
        };
        Self {
            cx,
            place,
            offset,
            span,
        }
    }

    /// An offer of a value for the whole cell.
    fn item(&self, value: &str, kind: CompletionKind, rank: usize) -> Completion {
        let text = if self.place.field().quoted {
            value.replace('"', "\"\"")
        } else {
            write_cell(value)
        };
        let edit = TextEdit::replace(self.span, text);
        Completion {
            rank: u32::try_from(rank).unwrap_or(u32::MAX),
            ..Completion::new(value, kind, edit)
        }
    }
}

/// The columns that the header does not have yet, in canonical order.
fn header(slot: &Slot) -> Vec<Completion> {
    let own = slot.place.position;
    let others: Vec<_> = slot.place.cells().enumerate().collect();
    let present = |column: Column| {
        others
            .iter()
            .any(|(at, c)| *at != own && *c == column.name())
    };
    Column::ALL
        .into_iter()
        .filter(|column| !present(*column))
        .enumerate()
        .map(|(rank, column)| Completion {
            detail: Some(column.doc().summary.clone()),
            documentation: Some(column_docs(column)),
            ..slot.item(column.name(), CompletionKind::Field, rank)
        })
        .collect()
}

/// The usual header at once, or its first column.
fn new_header(cx: &MetadataCx, offset: usize) -> Vec<Completion> {
    let insert = |text: &str| TextEdit::insert(offset, text);
    let whole = usual_header(cx.repo.kind);
    let first = Column::MetricName;
    vec![
        Completion {
            detail: Some("All usual columns".to_owned()),
            documentation: Some(format!("`{whole}`")),
            ..Completion::new("Header row", CompletionKind::Snippet, insert(&whole))
        },
        Completion {
            rank: 1,
            documentation: Some(column_docs(first)),
            ..Completion::new(first.name(), CompletionKind::Field, insert(first.name()))
        },
    ]
}

fn cell(slot: &Slot) -> Vec<Completion> {
    match slot.place.column() {
        Some(Column::MetricName) => names::complete(slot),
        Some(Column::MetricType) => metric_type(slot),
        Some(column @ (Column::UnitName | Column::PerUnitName)) => units::complete(slot, column),
        Some(Column::Orientation) => orientation(slot),
        Some(Column::Integration) => integration(slot),
        Some(Column::Interval) => interval(slot),
        Some(Column::CuratedMetric) => curated(slot),
        Some(Column::Description | Column::ShortName | Column::SampleTags) | None => Vec::new(),
    }
}

fn metric_type(slot: &Slot) -> Vec<Completion> {
    let columns = columns();
    let stored = columns
        .metric_types
        .iter()
        .enumerate()
        .map(|(rank, kind)| Completion {
            detail: Some(kind.summary.clone()),
            documentation: Some(type_docs(kind)),
            ..slot.item(&kind.name, CompletionKind::Value, rank)
        });
    let typed = slot.span.slice(slot.cx.text()).to_lowercase();
    // A word for a way of sending leads to the stored type, once somebody types it.
    let sent = columns.submission_only.iter().filter_map(|word| {
        let starts = typed.len() > 1 && word.name.starts_with(&typed);
        let kind = columns.metric_type(&word.prefer).filter(|_| starts)?;
        Some(Completion {
            label: format!("{} (for {})", kind.name, word.name),
            detail: Some(kind.summary.clone()),
            documentation: Some(word.docs.clone()),
            filter: Some(word.name.clone()),
            ..slot.item(&kind.name, CompletionKind::Value, 10)
        })
    });
    stored.chain(sent).collect()
}

fn orientation(slot: &Slot) -> Vec<Completion> {
    let known = columns().orientations.iter().enumerate();
    known
        .map(|(rank, orientation)| Completion {
            detail: Some(orientation.label.clone()),
            documentation: Some(orientation.docs.clone()),
            ..slot.item(&orientation.value, CompletionKind::Value, rank)
        })
        .collect()
}

/// The expected name; where nothing tells it, what the other rows say.
fn integration(slot: &Slot) -> Vec<Completion> {
    let expected = slot
        .cx
        .expected_integration()
        .map(|expected| expected.value);
    let values = match expected {
        Some(value) => vec![value],
        None => by_frequency(slot.cx, Column::Integration),
    };
    let items = values.iter().enumerate();
    items
        .map(|(rank, value)| Completion {
            preselect: rank == 0,
            ..slot.item(value, CompletionKind::Reference, rank)
        })
        .collect()
}

fn interval(slot: &Slot) -> Vec<Completion> {
    let used = by_frequency(slot.cx, Column::Interval);
    let customary = &columns().interval_customary;
    let docs = |value: &str| {
        customary
            .iter()
            .find(|i| i.value == value)
            .map(|i| i.docs.clone())
    };
    let rest = customary
        .iter()
        .map(|i| &i.value)
        .filter(|value| !used.contains(value));
    used.iter()
        .chain(rest)
        .enumerate()
        .map(|(rank, value)| Completion {
            detail: Some(format!("{value} seconds")),
            documentation: docs(value),
            ..slot.item(value, CompletionKind::Value, rank)
        })
        .collect()
}

/// The part between the vertical bars under the cursor.
fn curated(slot: &Slot) -> Vec<Completion> {
    let text = slot.span.slice(slot.cx.text());
    let within = slot
        .offset
        .saturating_sub(slot.span.start as usize)
        .min(text.len());
    let start = text[..within].rfind('|').map_or(0, |at| at + 1);
    let end = text[within..]
        .find('|')
        .map_or(text.len(), |at| within + at);
    let base = slot.span.start as usize;
    let part = Span::new(base + start, base + end);
    let others = [&text[..start], &text[end..]].concat();
    let taken = |name: &str| others.split('|').any(|other| other == name);
    let known = &columns().curated;
    let parts = known.iter().filter(|doc| !taken(&doc.name)).enumerate();
    let mut items: Vec<Completion> = parts
        .map(|(rank, doc)| Completion {
            documentation: Some(doc.docs.clone()),
            edit: TextEdit::replace(part, doc.name.as_str()),
            ..slot.item(&doc.name, CompletionKind::Value, rank)
        })
        .collect();
    if part == slot.span {
        let all: Vec<&str> = known.iter().map(|doc| doc.name.as_str()).collect();
        items.push(slot.item(&all.join("|"), CompletionKind::Value, known.len()));
    }
    items
}

/// Values of a column that occur in the file, most frequent first.
fn by_frequency(cx: &MetadataCx, column: Column) -> Vec<String> {
    let mut counts = foldhash::HashMap::default();
    for cell in cx
        .table
        .column(column)
        .filter(|cell| !cell.value.is_empty())
    {
        *counts.entry(cell.value.clone()).or_insert(0usize) += 1;
    }
    let mut values: Vec<_> = counts.into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    values
        .into_iter()
        .map(|(value, _)| value.into_owned())
        .collect()
}

#[cfg(test)]
mod tests;
