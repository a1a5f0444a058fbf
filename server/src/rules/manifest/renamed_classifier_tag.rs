//! `manifest/renamed-classifier-tag`

use super::unknown_classifier_tag::visit_tags;
use crate::catalog::classifier_tags;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A classifier tag is known, but published integrations spell it otherwise.
    ///
    /// ## Why
    /// The published list and practice have drifted apart. Both spellings are accepted; the
    /// one in use puts the integration beside its neighbours.
    ///
    /// ## Example
    /// `Category::Data Store` is written `Category::Data Stores`.
    ///
    /// ## Fix
    /// Replaces the tag by the spelling in use.
    RENAMED_CLASSIFIER_TAG = "manifest/renamed-classifier-tag",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    visit_tags(cx, &mut |node, tag| {
        let known = classifier_tags().get(tag);
        if let Some(prefer) = known.and_then(|tag| tag.prefer.as_deref()) {
            let edit = TextEdit::replace(node.span(), quote(prefer));
            let message = format!("Published integrations write `{prefer}`.");
            sink.report(node.inner_span(), message)
                .unsafe_fix(format!("Replace by `{prefer}`"), vec![edit]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn the_spelling_in_use_is_proposed() {
        let bad = manifest(&[("Category::Metrics", "«Category::Data Store»")]);
        assert_findings(&RENAMED_CLASSIFIER_TAG, &bad);
        let good = MANIFEST.replace("Category::Metrics", "Category::Data Stores");
        assert_fix(&RENAMED_CLASSIFIER_TAG, &bad, &good);
    }

    #[test]
    fn tags_in_use_and_without_successor_are_fine() {
        assert_findings(&RENAMED_CLASSIFIER_TAG, &manifest(&[]));
        let text = manifest(&[("Category::Metrics", "Category::Web")]);
        assert_findings(&RENAMED_CLASSIFIER_TAG, &text);
    }
}
