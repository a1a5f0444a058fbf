//! Rules about `assets/saved_views/*.json`.

#[cfg(test)]
mod fixtures;
mod invalid_json;
mod missing_file;
mod missing_key;
mod not_an_object;
mod options;
mod options_type;
mod page;
mod timerange;
mod type_;
mod unknown_key;
mod visible_facets;

use super::{Rule, Sink};
use crate::syntax::json::edit::quote;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::TextEdit;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &invalid_json::INVALID_JSON,
    &missing_file::MISSING_FILE,
    &missing_key::MISSING_KEY,
    &not_an_object::NOT_AN_OBJECT,
    &options::OPTIONS,
    &options_type::OPTIONS_TYPE,
    &page::PAGE,
    &timerange::TIMERANGE,
    &type_::TYPE,
    &unknown_key::UNKNOWN_KEY,
    &visible_facets::VISIBLE_FACETS,
];

/// The saved view of a file; `None` while its text is no JSON, or no object.
fn view<'a>(cx: &FileCx<'a>) -> Option<JsonNode<'a>> {
    let tree = cx.file.sound_json()?;
    let root = tree.root(cx.text());
    (root.kind() == JsonKind::Object).then_some(root)
}

/// Reports a value that is none of a list, with the nearest one as fix.
fn check_listed(cx: &FileCx, sink: &mut Sink, key: &str, known: &[&str], what: &str) {
    let Some(node) = view(cx).and_then(|view| view.get(key)) else {
        return;
    };
    let text = node.as_str();
    if text.as_deref().is_some_and(|text| known.contains(&text)) {
        return;
    }
    let meant = text
        .as_deref()
        .and_then(|text| crate::catalog::nearest(text, known.iter().copied()));
    let shown: String = match &text {
        Some(text) => text.chars().take(60).collect(),
        None => node.raw().chars().take(20).collect(),
    };
    let hint = meant.map_or(String::new(), |name| format!(" Did you mean `{name}`?"));
    let message = format!("`{shown}` is no {what}.{hint}");
    let finding = sink.report(node.inner_span(), message);
    if let Some(name) = meant {
        let edit = TextEdit::replace(node.span(), quote(name));
        finding.unsafe_fix(format!("Replace by `{name}`"), vec![edit]);
    }
}
