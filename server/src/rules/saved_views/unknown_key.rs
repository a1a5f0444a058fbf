//! `saved-views/unknown-key`

use super::view;
use crate::catalog::saved_view_schema;
use crate::model::FileKind;
use crate::rules::json::report_unknown_keys;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A saved view has a key that saved views do not have.
    ///
    /// ## Why
    /// Beside `name`, `type`, `page` and `query` only `options`, `timerange` and `visible_facets` are
    /// allowed. `ddev validate saved-views` fails on any other.
    ///
    /// ## Fix
    /// Renames it to a known key whose name is near, or removes it.
    UNKNOWN_KEY = "saved-views/unknown-key",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(view) = view(cx) else { return };
    let keys = &saved_view_schema().properties;
    let known = keys.iter().map(|(key, _)| key.as_str());
    report_unknown_keys(sink, view, known, |key| {
        format!("`{key}` is no key of a saved view.")
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn seven_keys_are_known() {
        assert_findings(&UNKNOWN_KEY, &changed(&[]));
        assert_findings(
            &UNKNOWN_KEY,
            &changed(&[("\"query\"", "\"«id»\": 1, \"query\"")]),
        );
    }

    #[test]
    fn a_near_miss_is_renamed_and_anything_else_removed() {
        let bad = changed(&[("\"options\"", "\"option\"")]);
        assert_fix(&UNKNOWN_KEY, &bad, &text(&[]));
        let bad = changed(&[("\"query\"", "\"id\": 1,\n  \"query\"")]);
        assert_fix(&UNKNOWN_KEY, &bad, &text(&[]));
    }
}
