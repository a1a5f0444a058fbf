//! Keys: those of the schema that the object does not have yet, required ones first;
//! in the asset groups, a short name for every file that has none.

use super::super::{Completion, CompletionKind, escape_snippet};
use super::spot::{Spot, Typed};
use crate::catalog::{Schema, skeleton_snippet};
use crate::ide::manifest_refs::schema_of;
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::{indent_unit, quote};
use crate::text::TextEdit;
use crate::workspace::{ManifestCx, PathTarget};

/// Optional keys come after all required ones.
const OPTIONAL: u32 = 1000;
/// Keys of other kinds of repositories come last.
const ELSEWHERE: u32 = 2000;

pub(super) fn complete(cx: &ManifestCx, spot: &Spot, object: JsonNode) -> Vec<Completion> {
    let Some(schema) = schema_of(cx, object) else {
        return Vec::new();
    };
    let others: Vec<_> = object
        .children()
        .filter(|child| child.key_span() != Some(spot.token))
        .filter_map(|child| child.key())
        .collect();
    let mut items = Vec::new();
    for (index, (key, known)) in schema.properties.iter().enumerate() {
        if known.deprecated || others.iter().any(|other| other == key) {
            continue;
        }
        let (value, _) = skeleton_snippet(known, indent_unit(cx.text()), 1);
        let mut item = member(spot, key, &value);
        let required = schema.required.contains(key);
        let kind = cx.repo.kind.name();
        let here = known.repositories.is_empty() || known.repositories.iter().any(|r| r == kind);
        item.detail = Some(if required { "required" } else { "optional" }.to_owned());
        item.documentation = Some(known.description.clone());
        item.rank =
            index as u32 + if required { 0 } else { OPTIONAL } + if here { 0 } else { ELSEWHERE };
        items.push(item);
    }
    if let Some(free) = schema.additional.as_deref() {
        items.extend(assets(cx, spot, object, free));
    }
    items
}

/// A short name for every file of the folder that has none.
fn assets(cx: &ManifestCx, spot: &Spot, object: JsonNode, free: &Schema) -> Vec<Completion> {
    let (Some(dir), Some(extension)) = (&free.dir, &free.extension) else {
        return Vec::new();
    };
    let named: Vec<&str> = object
        .children()
        .filter_map(|child| match cx.resolve(&child.as_str()?) {
            PathTarget::File(entry) => Some(&*entry.path),
            _ => None,
        })
        .collect();
    let files = cx
        .integration
        .files
        .files_below(dir)
        .map(|entry| &*entry.path);
    files
        .filter(|path| !named.contains(path))
        .filter_map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let (stem, ending) = name.rsplit_once('.')?;
            if ending != extension.trim_start_matches('.') || object.get(stem).is_some() {
                return None;
            }
            let mut item = member(spot, stem, &escape_snippet(&quote(path)));
            item.kind = CompletionKind::File;
            item.detail = Some(path.to_owned());
            Some(item)
        })
        .collect()
}

/// A member with a value, or the key alone where the rest is there already.
fn member(spot: &Spot, key: &str, value: &str) -> Completion {
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
