//! `saved-views/missing-key`

use super::view;
use crate::catalog::{saved_view_schema, skeleton};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::{indent_unit, insert_member, quote};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A saved view lacks `name`, `page`, `query` or `type`.
    ///
    /// ## Why
    /// `ddev validate saved-views` fails without any of the four. Without `page` or `type` it does not
    /// even come to an end.
    ///
    /// ## Fix
    /// Inserts the key, with a value to be filled in or, of a few allowed ones, the first.
    MISSING_KEY = "saved-views/missing-key",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let (Some(view), schema) = (view(cx), saved_view_schema()) else {
        return;
    };
    let order: Vec<&str> = schema
        .properties
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    for key in schema.required.iter().filter(|key| view.get(key).is_none()) {
        // The opening bracket stands for the view.
        let start = view.span().start as usize;
        let message = format!("The saved view has no `{key}`.");
        let finding = sink.report(Span::new(start, start + 1), message);
        if let Some(known) = schema.property(key) {
            // Of a few allowed values the first is a start; an empty one ddev refuses.
            let value = match known.values.first().and_then(|value| value.as_str()) {
                Some(first) => quote(first),
                None => skeleton(known, indent_unit(cx.text())),
            };
            let edit = insert_member(view, &order, key, &value);
            finding.unsafe_fix(format!("Insert `{key}`"), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn four_keys_are_required() {
        assert_findings(&MISSING_KEY, &changed(&[]));
        for key in [
            "  \"name\": \"Foo errors\",\n",
            "  \"type\": \"logs\",\n",
            "  \"page\": \"stream\",\n",
        ] {
            assert_findings(&MISSING_KEY, &changed(&[("{\n", "«{»\n"), (key, "")]));
        }
        let options = ",\n  \"options\": {\"columns\": [\"content\"]}";
        assert_findings(&MISSING_KEY, &changed(&[(options, "")]));
    }

    #[test]
    fn the_key_comes_at_its_place() {
        let bad = changed(&[("  \"query\": \"source:foo\",\n", "")]);
        assert_fix(&MISSING_KEY, &bad, &text(&[("source:foo", "")]));
        let bad = changed(&[("  \"type\": \"logs\",\n", "")]);
        assert_fix(&MISSING_KEY, &bad, &text(&[]));
    }
}
