//! `spec/version`

use super::{kind_name, quoted, written};
use crate::model::Facts;
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
    let Some(node) = cx.spec.root.get("version") else {
        check_package(cx, sink);
        return;
    };
    if node.is_falsy() {
        let message = "`version` is empty. Write a version, or leave the key out to take that of the package.";
        sink.report(written(node), message);
    } else if node.as_str().is_none() {
        let message = format!("`version` must be text, but is {}.", kind_name(node));
        let finding = sink.report(written(node), message);
        if node.is_scalar() {
            finding.safe_fix("Put it in quotes", vec![quoted(node)]);
        }
    }
}

/// Without the key the package must say a version in a way that ddev can read.
fn check_package(cx: &SpecCx, sink: &mut Sink) {
    let package = cx.integration.package_name();
    let path = format!("datadog_checks/{package}/__about__.py");
    let facts = cx.integration.facts_at(&path).and_then(Facts::as_python);
    let unknown = facts.is_some_and(|facts| facts.declared_version.is_none());
    if !unknown || !cx.is_validated_spec() || !cx.spec.root.is_mapping() {
        return;
    }
    let first = cx.spec.root.pairs().next().map(|(key, _)| key.span());
    let finding = sink.report(
        first.unwrap_or(Span::at(0)),
        "There is no `version`, and `__about__.py` sets `__version__` to no text either.",
    );
    let path = cx.integration.repo_path(&path);
    finding.related(path, Span::at(0), "ddev looks for the version here.");
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
