//! `metadata/empty-required`

use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// A cell that every metric needs is empty.
    ///
    /// ## Why
    /// `metric_name`, `metric_type`, `orientation` and `integration` must be filled in
    /// every row; `ddev validate metadata` fails otherwise.
    ///
    /// ## Fix
    /// Fills in the integration, or deletes a row in which nothing stands at all.
    EMPTY_REQUIRED = "metadata/empty-required",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let required = Column::ALL.map(|column| column.doc().required);
    let required = || Column::ALL.into_iter().filter(|c| required[*c as usize]);
    // The usual table: nothing to do.
    let mut columns = required().map(|column| cx.table.column(column));
    if columns.all(|mut cells| cells.all(|cell| !cell.value.is_empty())) {
        return;
    }
    for row in cx.table.complete_rows() {
        // The usual row: nothing to do, and nothing to allocate.
        if required().all(|c| row.cell(c).is_none_or(|cell| !cell.value.is_empty())) {
            continue;
        }
        let text = cx.text();
        if row
            .fields()
            .iter()
            .all(|field| field.value(text).is_empty())
        {
            let edit = cx.table.delete(row.record);
            sink.report(row.record.span, "All cells of this row are empty.")
                .safe_fix("Delete the row", vec![edit]);
            continue;
        }
        for column in required() {
            let Some(cell) = row.cell(column).filter(|cell| cell.value.is_empty()) else {
                continue;
            };
            let message = format!("`{}` must not be empty.", column.name());
            let finding = sink.report(cell.span(), message);
            if column == Column::Integration
                && let Some(expected) = cx.expected_integration()
            {
                let title = format!("Fill in `{}`", expected.value);
                finding.safe_fix(title, vec![cell.rewrite(&expected.value)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn empty_cells_of_required_columns_are_found() {
        assert_findings(
            &EMPTY_REQUIRED,
            "//- foo/metadata.csv\nmetric_name,metric_type,description,orientation,integration\n\
             foo.a,gauge,,0,foo\nfoo.b,«»,,0,«\"\"»\n«,,,,»\n«»,gauge,,0,foo\n",
        );
    }

    #[test]
    fn the_integration_is_filled_in_and_an_empty_row_goes() {
        assert_fix(
            &EMPTY_REQUIRED,
            "//- foo/metadata.csv\nmetric_name,integration\nfoo.a,\n",
            "metric_name,integration\nfoo.a,foo\n",
        );
        assert_fix(
            &EMPTY_REQUIRED,
            "//- foo/metadata.csv\nmetric_name,integration\n,\nfoo.a,foo\n",
            "metric_name,integration\nfoo.a,foo\n",
        );
    }
}
