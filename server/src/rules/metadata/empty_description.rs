//! `metadata/empty-description`

use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// Metrics have no description.
    ///
    /// ## Why
    /// The description is what a user sees when looking at a metric on a dashboard.
    /// `ddev validate metadata -w` counts the rows without one, but does not fail. Many
    /// published files have such rows, so there is one hint per file, at the header.
    EMPTY_DESCRIPTION = "metadata/empty-description",
    severity: Hint,
    origin: Ddev("metadata -w"),
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let Some(header) = cx
        .table
        .header_cells()
        .find(|cell| cell.value == Column::Description.name())
    else {
        return;
    };
    let (mut total, mut empty, mut first) = (0, 0, None);
    for cell in cx.table.column(Column::Description) {
        total += 1;
        if cell.value.is_empty() {
            empty += 1;
            first = first.or(Some(cell.span()));
        }
    }
    let Some(first) = first else { return };
    let verb = if empty == 1 { "has" } else { "have" };
    sink.report(
        header.inner_span(),
        format!("{empty} of {total} metrics {verb} no description."),
    )
    .related(cx.file.path.to_string(), first, "The first of them.");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn one_hint_counts_the_rows() {
        let findings = assert_findings(
            &EMPTY_DESCRIPTION,
            "//- foo/metadata.csv\nmetric_name,«description»\nfoo.a,\nfoo.b,Text.\nfoo.c,\"\"\n\
             //- bar/metadata.csv\nmetric_name,description\nfoo.a,Text.\nfoo.b\n",
        );
        assert_eq!(findings[0].message, "2 of 3 metrics have no description.");
    }
}
