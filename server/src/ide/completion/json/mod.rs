//! Completion in JSON files along their schema: keys with a value to fill in, values of
//! closed and suggested sets, with quotes and commas so that the text stays valid JSON.
//! What a kind of file knows beyond its schema comes in through [`Knows`].

mod keys;
mod values;

use super::{Completion, CompletionKind, escape_snippet};
use crate::catalog::{Schema, skeleton_snippet};
use crate::ide::json_nodes::schema_of;
use crate::ide::json_spot::{Role, Spot};
use crate::syntax::json::edit::{indent_unit, quote};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

pub(super) use keys::member;
pub(super) use values::Offer;

/// Offers that are chosen less often come behind this rank.
pub(super) const LATER: u32 = 100_000;

/// What one kind of file knows beyond its schema.
pub(super) trait Knows {
    /// Adds values that fit a place; asked once for its schema and each alternative of it.
    fn values(&self, _place: &Place, _schema: &'static Schema, _offers: &mut Vec<Offer>) {}

    /// Members of an object under keys that its schema leaves free.
    fn members(&self, _spot: &Spot, _object: JsonNode, _free: &Schema) -> Vec<Completion> {
        Vec::new()
    }

    /// False for a key of the schema that has no place in this object.
    fn allows(&self, _object: JsonNode, _key: &str) -> bool {
        true
    }
}

/// Where a value is due.
pub(super) struct Place {
    /// Path of the value from the root, as [`JsonNode::path`] writes it.
    pub(super) path: String,
    /// Texts beside it, in the same container.
    pub(super) siblings: Vec<String>,
}

impl Place {
    /// A text stands in the same container already.
    pub(super) fn has(&self, text: &str) -> bool {
        self.siblings
            .iter()
            .any(|other| other.trim_start_matches("./") == text)
    }
}

/// Offers at a byte offset. `title` names the file in the offer of a whole new one.
pub(super) fn complete(
    cx: &FileCx,
    offset: usize,
    whole: &'static Schema,
    title: &str,
    knows: &dyn Knows,
) -> Vec<Completion> {
    let Some(tree) = cx.file.json() else {
        return Vec::new();
    };
    if tree.root(cx.text()).kind() == JsonKind::Missing {
        return whole_file(cx, offset, whole, title);
    }
    let Some(spot) = Spot::at(cx, offset) else {
        return Vec::new();
    };
    let unit = indent_unit(cx.text());
    match spot.role {
        Role::Key(object) => {
            let schema = schema_of(whole, object);
            schema.map_or_else(Vec::new, |schema| {
                keys::complete(cx, &spot, object, schema, knows)
            })
        }
        Role::Value(node) => {
            let schema = schema_of(whole, node);
            let place = Place {
                path: node.path(),
                siblings: node
                    .parent()
                    .map(|list| texts(list, Some(node)))
                    .unwrap_or_default(),
            };
            schema.map_or_else(Vec::new, |schema| {
                values::complete(&spot, schema, &place, unit, knows)
            })
        }
        Role::Item(array) => {
            let schema = schema_of(whole, array).and_then(Schema::item);
            let place = Place {
                path: format!("{}[]", array.path()),
                siblings: texts(array, None),
            };
            schema.map_or_else(Vec::new, |schema| {
                values::complete(&spot, schema, &place, unit, knows)
            })
        }
    }
}

/// A document to start from, in an empty file.
fn whole_file(cx: &FileCx, offset: usize, whole: &'static Schema, title: &str) -> Vec<Completion> {
    if !cx.text().trim().is_empty() {
        return Vec::new();
    }
    let (snippet, _) = skeleton_snippet(whole, indent_unit(cx.text()), 1);
    let mut item = Completion::new(
        title,
        CompletionKind::Snippet,
        TextEdit::replace(Span::at(offset), snippet),
    );
    item.snippet = true;
    item.documentation = Some(whole.description.clone());
    vec![item]
}

/// Texts beside a place.
fn texts(list: JsonNode, except: Option<JsonNode>) -> Vec<String> {
    let others = list.children().filter(|child| Some(*child) != except);
    others
        .filter_map(|child| child.as_str())
        .map(String::from)
        .collect()
}

/// A snippet with a better value in the place of an empty text under a key.
pub(super) fn fill_in(item: &mut Completion, key: &str, value: &str) {
    let head = format!("{}: \"$", quote(key));
    let text = &item.edit.text;
    let Some(start) = text.find(&head).map(|at| at + head.len()) else {
        return;
    };
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text[start..].split_at(digits);
    if item.snippet && !number.is_empty() && rest.starts_with('"') {
        let quoted = quote(value);
        let inner = escape_snippet(quoted.trim_matches('"'));
        let filled = format!("{}{{{number}:{inner}}}{rest}", &text[..start]);
        item.edit.text = filled;
    }
}
