//! `manifest/deprecated-key`

use super::v1_version::has_package_version;
use super::walk;
use crate::rules::{Applicability, Sink, Tag, rule};
use crate::syntax::json::edit;
use crate::workspace::ManifestCx;

rule! {
    /// A key is left over from an older layout.
    ///
    /// ## Why
    /// Nobody reads it any more. What it says belongs elsewhere or is not needed.
    ///
    /// ## Example
    /// `"oauth": {}` at the top of manifests written before 2025.
    ///
    /// ## Fix
    /// Removes the key; without asking when its value is empty.
    DEPRECATED_KEY = "manifest/deprecated-key",
    severity: Hint,
    origin: Ours,
    fix: Mixed,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    walk::visit(cx, &mut |node, schema| {
        let (Some(span), true) = (node.key_inner_span(), schema.deprecated) else {
            return;
        };
        let key = node.key().unwrap_or_default();
        // A rule of the first generation says the same, and why.
        if key == "version" && has_package_version(cx) {
            return;
        }
        let message = format!("`{key}` is no longer used. {}", schema.description);
        let finding = sink.report(span, message);
        finding.tag(Tag::Deprecated);
        if cx.is_well_formed() {
            let sure = if node.is_falsy() {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            finding.fix(format!("Remove `{key}`"), sure, vec![edit::remove(node)]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn leftovers_are_struck_through_and_removed() {
        let bad = manifest(&[("  \"assets\": {", "  \"«oauth»\": {},\n  \"assets\": {")]);
        let findings = assert_findings(&DEPRECATED_KEY, &bad);
        assert_eq!(findings[0].tags, [Tag::Deprecated]);
        assert_fix(&DEPRECATED_KEY, &bad, crate::testing::MANIFEST);
    }

    #[test]
    fn a_key_with_content_is_removed_only_on_request() {
        let bad = manifest(&[(
            "  \"assets\": {",
            "  \"«integration_id»\": \"x\",\n  \"assets\": {",
        )]);
        let findings = assert_findings(&DEPRECATED_KEY, &bad);
        assert_eq!(findings[0].fixes[0].applicability, Applicability::Unsafe);
    }

    #[test]
    fn oauth_below_assets_is_in_use() {
        let text = manifest(&[(
            "\"assets\": {",
            "\"assets\": {\"oauth\": \"assets/oauth_clients.json\",",
        )]);
        assert_findings(&DEPRECATED_KEY, &text);
    }
}
