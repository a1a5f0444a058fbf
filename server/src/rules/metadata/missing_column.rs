//! `metadata/missing-column`

use super::quoted_list;
use crate::model::RepoKind;
use crate::model::metadata::Column;
use crate::rules::{Applicability, Finding, Sink, rule};
use crate::syntax::csv::{Record, write_cell};
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

rule! {
    /// The header lacks columns.
    ///
    /// ## Why
    /// `ddev validate metadata` demands nine columns in the header; their order is free.
    /// It does not demand `curated_metric`, but stops with an exception at the first row of
    /// a file without it. Only `sample_tags` may be left out. In the layout of 2016 the nine
    /// columns are all there are. A header without rows is not looked at.
    ///
    /// A file that begins with a blank line has an empty header for the readers.
    ///
    /// ## Fix
    /// Adds the columns at their usual place; not possible when the cells would have to be
    /// filled with something nobody can guess.
    MISSING_COLUMN = "metadata/missing-column",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Mixed,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if !cx.table.has_rows() {
        return;
    }
    let Some(header) = cx.table.header() else {
        return report_leading_blank_line(cx, sink);
    };
    let missing: Vec<Column> = Column::ALL
        .into_iter()
        .filter(|column| is_needed(*column, cx.repo.kind))
        .filter(|column| cx.table.position(*column).is_none())
        .filter(|column| !super::unknown_column::is_misspelt(*column, &cx.table))
        .collect();
    if missing.is_empty() {
        return;
    }
    let names = quoted_list(missing.iter().map(|column| column.name()));
    let names = names.replace(" or ", " and ");
    let message = match *missing {
        [Column::CuratedMetric] => {
            "The header lacks the column `curated_metric`, without which ddev stops with an \
             exception."
                .to_owned()
        }
        [_] => format!("The header lacks the column {names}."),
        _ => format!("The header lacks the columns {names}."),
    };
    let finding = sink.report(header.span, message);
    add_fix(cx, header, &missing, finding);
}

fn is_needed(column: Column, kind: RepoKind) -> bool {
    match column {
        Column::SampleTags => false,
        Column::CuratedMetric => kind != RepoKind::Legacy,
        _ => true,
    }
}

/// Inserts each column after the nearest present one that usually stands before it.
fn add_fix(cx: &MetadataCx, header: &Record, missing: &[Column], finding: &mut Finding) {
    let mut applicability = Applicability::Safe;
    // Field position, header text and cell text of what is inserted after it.
    let mut additions: Vec<(usize, String, String)> = Vec::new();
    for column in missing {
        let cell = match column {
            Column::Integration => {
                applicability = Applicability::Unsafe;
                cx.expected_integration()
                    .map(|expected| write_cell(&expected.value))
            }
            column if column.doc().required => None,
            _ => Some(String::new()),
        };
        let before = Column::ALL[..*column as usize].iter().rev();
        let mut positions = before.filter_map(|column| cx.table.position(*column));
        let (Some(cell), Some(position)) = (cell, positions.next()) else {
            return;
        };
        match additions.iter_mut().find(|(at, ..)| *at == position) {
            Some((_, names, cells)) => {
                names.push_str(&format!(",{}", column.name()));
                cells.push_str(&format!(",{cell}"));
            }
            None => additions.push((position, format!(",{}", column.name()), format!(",{cell}"))),
        }
    }
    let mut edits = Vec::new();
    for (position, names, cells) in &additions {
        let end = |record| cx.table.csv().fields(record)[*position].span.end as usize;
        edits.push(TextEdit::insert(end(header), names));
        let rows = cx.table.complete_rows();
        edits.extend(rows.map(|row| TextEdit::insert(end(row.record), cells)));
    }
    let title = match missing {
        [column] => format!("Add the column `{}`", column.name()),
        _ => "Add the missing columns".to_owned(),
    };
    finding.fix(title, applicability, edits);
}

fn report_leading_blank_line(cx: &MetadataCx, sink: &mut Sink) {
    let text = cx.text();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let blank = text[start..].trim_start_matches(['\n', '\r']);
    let end = text.len() - blank.len();
    sink.report(
        Span::at(start),
        "The file begins with a blank line, which readers take for an empty header.",
    )
    .safe_fix(
        "Delete the blank lines at the start",
        vec![TextEdit::delete(Span::new(start, end))],
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn columns_may_stand_in_any_order_and_sample_tags_may_be_missing() {
        assert_findings(
            &MISSING_COLUMN,
            "//- foo/metadata.csv\ncurated_metric,metric_type,metric_name,unit_name,interval,\
             integration,per_unit_name,description,orientation,short_name\n,gauge,foo.a,,,foo,,,0,\n",
        );
    }

    #[test]
    fn all_missing_columns_are_told_at_once_but_not_misspelt_ones() {
        let findings = assert_findings(
            &MISSING_COLUMN,
            "//- foo/metadata.csv\n«metric_name,metric_type,Interval,unit_name,per_unit_name,\
             orientation,integration,curated_metric»\nfoo.a,gauge,,,,0,foo,\n",
        );
        assert_eq!(
            findings[0].message,
            "The header lacks the columns `description` and `short_name`."
        );
    }

    #[test]
    fn a_header_alone_and_the_layout_of_2016_need_no_curated_metric() {
        let nine = "metric_name,metric_type,interval,unit_name,per_unit_name,description,\
                    orientation,integration,short_name";
        let row = "foo.a,gauge,,,,Text.,0,foo,";
        assert_findings(&MISSING_COLUMN, &format!("//- foo/metadata.csv\n{nine}\n"));
        assert_findings(
            &MISSING_COLUMN,
            &format!("//! legacy\n//- foo/metadata.csv\n{nine}\n{row}\n"),
        );
        assert_findings(
            &MISSING_COLUMN,
            &format!("//- foo/metadata.csv\n«{nine}»\n{row}\n"),
        );
    }

    #[test]
    fn columns_are_added_at_their_usual_place() {
        assert_fix(
            &MISSING_COLUMN,
            "//- foo/metadata.csv\nmetric_name,metric_type,unit_name,per_unit_name,orientation,\
             short_name,sample_tags\r\nfoo.a,gauge,,,0,a,x\r\nfoo.b,gauge\r\n",
            "metric_name,metric_type,interval,unit_name,per_unit_name,description,orientation,\
             integration,short_name,curated_metric,sample_tags\r\n\
             foo.a,gauge,,,,,0,foo,a,,x\r\nfoo.b,gauge\r\n",
        );
    }

    #[test]
    fn a_blank_line_before_the_header_goes() {
        assert_fix(
            &MISSING_COLUMN,
            "//- foo/metadata.csv\n\n\nmetric_name,metric_type,interval,unit_name,per_unit_name,\
             description,orientation,integration,short_name,curated_metric\n",
            "metric_name,metric_type,interval,unit_name,per_unit_name,\
             description,orientation,integration,short_name,curated_metric\n",
        );
    }
}
