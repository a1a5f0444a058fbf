//! Keys: those of the schema that the object does not have yet, required ones first.

use super::super::{Completion, CompletionKind, escape_snippet};
use super::Knows;
use crate::catalog::{Schema, skeleton_snippet};
use crate::ide::json_spot::{Spot, Typed};
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::{indent_unit, quote};
use crate::text::TextEdit;
use crate::workspace::FileCx;

/// Optional keys come after all required ones.
const OPTIONAL: u32 = 1000;
/// Keys of other kinds of repositories come last.
const ELSEWHERE: u32 = 2000;

pub(super) fn complete(
    cx: &FileCx,
    spot: &Spot,
    object: JsonNode,
    schema: &'static Schema,
    knows: &dyn Knows,
) -> Vec<Completion> {
    let others: Vec<_> = object
        .children()
        .filter(|child| child.key_span() != Some(spot.token))
        .filter_map(|child| child.key())
        .collect();
    let mut items = Vec::new();
    for (index, (key, known)) in schema.all_properties().enumerate() {
        if known.deprecated || others.iter().any(|other| other == key) || !knows.allows(object, key)
        {
            continue;
        }
        let (value, _) = skeleton_snippet(known, indent_unit(cx.text()), 1);
        let mut item = member(spot, key, &value);
        let required = schema.requires(key);
        let kind = cx.repo.kind.name();
        let here = known.repositories.is_empty() || known.repositories.iter().any(|r| r == kind);
        item.detail = Some(if required { "required" } else { "optional" }.to_owned());
        item.documentation = Some(known.description.clone());
        item.rank =
            index as u32 + if required { 0 } else { OPTIONAL } + if here { 0 } else { ELSEWHERE };
        items.push(item);
    }
    if let Some(free) = schema.additional.as_deref() {
        items.extend(knows.members(spot, object, free));
    }
    items
}

/// A member with a value, or the key alone where the rest is there already.
pub(in crate::ide::completion) fn member(spot: &Spot, key: &str, value: &str) -> Completion {
    let quoted = quote(key);
    if spot.has_colon && spot.typed != Typed::Bare {
        let inner = quoted.trim_matches('"');
        return Completion::new(
            key,
            CompletionKind::Field,
            TextEdit::replace(spot.inner(), inner),
        );
    }
    let text = format!("{}: {value}", escape_snippet(&quoted));
    let (edit, more) = spot.insert(&text);
    let mut item = Completion::new(key, CompletionKind::Field, edit);
    item.additional_edits = more;
    item.snippet = true;
    // What is typed begins with a quote, or does not.
    item.filter = Some(match spot.typed {
        Typed::Bare => key.to_owned(),
        _ => quoted,
    });
    item
}
