//! `saved-views/unknown-key`

use super::{report, view};
use crate::catalog::{nearest, saved_view_schema};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::{quote, remove};
use crate::text::TextEdit;
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
    let known = saved_view_schema()
        .properties
        .iter()
        .map(|(key, _)| key.as_str());
    let missing: Vec<&str> = known.filter(|key| view.get(key).is_none()).collect();
    for member in view.children() {
        let (Some(key), Some(whole)) = (member.key(), member.key_span()) else {
            continue;
        };
        if saved_view_schema().property(&key).is_some() {
            continue;
        }
        let meant = nearest(&key, missing.iter().copied());
        let hint = meant.map_or(String::new(), |name| format!(" Did you mean `{name}`?"));
        let message = format!("`{key}` is no key of a saved view.{hint}");
        let span = member.key_inner_span().unwrap_or(whole);
        let finding = report(cx, sink, span, message);
        if let Some(name) = meant {
            let edit = TextEdit::replace(whole, quote(name));
            finding.unsafe_fix(format!("Rename to `{name}`"), vec![edit]);
        }
        finding.unsafe_fix(format!("Remove `{key}`"), vec![remove(member)]);
    }
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
