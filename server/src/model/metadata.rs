//! `metadata.csv`: the columns, a row view by column name, and the metrics that
//! other files refer to.

mod facts;

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{RepoKind, SourceFile};
use crate::catalog::{ColumnDoc, columns};
use crate::syntax::csv::{Csv, Field, Record, write_cell, write_quoted};
use crate::text::{Span, TextEdit};

pub use facts::{MetadataFacts, MetricFact};

/// A known column. The order is the canonical one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Column {
    MetricName,
    MetricType,
    Interval,
    UnitName,
    PerUnitName,
    Description,
    Orientation,
    Integration,
    ShortName,
    CuratedMetric,
    SampleTags,
}

impl Column {
    /// All columns in canonical order.
    pub const ALL: [Self; 11] = [
        Self::MetricName,
        Self::MetricType,
        Self::Interval,
        Self::UnitName,
        Self::PerUnitName,
        Self::Description,
        Self::Orientation,
        Self::Integration,
        Self::ShortName,
        Self::CuratedMetric,
        Self::SampleTags,
    ];

    /// Header text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MetricName => "metric_name",
            Self::MetricType => "metric_type",
            Self::Interval => "interval",
            Self::UnitName => "unit_name",
            Self::PerUnitName => "per_unit_name",
            Self::Description => "description",
            Self::Orientation => "orientation",
            Self::Integration => "integration",
            Self::ShortName => "short_name",
            Self::CuratedMetric => "curated_metric",
            Self::SampleTags => "sample_tags",
        }
    }

    /// What the catalog tells of it.
    #[must_use]
    pub fn doc(self) -> &'static ColumnDoc {
        let doc = columns().get(self.name());
        doc.expect("the catalog documents every column; a test makes sure")
    }

    /// Column of a header text; exact, as the reference validator compares.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

/// Header of a new file: the columns of the era of a repository, without the one that
/// most files leave out.
#[must_use]
pub fn usual_header(kind: RepoKind) -> String {
    let columns: Vec<&str> = Column::ALL
        .into_iter()
        .filter(|column| match kind {
            RepoKind::Legacy => column.doc().since == "2016",
            _ => *column != Column::SampleTags,
        })
        .map(Column::name)
        .collect();
    columns.join(",")
}

/// View of a metric table.
#[derive(Debug, Clone)]
pub struct MetadataTable<'a> {
    csv: &'a Csv,
    text: &'a str,
    /// Field index of every known column; the last one wins when a header is repeated.
    positions: [Option<usize>; Column::ALL.len()],
    /// Cells of each column, once somebody asks: several rules look at the same.
    columns: [OnceCell<Vec<Cell<'a>>>; Column::ALL.len()],
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// Decoded value.
    pub value: Cow<'a, str>,
    /// The field as written.
    pub field: Field,
}

impl Cell<'_> {
    /// Bytes of the field, quotes included: what a replacement of the cell covers.
    #[must_use]
    pub fn span(&self) -> Span {
        self.field.span
    }

    /// Bytes to underline: between the quotes, or the field when it is empty there.
    #[must_use]
    pub fn inner_span(&self) -> Span {
        self.field.inner_span()
    }

    /// Edit that gives the cell another value; a quoted cell stays quoted.
    #[must_use]
    pub fn rewrite(&self, value: &str) -> TextEdit {
        let text = if self.field.quoted {
            write_quoted(value)
        } else {
            write_cell(value)
        };
        TextEdit::replace(self.span(), text)
    }
}

impl<'a> MetadataTable<'a> {
    /// View of a parsed file; `None` when it is no CSV file.
    #[must_use]
    pub fn of(file: &'a SourceFile) -> Option<Self> {
        let csv = file.csv()?;
        let text: &str = &file.text;
        let mut positions = [None; Column::ALL.len()];
        // After a leading blank line the reference reader has an empty header.
        if !csv.leading_blank_line
            && let Some(header) = csv.records().first()
        {
            for (position, field) in csv.fields(header).iter().enumerate() {
                if let Some(column) = Column::from_name(&field.value(text)) {
                    positions[column as usize] = Some(position);
                }
            }
        }
        Some(Self {
            csv,
            text,
            positions,
            columns: Default::default(),
        })
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The raw records.
    #[must_use]
    pub fn csv(&self) -> &'a Csv {
        self.csv
    }

    /// Header record; `None` in an empty file or after a leading blank line.
    #[must_use]
    pub fn header(&self) -> Option<&'a Record> {
        if self.csv.leading_blank_line {
            None
        } else {
            self.csv.records().first()
        }
    }

    /// Header cells in file order.
    pub fn header_cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let (csv, text) = (self.csv, self.text);
        let fields = self
            .header()
            .map(|header| csv.fields(header))
            .unwrap_or_default();
        fields.iter().map(move |field| Cell {
            value: field.value(text),
            field: *field,
        })
    }

    /// Field index of a column.
    #[must_use]
    pub fn position(&self, column: Column) -> Option<usize> {
        self.positions[column as usize]
    }

    /// Column at a field index, when the header there is a known one.
    #[must_use]
    pub fn column_at(&self, position: usize) -> Option<Column> {
        let header = self.header()?;
        let field = self.csv.fields(header).get(position)?;
        Column::from_name(&field.value(self.text))
    }

    /// True when there is at least one row below the header, malformed ones included.
    #[must_use]
    pub fn has_rows(&self) -> bool {
        self.rows().next().is_some()
    }

    /// Position of the cell whose quote is not closed: it reaches the end of the file, or
    /// swallows line breaks and has text after the quote that ends it.
    #[must_use]
    pub fn unclosed_field(&self, record: &Record) -> Option<usize> {
        if !self.csv.has_open_field() {
            return None;
        }
        self.csv.fields(record).iter().position(|field| {
            let raw = field.span.slice(self.text);
            let at_end = field.span.end as usize == self.text.len();
            let open = || raw.bytes().filter(|b| *b == b'"').count() % 2 == 1;
            field.quoted && !field.closed && (raw.contains(['\n', '\r']) || (at_end && open()))
        })
    }

    /// Edit that deletes a record with its line break; of a last line without line break
    /// it takes the one before.
    #[must_use]
    pub fn delete(&self, record: &Record) -> TextEdit {
        let (mut start, mut end) = (record.span.start as usize, record.span.end as usize);
        let before = &self.text[..start];
        let after = &self.text[end..];
        let width = |text: &str, breaks: [&str; 3], at_end: bool| {
            let found = breaks.into_iter().find(|b| {
                if at_end {
                    text.ends_with(b)
                } else {
                    text.starts_with(b)
                }
            });
            found.map_or(0, str::len)
        };
        match width(after, ["\r\n", "\n", "\r"], false) {
            0 => start -= width(before, ["\r\n", "\n", "\r"], true),
            width => end += width,
        }
        TextEdit::delete(Span::new(start, end))
    }

    /// All rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a, '_>> {
        let skip = usize::from(!self.csv.leading_blank_line);
        self.csv.records().iter().skip(skip).map(|record| Row {
            table: self,
            record,
        })
    }

    /// Rows with as many fields as the header: the only ones whose cells are judged.
    pub fn complete_rows(&self) -> impl Iterator<Item = Row<'a, '_>> {
        let width = self
            .header()
            .map_or(0, |header| self.csv.fields(header).len());
        self.rows().filter(move |row| row.fields().len() == width)
    }

    /// Cells of one column over the complete rows, in file order.
    pub fn column(&self, column: Column) -> std::slice::Iter<'_, Cell<'a>> {
        let cells = || {
            let Some(position) = self.position(column) else {
                return Vec::new();
            };
            let mut cells = Vec::with_capacity(self.csv.records().len());
            for row in self.complete_rows() {
                let field = row.fields()[position];
                let value = field.value(self.text);
                cells.push(Cell { value, field });
            }
            cells
        };
        self.columns[column as usize].get_or_init(cells).iter()
    }

    /// Cells of one column whose value is not fine. What stands in row after row, as most units
    /// and types do, is judged once.
    pub fn failing(
        &self,
        column: Column,
        fine: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = &Cell<'a>> {
        let mut before: Option<(&str, bool)> = None;
        self.column(column).filter(move |cell| {
            let value = &*cell.value;
            let known = before.filter(|(judged, _)| *judged == value);
            let (_, is_fine) = known.unwrap_or_else(|| (value, fine(value)));
            before = Some((value, is_fine));
            !is_fine
        })
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a, 't> {
    table: &'t MetadataTable<'a>,
    /// The record.
    pub record: &'a Record,
}

impl<'a> Row<'a, '_> {
    /// Fields in file order.
    #[must_use]
    pub fn fields(&self) -> &'a [Field] {
        self.table.csv.fields(self.record)
    }

    /// Cell of a column; `None` when the file has no such column or the row is too short.
    #[must_use]
    pub fn cell(&self, column: Column) -> Option<Cell<'a>> {
        let field = *self.fields().get(self.table.position(column)?)?;
        Some(Cell {
            value: field.value(self.table.text),
            field,
        })
    }

    /// Value of a column, empty when there is none.
    #[must_use]
    pub fn value(&self, column: Column) -> Cow<'a, str> {
        self.cell(column).map(|cell| cell.value).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileKind;
    use crate::text::apply_edits;

    #[test]
    fn every_column_is_documented() {
        for (column, doc) in Column::ALL.into_iter().zip(&columns().columns) {
            assert_eq!(column.doc().name, doc.name);
        }
    }

    #[test]
    fn every_failing_cell_is_told_and_each_run_is_judged_once() {
        let text = "metric_name,unit_name\na,byte\nb,byte\nc,bit\nd,bit\ne,byte\nf\ng,bit\n";
        let file = SourceFile::parse("m".into(), FileKind::Metadata, text.into());
        let table = MetadataTable::of(&file).expect("a table");
        let judged = std::cell::Cell::new(0);
        let fine = |unit: &str| {
            judged.set(judged.get() + 1);
            unit == "byte"
        };
        let failing = table.failing(Column::UnitName, fine);
        let places: Vec<u32> = failing.map(|cell| cell.span().start).collect();
        let wanted = text.match_indices("bit").map(|(at, _)| at as u32);
        assert_eq!(places, wanted.collect::<Vec<_>>());
        assert_eq!(judged.get(), 4);
        assert_eq!(table.failing(Column::Interval, |_| false).count(), 0);
    }

    #[test]
    fn a_deleted_row_takes_one_line_break_with_it() {
        let delete_last = |text: &str| {
            let file =
                SourceFile::parse("foo/metadata.csv".into(), FileKind::Metadata, text.into());
            let table = MetadataTable::of(&file).unwrap();
            let edit = table.delete(table.rows().last().unwrap().record);
            apply_edits(text, &[edit]).unwrap()
        };
        assert_eq!(delete_last("a\r\nb\r\nc\r\n"), "a\r\nb\r\n");
        assert_eq!(delete_last("a\r\nb\r\nc"), "a\r\nb");
        assert_eq!(delete_last("a\nb\n\nc\n"), "a\nb\n\n");
    }
}
