//! `spec/version`

use super::{kind_name, quoted, report, written};
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// The `version` of the specification is empty or no text.
    ///
    /// ## Why
    /// ddev takes the version of the package when the key is left out, but refuses one that
    /// is there and is not text.
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
    let Some(node) = cx.spec.root.get("version") else {
        return;
    };
    if node.is_falsy() {
        let message = "`version` is empty. Write a version, or leave the key out to take that of the package.";
        report(cx, sink, written(node), message);
    } else if node.as_str().is_none() {
        let message = format!("`version` must be text, but is {}.", kind_name(node));
        let finding = report(cx, sink, written(node), message);
        if node.is_scalar() {
            finding.safe_fix("Put it in quotes", vec![quoted(node)]);
        }
    }
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
    fn the_number_is_quoted() {
        let bad = file("version: 1.0\nfiles: []\n");
        assert_fix(&VERSION, &bad, "version: \"1.0\"\nfiles: []\n");
        assert!(bad.starts_with(PACKAGE));
    }
}
