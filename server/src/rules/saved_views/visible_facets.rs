//! `saved-views/visible-facets`

use super::view;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The visible facets of a saved view are not a list.
    ///
    /// ## Why
    /// `visible_facets` lists facets by name. `ddev validate saved-views` fails on anything but a list
    /// that is not empty.
    ///
    /// ## Fix
    /// Puts a single facet into a list.
    VISIBLE_FACETS = "saved-views/visible-facets",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let node = view(cx).and_then(|view| view.get("visible_facets"));
    let Some(node) = node.filter(|node| !node.is_falsy() && node.kind() != JsonKind::Array) else {
        return;
    };
    let finding = sink.report(node.span(), "`visible_facets` must be a list.");
    if node.kind() == JsonKind::String {
        let list = format!("[{}]", node.raw());
        let title = format!("Replace by `{list}`");
        finding.unsafe_fix(title, vec![TextEdit::replace(node.span(), list)]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FACETS: &str = "[\"service\"]";

    #[test]
    fn facets_are_a_list() {
        for good in ["[]", "null", "\"\"", "[1]"] {
            assert_findings(&VISIBLE_FACETS, &changed(&[(FACETS, good)]));
        }
        for bad in ["«\"service\"»", "«{\"service\": 1}»", "«true»"] {
            assert_findings(&VISIBLE_FACETS, &changed(&[(FACETS, bad)]));
        }
        let bad = changed(&[(FACETS, "\"service\"")]);
        assert_fix(&VISIBLE_FACETS, &bad, &text(&[]));
    }
}
