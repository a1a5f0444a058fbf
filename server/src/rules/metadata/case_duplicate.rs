//! `metadata/case-duplicate`

use foldhash::HashMap;

use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// Two metrics differ only in upper and lower case.
    ///
    /// ## Why
    /// They are two metrics, and both are legal. Most of the time though one of them is a
    /// slip, and in lists they are hard to tell apart.
    ///
    /// ## Example
    /// `acme.Queue.size` below `acme.queue.size`.
    CASE_DUPLICATE = "metadata/case-duplicate",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    // Without an upper case letter in any name there is nothing to compare.
    let is_upper = |any: bool, byte: u8| any | byte.is_ascii_uppercase();
    let upper = |name: &str| name.bytes().fold(false, is_upper);
    if !cx
        .table
        .column(Column::MetricName)
        .any(|cell| upper(&cell.value))
    {
        return;
    }
    let mut first = HashMap::default();
    for cell in cx.table.column(Column::MetricName) {
        let folded = cell.value.to_ascii_lowercase();
        let earlier = first.entry(folded).or_insert_with(|| cell.clone());
        if earlier.value != cell.value {
            let message = format!(
                "`{}` differs from `{}` only in upper and lower case.",
                cell.value, earlier.value
            );
            sink.report(cell.inner_span(), message).related(
                cx.file.path.to_string(),
                earlier.inner_span(),
                "The other spelling.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_later_spelling_is_told_and_the_earlier_shown() {
        let findings = assert_findings(
            &CASE_DUPLICATE,
            "//- foo/metadata.csv\nmetric_name\nfoo.a\n«foo.A»\nfoo.a\nfoo.b\nfoo.B.c\n",
        );
        assert_eq!(findings[0].related[0].span.range(), 12..17);
    }
}
