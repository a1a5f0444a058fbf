//! The type of an option as the example file writes it.

use crate::catalog::spec_words;
use crate::syntax::yaml::YamlNode;

/// Nested types looked at to name the type of a list.
const MAX_SHOWN: usize = 4;

/// The type as the example file writes it.
#[must_use]
pub(super) fn shown_type(value: YamlNode) -> String {
    shown(value, 0)
}

fn shown(value: YamlNode, depth: usize) -> String {
    if depth > MAX_SHOWN {
        return "…".to_owned();
    }
    if let Some(any_of) = value.get("anyOf") {
        let members: Vec<String> = any_of
            .items()
            .take(MAX_SHOWN)
            .map(|member| shown(member, depth + 1))
            .collect();
        return members.join(" or ");
    }
    let name = value.get("type").and_then(|n| n.as_str()).unwrap_or("?");
    if name != "array" {
        let known = spec_words().value_type(name);
        return known.map_or(name, |known| known.shown.as_str()).to_owned();
    }
    let Some(items) = value.get("items") else {
        return "list".to_owned();
    };
    if items.get("anyOf").is_some() {
        return format!("(list of {})", shown(items, depth + 1));
    }
    match items.get("type").and_then(|n| n.as_str()) {
        Some("object") => "list of mappings".to_owned(),
        Some("array") => "list of lists".to_owned(),
        Some(other) => format!("list of {other}s"),
        None => "list".to_owned(),
    }
}
