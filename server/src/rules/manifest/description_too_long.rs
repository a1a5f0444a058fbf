//! `manifest/description-too-long`

use crate::model::{Generation, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// The one-line description does not fit on the tile.
    ///
    /// ## Why
    /// The catalogue cuts the text off after 80 characters, 70 in the marketplace. The
    /// validators that ship with ddev fail on longer ones, but published manifests show that
    /// nobody runs them: hence a warning.
    ///
    /// ## Example
    /// The characters beyond the limit are underlined.
    DESCRIPTION_TOO_LONG = "manifest/description-too-long",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

/// Characters that a marketplace tile holds; the other limit stands in the schema.
const MARKETPLACE_LIMIT: usize = 70;

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let path = match cx.generation() {
        Generation::V2 => "/tile/description",
        _ => "/short_description",
    };
    let Some(limit) = cx.schema().at(path).and_then(|schema| schema.max_length) else {
        return;
    };
    let limit = match (cx.repo.kind, cx.generation()) {
        (RepoKind::Marketplace, Generation::V2) => MARKETPLACE_LIMIT,
        _ => limit,
    };
    let Some(node) = cx.root().pointer(path) else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    let length = text.chars().count();
    if length <= limit {
        return;
    }
    let inner = node.inner_span();
    let raw = inner.slice(cx.text());
    // With escapes the surplus cannot be counted off in the source.
    let surplus = match raw.char_indices().nth(limit) {
        Some((at, _)) if !raw.contains('\\') => {
            Span::new(inner.start as usize + at, inner.end as usize)
        }
        _ => inner,
    };
    sink.report(
        surplus,
        format!("The description has {length} characters; at most {limit} fit."),
    );
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_surplus_is_underlined() {
        let text = format!("\"{}«{}»\"", "é".repeat(80), "x".repeat(3));
        assert_findings(
            &DESCRIPTION_TOO_LONG,
            &manifest(&[("\"Watch Foo.\"", &text)]),
        );
    }

    #[test]
    fn eighty_characters_fit_but_not_in_the_marketplace() {
        let exact = format!("\"{}\"", "é".repeat(80));
        let text = manifest(&[("\"Watch Foo.\"", &exact)]);
        assert_findings(&DESCRIPTION_TOO_LONG, &text);
        let marked = format!("\"{}«{}»\"", "é".repeat(70), "é".repeat(10));
        let text = manifest(&[("\"Watch Foo.\"", &marked)]);
        assert_findings(&DESCRIPTION_TOO_LONG, &format!("//! marketplace\n{text}"));
    }

    #[test]
    fn older_manifests_have_the_same_limit() {
        let text = format!(
            "//- foo/manifest.json\n{{\"manifest_version\": \"1.0.0\", \"short_description\": \"{}«x»\"}}",
            "x".repeat(80)
        );
        assert_findings(&DESCRIPTION_TOO_LONG, &text);
        let oldest = text.replace("1.0.0", "0.1.0").replace(['«', '»'], "");
        assert_findings(&DESCRIPTION_TOO_LONG, &oldest);
    }
}
