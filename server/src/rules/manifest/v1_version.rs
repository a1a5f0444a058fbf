//! `manifest/v1-version`

use crate::model::Generation;
use crate::rules::{Finding, Severity, Sink, rule};
use crate::syntax::json::{JsonNode, edit};
use crate::workspace::ManifestCx;

rule! {
    /// The versions in an older manifest do not fit.
    ///
    /// ## Why
    /// `manifest_version` and the `version` of the 2016 layout have three numbers. With a
    /// Python package the version of the integration stands in its `__about__.py`, so
    /// `version` has to go, and a manifest below 1.0.0 is out of date (only a hint).
    ///
    /// ## Fix
    /// Removes `version`.
    V1_VERSION = "manifest/v1-version",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if cx.generation() == Generation::V2 {
        return;
    }
    let text = |key: &str| {
        let node = cx.root().get(key)?;
        node.as_str().map(|text| (node, text))
    };
    let packaged = has_package_version(cx);
    let layout = text("manifest_version");
    if let Some((node, _)) = layout.as_ref().filter(|(_, text)| !has_three_numbers(text)) {
        sink.report(
            node.inner_span(),
            "A version has three numbers, such as `1.0.0`.",
        );
        return;
    }
    if cx.generation() == Generation::V1 {
        if let Some(node) = cx.root().get("version").filter(|_| packaged) {
            let span = node.key_inner_span().unwrap_or(node.span());
            let message = "The version of the integration stands in `__about__.py`, not here.";
            remove_on_request(cx, sink.report(span, message), node);
        }
    } else if packaged {
        if let Some((node, version)) = layout {
            let message = format!("Layout `{version}` is older than this Python package.");
            sink.report(node.inner_span(), message)
                .severity(Severity::Hint);
        }
    } else if let Some((node, _)) = text("version").filter(|(_, text)| !has_three_numbers(text)) {
        sink.report(
            node.inner_span(),
            "A version has three numbers, such as `1.0.0`.",
        );
    }
}

/// The version of the integration stands in its package.
pub(super) fn has_package_version(cx: &ManifestCx) -> bool {
    let package = cx.integration.package_name();
    let about = format!("datadog_checks/{package}/__about__.py");
    cx.integration.files.has_file(&about)
}

fn remove_on_request(cx: &ManifestCx, finding: &mut Finding, node: JsonNode) {
    if cx.is_well_formed() {
        finding.unsafe_fix("Remove `version`", vec![edit::remove(node)]);
    }
}

fn has_three_numbers(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const ABOUT: &str = "//- foo/datadog_checks/foo/__about__.py\n";

    fn old(body: &str) -> String {
        format!("//- foo/manifest.json\n{{{body}}}\n")
    }

    #[test]
    fn versions_have_three_numbers() {
        assert_findings(&V1_VERSION, &old("\"manifest_version\": \"«1.0»\""));
        assert_findings(&V1_VERSION, &old("\"manifest_version\": \"«0.1.x»\""));
        let oldest = old("\"manifest_version\": \"0.1.0\", \"version\": \"«1»\"");
        assert_findings(&V1_VERSION, &oldest);
        assert_findings(
            &V1_VERSION,
            &old("\"manifest_version\": \"0.1.0\", \"version\": \"1.2.3\""),
        );
    }

    #[test]
    fn a_package_has_its_version_elsewhere() {
        let bad = old("\"manifest_version\": \"1.0.0\", \"«version»\": \"1.2.3\"");
        assert_findings(&V1_VERSION, &format!("{bad}{ABOUT}"));
        assert_findings(&V1_VERSION, &bad.replace(['«', '»'], ""));
        let oldest = old("\"manifest_version\": \"«0.1.1»\"");
        let findings = assert_findings(&V1_VERSION, &format!("{oldest}{ABOUT}"));
        assert_eq!(findings[0].severity, Severity::Hint);
    }

    #[test]
    fn the_version_goes() {
        let bad = old("\"manifest_version\": \"1.0.0\", \"version\": \"1.2.3\"");
        let fixed = "{\"manifest_version\": \"1.0.0\"}\n";
        assert_fix(&V1_VERSION, &format!("{bad}{ABOUT}"), fixed);
    }
}
