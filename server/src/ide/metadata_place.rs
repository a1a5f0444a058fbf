//! The cell of `metadata.csv` under the cursor, also in rows that are only half typed.
//! Completion, hover and definition all start here.

use std::borrow::Cow;

use crate::model::metadata::{Column, MetadataTable};
use crate::syntax::csv::{Csv, Field, Record};
use crate::text::Span;
use crate::workspace::MetadataCx;

/// Records that touch a range, the header included; none in a file without a header.
pub(super) fn touching<'a>(cx: &MetadataCx<'a>, within: Span) -> &'a [Record] {
    if cx.table.header().is_none() {
        return &[];
    }
    let records = cx.table.csv().records();
    let first = records.partition_point(|record| record.span.end < within.start);
    let end = records.partition_point(|record| record.span.start <= within.end);
    records.get(first..end).unwrap_or_default()
}

/// The column of every field of a row, as far as the header names known ones.
pub(super) fn columns_in_order(cx: &MetadataCx) -> Vec<Option<Column>> {
    let cells = cx.table.header_cells();
    cells.map(|cell| Column::from_name(&cell.value)).collect()
}

/// The cell under the cursor and the row around it.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    table: MetadataTable<'a>,
    fields: Vec<Field>,
    /// Field index of the cell.
    pub(super) position: usize,
    /// The row is the header.
    pub(super) header: bool,
}

impl<'a> Place<'a> {
    /// The cell that a byte offset touches; `None` on a blank line.
    pub(super) fn at(cx: &MetadataCx<'a>, offset: usize) -> Option<Self> {
        let lines = cx.file.lines();
        let line = lines.line(offset);
        let fields = match whole_record(&cx.table, offset) {
            Some(fields) => fields,
            None => line_fields(cx.table.text(), lines.line_range(cx.text(), line)),
        };
        let position = fields.iter().position(|f| f.span.touches(offset))?;
        Some(Self {
            table: cx.table.clone(),
            fields,
            position,
            header: line == 0,
        })
    }

    /// The cell.
    pub(super) fn field(&self) -> Field {
        self.fields[self.position]
    }

    /// Value of the cell.
    pub(super) fn cell(&self) -> Cow<'a, str> {
        self.field().value(self.table.text())
    }

    /// Values of all cells of the row.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.fields.iter().map(|f| f.value(self.table.text()))
    }

    /// Its column, when the header above it is a known one.
    pub(super) fn column(&self) -> Option<Column> {
        self.table.column_at(self.position)
    }

    /// Value of a column in this row; empty when the row does not reach it.
    pub(super) fn value(&self, column: Column) -> Cow<'a, str> {
        let field = self
            .table
            .position(column)
            .and_then(|at| self.fields.get(at));
        field.map_or(Cow::Borrowed(""), |field| field.value(self.table.text()))
    }

    /// Bytes to replace by another value: between the quotes, or the cell. In a cell
    /// whose quote is not closed it ends before the next comma.
    pub(super) fn replaceable(&self, offset: usize) -> Span {
        let field = self.field();
        let span = field.inner_span();
        if !field.quoted || field.closed {
            return span;
        }
        let text = self.table.text();
        let start = offset.clamp(span.start as usize, span.end as usize);
        let end = text[start..span.end as usize].find([',', '"']);
        Span::new(
            span.start as usize,
            end.map_or(span.end as usize, |at| start + at),
        )
    }
}

/// Fields of the record at an offset, when it spans several lines on purpose.
fn whole_record(table: &MetadataTable, offset: usize) -> Option<Vec<Field>> {
    let records = table.csv().records();
    let index = records.partition_point(|r| (r.span.end as usize) < offset);
    let record = records.get(index).filter(|r| r.span.touches(offset))?;
    let several = record.span.slice(table.text()).contains(['\n', '\r']);
    let healthy = several && table.unclosed_field(record).is_none();
    healthy.then(|| table.csv().fields(record).to_vec())
}

/// Fields of one line of the file, whatever the lines before it do to it.
fn line_fields(text: &str, line: std::ops::Range<usize>) -> Vec<Field> {
    let start = line.start as u32;
    let csv = Csv::parse(&text[line]);
    let Some(record) = csv.records().first() else {
        return Vec::new();
    };
    let shift = |field: &Field| Field {
        span: Span {
            start: field.span.start + start,
            end: field.span.end + start,
        },
        ..*field
    };
    csv.fields(record).iter().map(shift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// Column, value and replaceable text at the cursor.
    fn at(text: &str) -> Option<(Option<Column>, String, String)> {
        let fixture = Fixture::new(&format!("//- foo/metadata.csv\n{text}"));
        let (path, offset) = fixture.cursor.clone().unwrap();
        let cx = MetadataCx::of(fixture.context(fixture.file(&path))).unwrap();
        let place = Place::at(&cx, offset)?;
        let replaced = place.replaceable(offset).slice(cx.text()).to_owned();
        Some((place.column(), place.cell().into_owned(), replaced))
    }

    fn some(
        column: Column,
        value: &str,
        replaced: &str,
    ) -> Option<(Option<Column>, String, String)> {
        Some((Some(column), value.to_owned(), replaced.to_owned()))
    }

    #[test]
    fn cells_between_commas_and_quotes() {
        let header = "metric_name,description,unit_name";
        let unit = |row: &str| at(&format!("{header}\r\n{row}\r\nfoo.b,x,y\r\n"));
        assert_eq!(unit("foo.a,,by‸te"), some(Column::UnitName, "byte", "byte"));
        assert_eq!(unit("foo.a,,‸"), some(Column::UnitName, "", ""));
        assert_eq!(
            unit("foo.a,,\"by‸te\""),
            some(Column::UnitName, "byte", "byte")
        );
        assert_eq!(unit("foo.a,\"x, y\",b‸"), some(Column::UnitName, "b", "b"));
        assert_eq!(unit("fo‸"), some(Column::MetricName, "fo", "fo"));
        assert_eq!(unit("‸"), None);
        assert_eq!(
            unit("foo.a,,,‸"),
            Some((None, String::new(), String::new()))
        );
    }

    #[test]
    fn rows_swallowed_by_an_open_quote_are_read_line_by_line() {
        let place = at("metric_name,description,unit_name\nfoo.a,\"open,\nfoo.b,x,b‸\n");
        assert_eq!(place, some(Column::UnitName, "b", "b"));
        let place = at("metric_name,unit_name,description\nfoo.b,\"by‸t,text\n");
        assert_eq!(place, some(Column::UnitName, "byt,text", "byt"));
    }

    #[test]
    fn cells_of_several_lines_stay_whole() {
        let place = at("metric_name,description,unit_name\nfoo.a,\"one\n\ntwo\",b‸\nfoo.b,,\n");
        assert_eq!(place, some(Column::UnitName, "b", "b"));
        let place = at("metric_name,description,unit_name\nfoo.a,\"one\n‸\ntwo\",b\n");
        assert_eq!(place, some(Column::Description, "one\n\ntwo", "one\n\ntwo"));
    }
}
