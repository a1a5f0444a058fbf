//! `metadata/duplicate-column`

use foldhash::HashMap;

use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// A column stands in the header twice.
    ///
    /// ## Why
    /// Readers take the values of the last one and drop the others without a word. The
    /// reference validator does not notice.
    DUPLICATE_COLUMN = "metadata/duplicate-column",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let mut first = HashMap::default();
    for cell in cx.table.header_cells().filter(|c| !c.value.is_empty()) {
        let earlier = *first.entry(cell.value.clone()).or_insert(cell.inner_span());
        if earlier != cell.inner_span() {
            let message = format!(
                "The column `{}` is there twice; only the last one counts.",
                cell.value
            );
            sink.report(cell.inner_span(), message).related(
                cx.file.path.to_string(),
                earlier,
                "The column stands here first.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_later_header_is_told() {
        assert_findings(
            &DUPLICATE_COLUMN,
            "//- foo/metadata.csv\nmetric_name,interval,«interval»,Interval,,\nfoo.a,,,,,\n",
        );
    }
}
