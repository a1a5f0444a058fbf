//! `manifest/description-missing`

use super::walk::customary_order;
use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, edit};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The tile has no description, or none that is text.
    ///
    /// ## Why
    /// The catalogue shows it below the title. The validators that ship with ddev stop with
    /// an unhandled exception without it.
    ///
    /// ## Fix
    /// Inserts an empty description to fill in.
    DESCRIPTION_MISSING = "manifest/description-missing",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if !cx.is_well_formed() || cx.generation() != Generation::V2 {
        return;
    }
    let Some(tile) = cx
        .root()
        .get("tile")
        .filter(|t| t.kind() == JsonKind::Object)
    else {
        return;
    };
    match tile.get("description") {
        Some(node) if node.kind() == JsonKind::String => {}
        Some(node) => {
            let edit = TextEdit::replace(node.span(), "\"\"");
            sink.report(node.span(), "`description` must be a string.")
                .unsafe_fix("Replace by an empty description", vec![edit]);
        }
        None => {
            let order = cx
                .schema()
                .at("/tile")
                .map(customary_order)
                .unwrap_or_default();
            let edit = edit::insert_member(tile, &order, "description", "\"\"");
            let span = tile.key_inner_span().unwrap_or(tile.span());
            sink.report(span, "`/tile` has no `description`.")
                .unsafe_fix("Insert `description`", vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn a_tile_without_description_is_found() {
        let line = "    \"description\": \"Watch Foo.\",\n";
        let bad = manifest(&[("\"tile\"", "\"«tile»\""), (line, "")]);
        assert_findings(&DESCRIPTION_MISSING, &bad);
        assert_fix(
            &DESCRIPTION_MISSING,
            &bad,
            &MANIFEST.replace("Watch Foo.", ""),
        );
        assert_findings(
            &DESCRIPTION_MISSING,
            &manifest(&[("\"Watch Foo.\"", "«null»")]),
        );
    }

    #[test]
    fn an_empty_description_is_one() {
        assert_findings(&DESCRIPTION_MISSING, &manifest(&[("Watch Foo.", "")]));
    }
}
