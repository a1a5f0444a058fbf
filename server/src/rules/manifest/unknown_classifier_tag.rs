//! `manifest/unknown-classifier-tag`

use super::walk;
use crate::catalog::{ValueKind, classifier_tags, nearest};
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A classifier tag is neither documented nor used by any published integration.
    ///
    /// ## Why
    /// Tags are matched as written. One that nobody knows files the integration nowhere.
    ///
    /// ## Example
    /// `Supported OS::Mac` should be `Supported OS::macOS`.
    ///
    /// ## Fix
    /// Replaces the tag by the known one that is nearest.
    UNKNOWN_CLASSIFIER_TAG = "manifest/unknown-classifier-tag",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    visit_tags(cx, &mut |node, tag| {
        if classifier_tags().get(tag).is_some() {
            return;
        }
        let known = classifier_tags().tags.iter().filter(|tag| tag.in_use);
        let meant = nearest(tag, known.map(|tag| tag.name.as_str()));
        let message = match (meant, classifier_tags().group_of(tag)) {
            (Some(meant), _) => format!("`{tag}` is no known tag. Did you mean `{meant}`?"),
            (None, Some(group)) => format!("The group `{}` has no tag `{tag}`.", group.name),
            (None, None) => {
                let groups = classifier_tags()
                    .groups
                    .iter()
                    .map(|g| format!("`{}::`", g.name));
                let groups = groups.collect::<Vec<_>>().join(", ");
                format!("`{tag}` is no known tag. Tags begin with {groups}.")
            }
        };
        let finding = sink.report(node.inner_span(), message);
        if let Some(meant) = meant {
            let edit = TextEdit::replace(node.span(), quote(meant));
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
    });
}

/// Calls `visit` for every classifier tag that is text.
pub(super) fn visit_tags(cx: &ManifestCx, visit: &mut dyn FnMut(JsonNode, &str)) {
    walk::visit(cx, &mut |node, schema| {
        if schema.kind == Some(ValueKind::ClassifierTag)
            && let Some(tag) = node.as_str()
        {
            visit(node, &tag);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn unknown_tags_are_found_used_and_documented_ones_are_not() {
        let tags =
            "\"«Category::Metric»\", \"«Metrics»\", \"Category::AI/ML\", \"Category::Data Store\"";
        assert_findings(
            &UNKNOWN_CLASSIFIER_TAG,
            &manifest(&[("\"Category::Metrics\"", tags)]),
        );
    }

    #[test]
    fn the_nearest_tag_is_proposed() {
        let bad = manifest(&[("Category::Metrics", "Category::metrics")]);
        assert_fix(&UNKNOWN_CLASSIFIER_TAG, &bad, MANIFEST);
    }
}
