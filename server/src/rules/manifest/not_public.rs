//! `manifest/not-public`

use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The documentation site does not show the integration.
    ///
    /// ## Why
    /// A reminder: `false` is right while an integration is being written, and easily
    /// forgotten afterwards. The validators that ship with ddev warn of it.
    ///
    /// ## Fix
    /// Sets `true`.
    NOT_PUBLIC = "manifest/not-public",
    severity: Hint,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let node = match cx.generation() {
        Generation::V2 => cx.root().get("display_on_public_website"),
        _ => None,
    };
    if let Some(node) = node.filter(|node| node.as_bool() == Some(false)) {
        sink.report(
            node.span(),
            "The documentation site does not show this integration.",
        )
        .unsafe_fix(
            "Replace by `true`",
            vec![TextEdit::replace(node.span(), "true")],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn a_hidden_integration_is_mentioned() {
        let bad = manifest(&[("website\": true", "website\": «false»")]);
        assert_findings(&NOT_PUBLIC, &bad);
        assert_fix(&NOT_PUBLIC, &bad, MANIFEST);
    }

    #[test]
    fn a_public_one_and_a_broken_value_are_not() {
        assert_findings(&NOT_PUBLIC, &manifest(&[]));
        assert_findings(
            &NOT_PUBLIC,
            &manifest(&[("website\": true", "website\": 0")]),
        );
    }
}
