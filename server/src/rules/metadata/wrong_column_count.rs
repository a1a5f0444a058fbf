//! `metadata/wrong-column-count`

use super::cells_are_in_place;
use crate::model::metadata::{Column, Row};
use crate::rules::{Applicability, Finding, Sink, rule};
use crate::syntax::csv::write_quoted;
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

rule! {
    /// A row has more or fewer cells than the header.
    ///
    /// ## Why
    /// The cells can then not be told to the columns; `ddev validate metadata` fails and
    /// looks at nothing else in the row. The usual reason is a comma in a description
    /// without quotes. A line of blanks or a comment line counts as a row as well: the
    /// format knows no comments.
    ///
    /// ## Fix
    /// Drops empty cells beyond the last column, deletes a line of blanks, puts the text
    /// with the commas in quotes, or adds empty cells at the end.
    WRONG_COLUMN_COUNT = "metadata/wrong-column-count",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let Some(header) = cx.table.header() else {
        return;
    };
    let width = cx.table.csv().fields(header).len();
    for row in cx.table.rows() {
        let fields = row.fields();
        // What an open quote does to the number of cells has a rule of its own.
        if fields.len() == width || cx.table.unclosed_field(row.record).is_some() {
            continue;
        }
        let cells = if fields.len() == 1 { "cell" } else { "cells" };
        let message = format!(
            "The row has {} {cells}, but the header has {width} columns.",
            fields.len()
        );
        if fields.len() < width {
            too_few(cx, &row, width, sink.report(row.record.span, message));
        } else {
            let span = fields[width].span.cover(fields[fields.len() - 1].span);
            too_many(cx, &row, width, sink.report(span, message));
        }
    }
}

fn too_few(cx: &MetadataCx, row: &Row, width: usize, finding: &mut Finding) {
    if row.record.span.slice(cx.text()).trim().is_empty() {
        finding.safe_fix("Delete the line", vec![cx.table.delete(row.record)]);
        return;
    }
    let count = row.fields().len();
    let optional = |position| {
        let column = cx.table.column_at(position);
        column.is_some_and(|column| !column.doc().required)
    };
    // With a comma missing in the middle, more cells at the end would hide the mistake.
    if (count..width).all(optional) && cells_are_in_place(row) {
        let title = match width - count {
            1 => "Add an empty cell at the end".to_owned(),
            n => format!("Add {n} empty cells at the end"),
        };
        let end = row.record.span.end as usize;
        let edit = TextEdit::insert(end, ",".repeat(width - count));
        finding.unsafe_fix(title, vec![edit]);
    }
}

fn too_many(cx: &MetadataCx, row: &Row, width: usize, finding: &mut Finding) {
    let fields = row.fields();
    let text = cx.text();
    if fields[width..].iter().all(|f| f.value(text).is_empty()) {
        let start = fields[width - 1].span.end as usize;
        let end = row.record.span.end as usize;
        let edit = TextEdit::delete(Span::new(start, end));
        // When the cells are shifted it may be the header that lacks a column.
        let sure = if cells_are_in_place(row) {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        finding.fix("Drop the empty cells at the end", sure, vec![edit]);
        return;
    }
    let texts = [Column::Description, Column::ShortName, Column::SampleTags];
    for column in texts {
        if let Some(edit) = quote_text(cx, row, width, column) {
            let title = format!("Put the {} in quotes", column.name());
            finding.unsafe_fix(title, vec![edit]);
            return;
        }
    }
}

/// Takes the surplus cells for parts of one text cell. `None` when the columns with a
/// closed set of values would then not hold such values.
fn quote_text(cx: &MetadataCx, row: &Row, width: usize, column: Column) -> Option<TextEdit> {
    let (fields, text) = (row.fields(), cx.text());
    let position = cx.table.position(column)?;
    let surplus = fields.len() - width;
    let parts = &fields[position..=position + surplus];
    if parts.iter().any(|field| field.quoted) {
        return None;
    }
    let fits = |column: Column, accepted: &dyn Fn(&str) -> bool| {
        let Some(at) = cx.table.position(column) else {
            return true;
        };
        let at = if at > position { at + surplus } else { at };
        accepted(&fields[at].value(text))
    };
    let columns = crate::catalog::columns();
    let integration = cx.expected_integration();
    let healthy = fits(Column::MetricType, &|v| columns.metric_type(v).is_some())
        && fits(Column::Orientation, &|v| columns.orientation(v).is_some())
        && fits(Column::Integration, &|v| {
            integration
                .as_ref()
                .is_none_or(|expected| expected.value == v)
        });
    let span = Span::cover(parts.first()?.span, parts.last()?.span);
    healthy.then(|| TextEdit::replace(span, write_quoted(span.slice(text))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Applicability;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn short_rows_are_underlined_whole_and_long_ones_at_the_surplus() {
        let findings = assert_findings(
            &WRONG_COLUMN_COUNT,
            "//- foo/metadata.csv\nmetric_name,metric_type\n\
             «foo.a»\nfoo.b,gauge,«x,y»\nfoo.c,gauge\n\n«# note»\nfoo.d,gauge,«»\n",
        );
        assert_eq!(
            findings[0].message,
            "The row has 1 cell, but the header has 2 columns."
        );
    }

    #[test]
    fn nothing_is_said_below_a_leading_blank_line() {
        assert_findings(
            &WRONG_COLUMN_COUNT,
            "//- foo/metadata.csv\n\nmetric_name,metric_type\nfoo.a\n",
        );
    }

    #[test]
    fn empty_surplus_and_lines_of_blanks_go_without_asking() {
        for (row, after) in [
            ("foo.a,1,,\r\n", "foo.a,1\r\n"),
            ("  \r\nfoo.a,1\r\n", "foo.a,1\r\n"),
        ] {
            assert_fix(
                &WRONG_COLUMN_COUNT,
                &format!("//- foo/metadata.csv\nmetric_name,interval\r\n{row}"),
                &format!("metric_name,interval\r\n{after}"),
            );
        }
    }

    #[test]
    fn shifted_rows_are_neither_filled_nor_cut_without_asking() {
        let findings = assert_findings(
            &WRONG_COLUMN_COUNT,
            "//- foo/metadata.csv\nmetric_name,metric_type,orientation,short_name\n\
             «foo.a,gauge,0»\n«foo.bgauge,,0»\nfoo.cgauge,,0,x,«»\n",
        );
        assert_eq!(findings[0].fixes.len(), 1);
        assert!(findings[1].fixes.is_empty());
        assert_eq!(findings[2].fixes[0].applicability, Applicability::Unsafe);
    }

    #[test]
    fn a_text_with_commas_is_put_in_quotes() {
        let header = "metric_name,metric_type,description,orientation,integration,sample_tags";
        for (row, after) in [
            (
                "foo.a,gauge,One, two, three.,0,foo,x",
                "foo.a,gauge,\"One, two, three.\",0,foo,x",
            ),
            (
                "foo.a,gauge,One.,0,foo,x,y",
                "foo.a,gauge,One.,0,foo,\"x,y\"",
            ),
        ] {
            assert_fix(
                &WRONG_COLUMN_COUNT,
                &format!("//- foo/metadata.csv\n{header}\n{row}\n"),
                &format!("{header}\n{after}\n"),
            );
        }
    }

    #[test]
    fn missing_cells_at_the_end_are_added_only_where_they_may_be_empty() {
        let findings = assert_findings(
            &WRONG_COLUMN_COUNT,
            "//- foo/metadata.csv\nmetric_name,orientation,short_name,curated_metric\n\
             «foo.a,0»\n«foo.b»\n",
        );
        assert_eq!(findings[0].fixes[0].applicability, Applicability::Unsafe);
        assert!(findings[1].fixes.is_empty());
        assert_fix(
            &WRONG_COLUMN_COUNT,
            "//- foo/metadata.csv\nmetric_name,orientation,short_name,curated_metric\nfoo.a,0\n",
            "metric_name,orientation,short_name,curated_metric\nfoo.a,0,,\n",
        );
    }
}
