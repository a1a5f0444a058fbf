//! Completion in `manifest.json`: keys of the schema and values of every kind, with
//! quotes and commas so that the text stays valid JSON.

mod keys;
mod spot;
mod values;

use super::{Completion, CompletionKind};
use crate::catalog::skeleton_snippet;
use crate::syntax::json::JsonKind;
use crate::syntax::json::edit::indent_unit;
use crate::text::{Span, TextEdit};
use crate::workspace::ManifestCx;
use spot::{Role, Spot};

pub(super) fn complete(cx: &ManifestCx, offset: usize) -> Vec<Completion> {
    if cx.root().kind() == JsonKind::Missing {
        return whole_file(cx, offset);
    }
    let Some(spot) = Spot::at(cx, offset) else {
        return Vec::new();
    };
    match spot.role {
        Role::Key(object) => keys::complete(cx, &spot, object),
        Role::Value(node) => values::complete(cx, &spot, node),
        Role::Item(array) => values::complete_item(cx, &spot, array),
    }
}

/// A manifest to start from, in an empty file.
fn whole_file(cx: &ManifestCx, offset: usize) -> Vec<Completion> {
    if !cx.text().trim().is_empty() {
        return Vec::new();
    }
    let (snippet, _) = skeleton_snippet(cx.schema(), indent_unit(cx.text()), 1);
    let mut item = Completion::new(
        format!("manifest {}", cx.generation().label()),
        CompletionKind::Snippet,
        TextEdit::replace(Span::at(offset), snippet),
    );
    item.snippet = true;
    item.documentation = Some(cx.schema().description.clone());
    vec![item]
}

#[cfg(test)]
mod tests;
