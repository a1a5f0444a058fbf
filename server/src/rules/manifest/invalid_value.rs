//! `manifest/invalid-value`

use serde_json::Value;

use super::walk::{self, has_own_rule};
use crate::catalog::nearest;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A value is not among those that its key allows.
    ///
    /// ## Why
    /// Some keys know only a handful of values. Readers ignore any other, or refuse the
    /// whole manifest.
    ///
    /// ## Example
    /// `"resource_type": "docs"` should be `"documentation"`.
    ///
    /// ## Fix
    /// Replaces the value by the allowed one that is nearest.
    INVALID_VALUE = "manifest/invalid-value",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    walk::visit(cx, &mut |node, schema| {
        let Some(value) = node.as_str() else { return };
        let allowed: Vec<&str> = schema.values.iter().filter_map(Value::as_str).collect();
        if allowed.is_empty() || allowed.contains(&&*value) {
            return;
        }
        // The layout version has a rule of its own.
        let path = node.path();
        if path == "/manifest_version" || has_own_rule(&path) {
            return;
        }
        let list = allowed.iter().map(|v| format!("`{v}`"));
        let list = list.collect::<Vec<_>>().join(", ");
        let message = format!("`{value}` is not allowed here. Expected one of {list}.");
        let finding = sink.report(node.inner_span(), message);
        if let Some(meant) = nearest(&value, allowed.iter().copied()) {
            let edit = TextEdit::replace(node.span(), quote(meant));
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const RESOURCES: (&str, &str) = ("\"media\": []", "\"media\": [], \"resources\": [@]");

    fn with_resource(resource: &str) -> String {
        manifest(&[(RESOURCES.0, &RESOURCES.1.replace('@', resource))])
    }

    #[test]
    fn values_outside_a_closed_set_are_found() {
        assert_findings(
            &INVALID_VALUE,
            &with_resource("{\"resource_type\": \"«blogs»\", \"url\": \"https://example.com\"}"),
        );
        assert_findings(
            &INVALID_VALUE,
            "//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"supported_os\": [\"linux\", \"«macos»\"]}",
        );
    }

    #[test]
    fn suggestions_of_an_open_set_do_not_bind() {
        assert_findings(
            &INVALID_VALUE,
            &manifest(&[("\"agent-integrations\"", "\"some-team\"")]),
        );
    }

    #[test]
    fn the_nearest_value_is_proposed() {
        let good =
            "//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"support\": \"contrib\"}";
        let bad = good.replace("contrib\"", "Contrib\"");
        assert_fix(&INVALID_VALUE, &bad, good.split_once('\n').unwrap().1);
    }
}
