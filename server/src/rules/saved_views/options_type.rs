//! `saved-views/options-type`

use super::view;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The options of a saved view are not an object.
    ///
    /// ## Why
    /// `ddev validate saved-views` looks for the keys of `options` and dies on anything but an object,
    /// `null` too. Leave the key out when there are none.
    ///
    /// ## Fix
    /// Replaces an empty value by an empty object.
    OPTIONS_TYPE = "saved-views/options-type",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Safe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(node) = view(cx).and_then(|view| view.get("options")) else {
        return;
    };
    if node.kind() == JsonKind::Object {
        return;
    }
    let finding = sink.report(node.span(), "`options` must be an object.");
    if node.is_falsy() {
        let edit = TextEdit::replace(node.span(), "{}");
        finding.safe_fix("Replace by `{}`", vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const OPTIONS: &str = "{\"columns\": [\"content\"]}";

    #[test]
    fn options_are_an_object() {
        assert_findings(&OPTIONS_TYPE, &changed(&[(OPTIONS, "{}")]));
        for bad in ["«[]»", "«null»", "«\"\"»", "«[\"columns\"]»"] {
            assert_findings(&OPTIONS_TYPE, &changed(&[(OPTIONS, bad)]));
        }
        let bad = changed(&[(OPTIONS, "null")]);
        assert_fix(&OPTIONS_TYPE, &bad, &text(&[(OPTIONS, "{}")]));
    }
}
