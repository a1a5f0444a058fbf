//! `manifest/display-on-public`

use super::walk::customary_order;
use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, edit};
use crate::text::{Span, TextEdit};
use crate::workspace::ManifestCx;

rule! {
    /// `display_on_public_website` is missing or neither `true` nor `false`.
    ///
    /// ## Why
    /// The key decides whether the documentation site shows the integration. The validators
    /// that ship with ddev fail without a boolean.
    ///
    /// ## Fix
    /// Turns a text that says a boolean into one; else sets `true`.
    DISPLAY_ON_PUBLIC = "manifest/display-on-public",
    severity: Warning,
    origin: ManifestValidator,
    fix: Mixed,
    check: Manifest(check),
}

const KEY: &str = "display_on_public_website";

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let root = cx.root();
    if !cx.is_well_formed() || cx.generation() != Generation::V2 || root.kind() != JsonKind::Object
    {
        return;
    }
    let Some(node) = root.get(KEY) else {
        let start = root.span().start as usize;
        let edit = edit::insert_member(root, &customary_order(cx.schema()), KEY, "true");
        sink.report(
            Span::new(start, start + 1),
            format!("The manifest has no `{KEY}`; `true` or `false` is needed."),
        )
        .unsafe_fix(format!("Insert `{KEY}`"), vec![edit]);
        return;
    };
    if node.kind() == JsonKind::Bool {
        return;
    }
    let finding = sink.report(node.span(), format!("`{KEY}` must be `true` or `false`."));
    let said = node.as_str().map(|text| text.trim().to_lowercase());
    match said.as_deref() {
        Some(word @ ("true" | "false")) => {
            let edit = TextEdit::replace(node.span(), word);
            finding.safe_fix(format!("Replace by `{word}`"), vec![edit]);
        }
        _ => {
            let edit = TextEdit::replace(node.span(), "true");
            finding.unsafe_fix("Replace by `true`", vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const LINE: &str = "  \"display_on_public_website\": true,\n";

    #[test]
    fn anything_but_a_boolean_is_found() {
        for value in ["«\"true\"»", "«null»", "«1»"] {
            let line = LINE.replace("true", value);
            assert_findings(&DISPLAY_ON_PUBLIC, &manifest(&[(LINE, &line)]));
        }
        let text = manifest(&[("{\n  \"manifest", "«{»\n  \"manifest"), (LINE, "")]);
        assert_findings(&DISPLAY_ON_PUBLIC, &text);
    }

    #[test]
    fn false_is_a_boolean() {
        let line = LINE.replace("true", "false");
        assert_findings(&DISPLAY_ON_PUBLIC, &manifest(&[(LINE, &line)]));
    }

    #[test]
    fn the_boolean_is_put_in() {
        assert_fix(&DISPLAY_ON_PUBLIC, &manifest(&[(LINE, "")]), MANIFEST);
        let text = LINE.replace("true", "\"True\"");
        assert_fix(&DISPLAY_ON_PUBLIC, &manifest(&[(LINE, &text)]), MANIFEST);
    }
}
