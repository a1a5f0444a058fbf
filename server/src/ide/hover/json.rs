//! Hover in JSON files along their schema: what a key means, what a value says.

use super::Hover;
use crate::catalog::{Schema, SchemaType};
use crate::ide::json_nodes::{node_under, schema_of};
use crate::syntax::json::JsonNode;
use crate::workspace::FileCx;

/// What is under the cursor. `file` names the whole; `more` says what is known of a value
/// beyond its schema.
pub(super) fn hover(
    cx: &FileCx,
    offset: usize,
    whole: &'static Schema,
    file: &str,
    more: &dyn Fn(JsonNode) -> Option<String>,
) -> Option<Hover> {
    let (node, span, on_key) = node_under(cx, offset)?;
    let schema = schema_of(whole, node);
    let mut parts = Vec::new();
    if !on_key {
        let text = node.as_str();
        let meaning = text.and_then(|text| schema?.value_doc(&text));
        parts.extend(meaning.map(str::to_owned));
        parts.extend(more(node));
    }
    if let Some(schema) = schema {
        parts.push(key_text(node, schema, whole, file, ""));
    }
    (!parts.is_empty()).then(|| Hover {
        span,
        markdown: parts.join("\n\n---\n\n"),
    })
}

/// Meaning of a key: type, duties, description, allowed values.
pub(super) fn key_text(
    node: JsonNode,
    schema: &Schema,
    whole: &'static Schema,
    file: &str,
    note: &str,
) -> String {
    let parent = node.parent();
    let name = match (node.key(), parent.and_then(|parent| parent.key())) {
        (Some(key), _) => key.into_owned(),
        (None, Some(list)) => format!("{list}[]"),
        (None, None) => file.to_owned(),
    };
    let mut notes = vec![types(schema)];
    let outer = parent.and_then(|parent| schema_of(whole, parent));
    if let (Some(key), Some(outer)) = (node.key(), outer) {
        notes.push(if outer.requires(&key) {
            "required".to_owned()
        } else {
            "optional".to_owned()
        });
    }
    if schema.immutable {
        notes.push("never changes once published".to_owned());
    }
    if schema.deprecated {
        notes.push("no longer used".to_owned());
    }
    if !schema.repositories.is_empty() {
        notes.push(format!("only in {}", schema.repositories.join(", ")));
    }
    notes.push(note.to_owned());
    notes.retain(|note| !note.is_empty());
    let mut text = format!(
        "**{name}** ({})\n\n{}",
        notes.join(", "),
        schema.description
    );
    let values: Vec<&str> = schema.values.iter().filter_map(|v| v.as_str()).collect();
    if !values.is_empty() {
        text.push_str("\n\nAllowed values:\n");
        for value in values {
            let meaning = schema.value_doc(value).unwrap_or_default();
            let line = format!("\n- `{value}` {meaning}");
            text.push_str(line.trim_end());
        }
    }
    text
}

fn types(schema: &Schema) -> String {
    let name = |wanted: &SchemaType| match wanted {
        SchemaType::Object => "object",
        SchemaType::Array => "array",
        SchemaType::String => "string",
        SchemaType::Integer => "integer",
        SchemaType::Number => "number",
        SchemaType::Boolean => "boolean",
        SchemaType::Null => "null",
    };
    schema
        .all_types()
        .iter()
        .map(name)
        .collect::<Vec<_>>()
        .join(" or ")
}
