//! `defaults.py`: what options are when nobody sets them.

use super::error::ModelError;
use super::format::{Style, reformat, statement};
use super::names::{is_identifier, is_keyword};
use crate::engine::{Heap, Id, Origin, Value};

/// The value to use where an option is not set; `None` if there is none.
pub(super) fn default_of(heap: &Heap, schema: Id) -> Result<Option<Id>, ModelError> {
    if let Some(default) = heap.field(schema, "default") {
        return Ok(Some(default));
    }
    if let Some(shown) = heap.field(schema, "display_default") {
        return Ok((*heap.get(shown) != Value::Null).then_some(shown));
    }
    let kind = heap.field(schema, "type").and_then(|kind| heap.str(kind));
    let Some(kind) = kind.filter(|kind| !matches!(*kind, "array" | "object")) else {
        return Ok(None);
    };
    let example = heap.field(schema, "example").ok_or_else(|| {
        ModelError::crash(
            heap.origin(schema),
            "the value is used twice through an anchor, and has lost its example",
        )
    })?;
    Ok(match (kind, heap.str(example)) {
        ("string", Some(text)) if is_placeholder(text) => None,
        ("string", _) | (_, None) => Some(example),
        (_, Some(_)) => None,
    })
}

/// `<LIKE_THIS>`: tells what to write, is no value.
fn is_placeholder(text: &str) -> bool {
    text.contains('<') && text.contains('>') && text.to_uppercase() == text
}

/// The file without what stands before it.
pub(super) fn file(defaults: &[(String, String)], style: Style) -> Result<String, ModelError> {
    let mut out = String::from("\n");
    for (at, (name, value)) in defaults.iter().enumerate() {
        if !is_identifier(name) || is_keyword(name) {
            return Err(ModelError::crash(
                Origin::nowhere(),
                format!("`{name}` would be a function in `defaults.py`, which Python refuses"),
            ));
        }
        if at > 0 {
            out.push_str("\n\n");
        }
        out.push_str(&format!("def {name}():\n"));
        statement(&format!("return {value}"), 4, style, &mut out).map_err(|_| {
            ModelError::unknown(Origin::nowhere(), "a default is nested too deeply")
        })?;
    }
    Ok(out)
}

/// `deprecations.py` from the mapping of each section, shared first.
pub(super) fn deprecations(
    sections: &[(&str, String)],
    style: Style,
) -> Result<String, ModelError> {
    let mut out = String::new();
    let mut is_long = false;
    for (model, value) in sections {
        let line = format!("    return {value}");
        is_long |= line.chars().count() > 120;
        out.push_str(&format!("\n\ndef {model}():\n{line}\n"));
    }
    if !is_long {
        return Ok(out);
    }
    reformat(&out, style)
        .map_err(|_| ModelError::unknown(Origin::nowhere(), "a deprecation cannot be laid out"))
}
