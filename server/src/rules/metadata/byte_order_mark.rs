//! `metadata/byte-order-mark`

use crate::rules::{Severity, Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

rule! {
    /// The file begins with a byte order mark.
    ///
    /// ## Why
    /// The mark becomes part of the first header, so `metric_name` is missing and an
    /// unknown column stands in its place. Some spreadsheet programs write it.
    /// As long as there are no rows `ddev validate metadata` does not notice.
    ///
    /// ## Fix
    /// Removes the mark.
    BYTE_ORDER_MARK = "metadata/byte-order-mark",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if !cx.text().starts_with('\u{feff}') {
        return;
    }
    let span = Span::new(0, '\u{feff}'.len_utf8());
    let finding = sink.report(
        span,
        "The file begins with a byte order mark, which becomes part of the first column name.",
    );
    if !cx.table.has_rows() {
        finding.severity(Severity::Warning);
    }
    finding.safe_fix("Remove the byte order mark", vec![TextEdit::delete(span)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, assert_findings, assert_fix};

    #[test]
    fn the_mark_is_removed() {
        let before = "//- foo/metadata.csv\n\u{feff}metric_name,metric_type\nfoo.a,gauge\n";
        let after = "metric_name,metric_type\nfoo.a,gauge\n";
        assert_fix(&BYTE_ORDER_MARK, before, after);
    }

    #[test]
    fn without_rows_it_only_warns_and_elsewhere_it_is_plain_text() {
        let fixture = "//- foo/metadata.csv\n«\u{feff}»metric_name\n\n\
                       //- bar/metadata.csv\nmetric_name\nfoo.\u{feff}a\n";
        let findings = assert_findings(&BYTE_ORDER_MARK, fixture);
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn no_other_rule_speaks_of_the_first_column() {
        let fixture = Fixture::new(
            "//- foo/metadata.csv\n\u{feff}metric_name,metric_type,interval,unit_name,\
             per_unit_name,description,orientation,integration,short_name,curated_metric\n\
             foo.a,gauge,,,,Text.,0,foo,a,\n",
        );
        let findings = fixture.check(fixture.file("foo/metadata.csv"));
        let codes: Vec<_> = findings.iter().map(|f| f.rule.code).collect();
        assert_eq!(codes, ["metadata/byte-order-mark"]);
    }
}
