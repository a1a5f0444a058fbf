//! The tree of a manifest beside its schema: every value with what may stand there.
//! Places that have a rule of their own are named here, so that nothing is said twice.

use crate::catalog::{Schema, SchemaType};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::ManifestCx;

/// Paths whose presence and type have a rule of their own.
const OWN_RULE: [&str; 2] = ["/display_on_public_website", "/tile/description"];

/// Entries of the gallery have rules of their own.
const MEDIA: &str = "/tile/media[]";

/// True when the general rules leave a path alone.
pub(super) fn has_own_rule(path: &str) -> bool {
    OWN_RULE.contains(&path) || path.starts_with(MEDIA)
}

/// Calls `visit` for every value that the schema knows, outer ones first.
pub(super) fn visit(cx: &ManifestCx, visit: &mut dyn FnMut(JsonNode, &'static Schema)) {
    cx.known_values()
        .iter()
        .for_each(|(node, schema)| visit(*node, schema));
}

/// True when a value is of a type; a whole number counts as an integer however written.
pub(super) fn is_of(node: JsonNode, wanted: SchemaType) -> bool {
    match (node.kind(), wanted) {
        (JsonKind::Object, SchemaType::Object)
        | (JsonKind::Array, SchemaType::Array)
        | (JsonKind::String, SchemaType::String)
        | (JsonKind::Number, SchemaType::Number)
        | (JsonKind::Bool, SchemaType::Boolean)
        | (JsonKind::Null, SchemaType::Null) => true,
        (JsonKind::Number, SchemaType::Integer) => {
            node.raw().parse::<f64>().is_ok_and(|n| n.fract() == 0.0)
        }
        _ => false,
    }
}

/// A type with its article.
pub(super) fn type_name(wanted: SchemaType) -> &'static str {
    match wanted {
        SchemaType::Object => "an object",
        SchemaType::Array => "an array",
        SchemaType::String => "a string",
        SchemaType::Integer => "an integer",
        SchemaType::Number => "a number",
        SchemaType::Boolean => "`true` or `false`",
        SchemaType::Null => "`null`",
    }
}

/// Keys of an object in customary order.
pub(super) fn customary_order(schema: &Schema) -> Vec<&str> {
    schema
        .properties
        .iter()
        .map(|(key, _)| key.as_str())
        .collect()
}
