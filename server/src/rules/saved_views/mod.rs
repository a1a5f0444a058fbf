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

use super::{Finding, Rule, Severity, Sink};
use crate::model::FileKind;
use crate::syntax::json::edit::quote;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::{Span, TextEdit};
use crate::workspace::{FileCx, PathTarget};

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
    let tree = cx.file.json().filter(|tree| tree.errors().is_empty())?;
    let root = tree.root(cx.text());
    (root.kind() == JsonKind::Object).then_some(root)
}

/// Reports a finding; a warning only, where the reference validator does not look: it knows
/// the files that the manifest names.
fn report<'s>(
    cx: &FileCx,
    sink: &'s mut Sink,
    span: Span,
    message: impl Into<String>,
) -> &'s mut Finding {
    let finding = sink.report(span, message);
    if !is_validated(cx) {
        finding.severity(Severity::Warning);
    }
    finding
}

fn is_validated(cx: &FileCx) -> bool {
    let Some(manifest) = cx.integration.manifest() else {
        return false;
    };
    let own = cx.file.path.strip_prefix(&*cx.integration.base);
    let views = manifest.assets.iter();
    let mut views = views.filter(|asset| asset.kind == FileKind::SavedView);
    // Of a manifest that is being typed nothing can be told.
    !manifest.well_formed
        || views.any(|view| {
            let written = view.path.value.trim_start_matches('/');
            match cx.integration.resolve(written) {
                PathTarget::File(entry) => Some(&*entry.path) == own,
                _ => false,
            }
        })
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
    let finding = report(cx, sink, node.inner_span(), message);
    if let Some(name) = meant {
        let edit = TextEdit::replace(node.span(), quote(name));
        finding.unsafe_fix(format!("Replace by `{name}`"), vec![edit]);
    }
}
