//! `saved-views/options`

use super::view;
use crate::catalog::saved_view_options;
use crate::model::FileKind;
use crate::rules::json::report_unknown_keys;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::workspace::FileCx;

rule! {
    /// A saved view has an option that its page does not have.
    ///
    /// ## Why
    /// The pages `stream`, `analytics` and `process_overview` have options of their own, and `insights`,
    /// `patterns` and `traces` have none. `ddev validate saved-views` fails on others there; on the
    /// remaining pages anything is allowed.
    ///
    /// ## Fix
    /// Renames it to an option whose name is near, or removes it.
    OPTIONS = "saved-views/options",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(view) = view(cx) else { return };
    let page = view.get("page").and_then(|page| page.as_str());
    let Some(page) = page else { return };
    let Some(allowed) = saved_view_options(&page) else {
        return;
    };
    let options = view.get("options");
    let Some(options) = options.filter(|options| options.kind() == JsonKind::Object) else {
        return;
    };
    report_unknown_keys(sink, options, allowed.iter().copied(), |key| {
        if allowed.is_empty() {
            format!("The page `{page}` has no options; `{key}` has no place here.")
        } else {
            format!("`{key}` is no option of the page `{page}`.")
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn options_go_by_page() {
        assert_findings(&OPTIONS, &changed(&[]));
        assert_findings(&OPTIONS, &changed(&[("\"columns\"", "\"«limit»\"")]));
        let changes = [("stream", "traces"), ("\"columns\"", "\"«columns»\"")];
        assert_findings(&OPTIONS, &changed(&changes));
        let changes = [
            ("stream", "container_overview"),
            ("\"columns\"", "\"limit\""),
        ];
        assert_findings(&OPTIONS, &changed(&changes));
        let changes = [("stream", "traces"), ("{\"columns\": [\"content\"]}", "{}")];
        assert_findings(&OPTIONS, &changed(&changes));
    }

    #[test]
    fn an_option_is_renamed_or_removed() {
        let bad = changed(&[("\"columns\"", "\"column\"")]);
        assert_fix(&OPTIONS, &bad, &text(&[]));
        let bad = changed(&[("\"columns\"", "\"limit\": 1, \"columns\"")]);
        assert_fix(&OPTIONS, &bad, &text(&[]));
    }
}
