//! `eula/not-pdf`

use super::present;
use crate::rules::{Sink, rule};
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// The licence agreement is no PDF file.
    ///
    /// ## Why
    /// The first line of a PDF file holds `%PDF`. `ddev validate eula` fails on a file with the ending
    /// `.pdf` that does not begin so, such as a text file with another name.
    NOT_PDF = "eula/not-pdf",
    severity: Error,
    origin: Ddev("eula"),
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some((node, path)) = present(cx) else {
        return;
    };
    let PathTarget::File(entry) = cx.integration.resolve(&path) else {
        return;
    };
    if cx.integration.not_pdf.contains(&entry.path) {
        let message = format!("`{path}` is no PDF file: its first line does not hold `%PDF`.");
        sink.report(node.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_first_line_tells() {
        assert_findings(&NOT_PDF, &with("assets/eula.pdf", "%PDF-1.7\nx"));
        assert_findings(&NOT_PDF, &with("assets/eula.pdf", "junk %PDF-1.7\nx"));
        assert_findings(
            &NOT_PDF,
            &with("«assets/eula.pdf»", "You agree\n%PDF-1.7\n"),
        );
        assert_findings(&NOT_PDF, &with("«assets/eula.pdf»", ""));
        assert_findings(&NOT_PDF, &with("assets/eula.txt", "You agree\n"));
    }
}
