//! `metadata/description-too-long`

use std::borrow::Cow;

use crate::catalog::columns;
use crate::model::metadata::{Cell, Column};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::MetadataCx;

rule! {
    /// A description has more than 400 characters.
    ///
    /// ## Why
    /// The rest would be cut off where the description is shown. `ddev validate metadata`
    /// fails.
    ///
    /// On a row with a vertical bar in the description or with characters outside ASCII
    /// the reference validator does not look at the length, so neither does this rule.
    DESCRIPTION_TOO_LONG = "metadata/description-too-long",
    severity: Error,
    origin: Ddev("metadata"),
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let limit = columns().max_description;
    let is_long = |cell: &Cell| cell.value.len() > limit;
    if !cx.table.column(Column::Description).any(is_long) {
        return;
    }
    for row in cx.table.complete_rows() {
        let Some(cell) = row.cell(Column::Description) else {
            return;
        };
        if !is_long(&cell)
            || cell.value.contains('|')
            || !row.record.span.slice(cx.text()).is_ascii()
        {
            continue;
        }
        let span = cell.inner_span();
        // Only what is too much; with doubled quotes before it, all of it.
        let span = match cell.value {
            Cow::Borrowed(_) => Span::new(span.start as usize + limit, span.end as usize),
            Cow::Owned(_) => span,
        };
        let message = format!(
            "The description has {} characters; at most {limit} are allowed.",
            cell.value.len()
        );
        sink.report(span, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_surplus_is_underlined() {
        let (fits, long) = ("x".repeat(400), "y".repeat(400));
        assert_findings(
            &DESCRIPTION_TOO_LONG,
            &format!(
                "//- foo/metadata.csv\nmetric_name,description\nfoo.a,{fits}\n\
                 foo.b,{long}«too long»\nfoo.c,\"{long}«too, long»\"\n\
                 foo.d,{long}|\nfoo.e,{long}é\n"
            ),
        );
    }
}
