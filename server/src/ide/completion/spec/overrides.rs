//! Completion of the dotted paths in `overrides`: what the template holds, with its value of
//! today, or without templates the customary keys of its options.

use crate::catalog::spec_words;
use crate::ide::completion::{Completion, CompletionKind, escape_snippet};
use crate::ide::template_options::{Change, Opened};
use crate::model::spec::TemplateRef;
use crate::syntax::yaml::YamlNode;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// Keys that are changed most.
const CUSTOMARY: [&str; 8] = [
    "value.example",
    "required",
    "enabled",
    "hidden",
    "description",
    "display_priority",
    "value.display_default",
    "value.default",
];

/// Paths in a mapping below `overrides`; `None` elsewhere.
pub(super) fn complete(
    cx: &FileCx,
    mapping: YamlNode,
    others: &[&str],
    token: Span,
    has_colon: bool,
) -> Option<Vec<Completion>> {
    if mapping.key() != Some("overrides") {
        return None;
    }
    let template = TemplateRef::of(mapping.parent()?.get("template")?)?;
    let changes = match Opened::of(cx.repo, template.text()) {
        Some(opened) => opened.changes(&CUSTOMARY),
        None => guessed(&template),
    };
    let free = changes
        .into_iter()
        .filter(|change| !others.contains(&&*change.path));
    let items = free.enumerate().map(|(rank, change)| {
        let path = change.path;
        let text = match (has_colon, &change.now) {
            (true, _) => path.clone(),
            (false, Some(now)) if !now.is_empty() => {
                format!("{path}: ${{0:{}}}", escape_snippet(now))
            }
            (false, _) => format!("{path}: $0"),
        };
        let mut item = Completion::new(path, CompletionKind::Field, TextEdit::replace(token, text));
        item.snippet = !has_colon;
        item.detail = change.now.filter(|now| !now.is_empty());
        item.rank = rank as u32;
        item
    });
    Some(items.collect())
}

/// What the table says of a template.
fn guessed(template: &TemplateRef) -> Vec<Change> {
    let names = match template.branches.last() {
        Some(branch) => vec![*branch],
        None => spec_words().brought_by(template.name),
    };
    let paths = names.iter().flat_map(|name| {
        let keys = CUSTOMARY.iter();
        keys.map(move |key| Change {
            path: format!("{name}.{key}"),
            now: None,
        })
    });
    paths.collect()
}
