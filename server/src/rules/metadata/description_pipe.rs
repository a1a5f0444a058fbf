//! `metadata/description-pipe`

use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::MetadataCx;

rule! {
    /// A description contains a vertical bar.
    ///
    /// ## Why
    /// The documentation shows the descriptions in a table, whose cells a vertical bar
    /// would split. `ddev validate metadata` fails.
    DESCRIPTION_PIPE = "metadata/description-pipe",
    severity: Error,
    origin: Ddev("metadata"),
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if memchr::memchr(b'|', cx.text().as_bytes()).is_none() {
        return;
    }
    for cell in cx.table.column(Column::Description) {
        let raw = cell.inner_span();
        if let Some(at) = raw.slice(cx.text()).find('|') {
            let start = raw.start as usize + at;
            sink.report(
                Span::new(start, start + 1),
                "A description may not contain a vertical bar.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_first_bar_of_a_description_is_underlined() {
        assert_findings(
            &DESCRIPTION_PIPE,
            "//- foo/metadata.csv\nmetric_name,description,curated_metric\n\
             foo.a,Reads «|» writes | both.,cpu|memory\n\
             foo.b,\"In, «|» out\",\nfoo.c,Plain.,\n",
        );
    }
}
