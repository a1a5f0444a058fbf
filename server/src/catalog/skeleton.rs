//! A first value for a key of the manifest, made from its schema: plain, or as a
//! snippet with places to fill in. Valid JSON of the right type either way.

use serde_json::Value;

use super::{Schema, SchemaType};

/// A value to start from, lines broken by `\n` and indented by `unit` per level.
#[must_use]
pub fn skeleton(schema: &Schema, unit: &str) -> String {
    let mut out = String::new();
    write(schema, unit, 0, &mut out, &mut |out, text| {
        out.push_str(text)
    });
    out
}

/// The same as a snippet: every simple value is a place to fill in. Returns it with the
/// number of the next free place; the first one is `first`.
#[must_use]
pub fn skeleton_snippet(schema: &Schema, unit: &str, first: usize) -> (String, usize) {
    let mut out = String::new();
    let mut stop = first;
    write(schema, unit, 0, &mut out, &mut |out, text| {
        let escaped = text
            .replace('\\', "\\\\")
            .replace('$', "\\$")
            .replace('}', "\\}");
        if escaped.is_empty() {
            out.push_str(&format!("${stop}"));
        } else {
            out.push_str(&format!("${{{stop}:{escaped}}}"));
        }
        stop += 1;
    });
    (out, stop)
}

/// Writes a value; `place` receives the text of every place to fill in.
fn write(
    schema: &Schema,
    unit: &str,
    level: usize,
    out: &mut String,
    place: &mut dyn FnMut(&mut String, &str),
) {
    let default = schema.default.as_ref().or(match schema.values.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    match default {
        Some(Value::String(text)) => {
            out.push('"');
            place(out, text);
            out.push('"');
            return;
        }
        Some(Value::Array(items)) if items.is_empty() => {
            out.push('[');
            place(out, "");
            out.push(']');
            return;
        }
        Some(value) => {
            place(out, &value.to_string());
            return;
        }
        None => {}
    }
    match schema.all_types().first() {
        Some(SchemaType::Object) => write_object(schema, unit, level, out, place),
        Some(SchemaType::Array) => {
            out.push('[');
            place(out, "");
            out.push(']');
        }
        Some(SchemaType::Integer | SchemaType::Number) => place(out, "0"),
        Some(SchemaType::Boolean) => place(out, "false"),
        Some(SchemaType::Null) => place(out, "null"),
        Some(SchemaType::String) | None => {
            out.push('"');
            place(out, "");
            out.push('"');
        }
    }
}

fn write_object(
    schema: &Schema,
    unit: &str,
    level: usize,
    out: &mut String,
    place: &mut dyn FnMut(&mut String, &str),
) {
    let required = schema
        .properties
        .iter()
        .filter(|(key, _)| schema.required.contains(key));
    out.push('{');
    let mut empty = true;
    for (key, child) in required {
        let comma = if empty { "" } else { "," };
        let indent = unit.repeat(level + 1);
        out.push_str(&format!("{comma}\n{indent}\"{key}\": "));
        write(child, unit, level + 1, out, place);
        empty = false;
    }
    if empty {
        place(out, "");
    } else {
        out.push_str(&format!("\n{}", unit.repeat(level)));
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::manifest_schema;

    #[test]
    fn every_key_starts_with_a_value_of_its_type() {
        fn walk(schema: &Schema) {
            for (key, child) in &schema.properties {
                let text = skeleton(child, "  ");
                let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| {
                    panic!("{key}: {error}: {text}");
                });
                let fits = match child.all_types().first() {
                    Some(SchemaType::Object) => value.is_object(),
                    Some(SchemaType::Array) => value.is_array(),
                    Some(SchemaType::Boolean) => value.is_boolean(),
                    Some(SchemaType::String) => value.is_string(),
                    Some(SchemaType::Integer) => value.is_i64(),
                    _ => true,
                };
                assert!(fits, "{key}: {text}");
                walk(child);
            }
        }
        for name in ["v2", "v1", "legacy"] {
            walk(manifest_schema(name));
        }
    }

    #[test]
    fn required_keys_come_along_with_numbered_places() {
        let schema = manifest_schema("v2");
        let events = schema.at("/assets/integration/events").unwrap();
        let (text, next) = skeleton_snippet(events, "  ", 1);
        assert_eq!(text, "{\n  \"creates_events\": ${1:false}\n}");
        assert_eq!(next, 2);
        assert_eq!(skeleton(events, "\t"), "{\n\t\"creates_events\": false\n}");
    }
}
