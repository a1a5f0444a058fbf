//! `metadata/empty-file`

use crate::model::metadata::usual_header;
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

rule! {
    /// The file is empty.
    ///
    /// ## Why
    /// `ddev validate metadata` demands at least the header row. A file with nothing but
    /// the header is normal for integrations without metrics.
    ///
    /// ## Fix
    /// Writes the header.
    EMPTY_FILE = "metadata/empty-file",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if cx.text().is_empty() {
        let header = format!("{}\n", usual_header(cx.repo.kind));
        sink.report(
            Span::at(0),
            "The file is empty; it needs at least the header.",
        )
        .safe_fix("Write the header", vec![TextEdit::insert(0, header)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_header_is_written() {
        assert_fix(
            &EMPTY_FILE,
            "//- foo/metadata.csv\n",
            "metric_name,metric_type,interval,unit_name,per_unit_name,description,orientation,\
             integration,short_name,curated_metric\n",
        );
        assert_fix(
            &EMPTY_FILE,
            "//! legacy\n//- foo/metadata.csv\n",
            "metric_name,metric_type,interval,unit_name,per_unit_name,description,orientation,\
             integration,short_name\n",
        );
    }

    #[test]
    fn a_header_or_blank_lines_are_enough() {
        assert_findings(
            &EMPTY_FILE,
            "//- foo/metadata.csv\nmetric_name\n//- bar/metadata.csv\n\n",
        );
    }
}
