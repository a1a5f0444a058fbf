//! `spec/version`

use super::{quoted, report_faults};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::SpecCx;

rule! {
    /// The `version` of the specification is empty or no text, or nothing else says one.
    ///
    /// ## Why
    /// ddev takes the version of the package when the key is left out: what `__about__.py` sets
    /// `__version__` to. It refuses one that is there and is not text.
    ///
    /// ## Example
    /// `version: 1.0` is a number; write `version: "1.0"`.
    ///
    /// ## Fix
    /// Puts the number in quotes.
    VERSION = "spec/version",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::Version, |_, node, finding| {
        if node.key() == Some("version") {
            if node.is_scalar() && !node.is_falsy() {
                finding.safe_fix("Put it in quotes", vec![quoted(node)]);
            }
            return;
        }
        let package = cx.integration.package_name();
        let about = format!("datadog_checks/{package}/__about__.py");
        let path = cx.integration.repo_path(&about);
        finding.related(path, Span::at(0), "ddev looks for the version here.");
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{PACKAGE, file};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn versions_that_are_no_text_are_found() {
        for bad in ["«1.0»", "«2020-01-01»", "«\"\"»", "«0»", "«[a]»"] {
            assert_findings(&VERSION, &file(&format!("version: {bad}\nfiles: []\n")));
        }
        assert_findings(&VERSION, &file("«version»:\nfiles: []\n"));
    }

    #[test]
    fn text_and_nothing_are_fine() {
        assert_findings(&VERSION, &file("version: 1.0.0\nfiles: []\n"));
        assert_findings(&VERSION, &file("files: []\n"));
    }

    #[test]
    fn the_package_may_say_none_either() {
        let about = PACKAGE.replace("\"1.0.0\"", "VERSION");
        let spec = "//- foo/assets/configuration/spec.yaml\n";
        assert_findings(&VERSION, &format!("{about}{spec}«files»: []\n"));
        assert_findings(
            &VERSION,
            &format!("{about}{spec}version: 1.0.0\nfiles: []\n"),
        );
        assert_findings(&VERSION, &format!("{spec}files: []\n"));
    }

    #[test]
    fn the_number_is_quoted() {
        let bad = file("version: 1.0\nfiles: []\n");
        assert_fix(&VERSION, &bad, "version: \"1.0\"\nfiles: []\n");
        assert!(bad.starts_with(PACKAGE));
    }
}
