//! How an example names the type of a value and what it says of its default.

use super::RenderErrorKind;
use super::writer::{Stop, Writer};
use crate::engine::python;
use crate::engine::{Id, Value};

/// Types within types.
const MAX_DEPTH: usize = 100;

/// Words for the type of a value.
pub(super) fn type_of(writer: &mut Writer<'_>, value: Id, option: Id) -> Result<String, Stop> {
    let mut out = String::new();
    // Each level repeats a shared type, so a few lines could ask for any length.
    write_type(writer, value, option, &mut out, 0)?;
    Ok(out)
}

fn write_type(
    writer: &mut Writer<'_>,
    value: Id,
    option: Id,
    out: &mut String,
    depth: usize,
) -> Result<(), Stop> {
    if depth == MAX_DEPTH {
        return Err(writer.stop(RenderErrorKind::TooDeep, option));
    }
    if out.len() > 1 << 16 {
        return Err(writer.stop(RenderErrorKind::TooLarge, option));
    }
    let heap = writer.heap;
    if let Some(members) = heap.field(value, "anyOf") {
        for (at, member) in heap.list(members).unwrap_or_default().iter().enumerate() {
            if at > 0 {
                out.push_str(" or ");
            }
            write_type(writer, *member, option, out, depth + 1)?;
        }
        return Ok(());
    }
    let name_in = |value: Id| heap.field(value, "type").and_then(|name| heap.str(name));
    match name_in(value).unwrap_or_default() {
        "object" => out.push_str("mapping"),
        "array" => {
            let Some(items) = heap.field(value, "items") else {
                return Ok(());
            };
            if heap.field(items, "anyOf").is_some() {
                out.push_str("(list of ");
                write_type(writer, items, option, out, depth + 1)?;
                out.push(')');
                return Ok(());
            }
            match name_in(items).unwrap_or_default() {
                "object" => out.push_str("list of mappings"),
                "array" => out.push_str("list of lists"),
                name => out.extend(["list of ", name, "s"]),
            }
        }
        name => out.push_str(name),
    }
    Ok(())
}

/// What follows ` - default: `, if anything does.
pub(super) fn default_text(
    writer: &mut Writer<'_>,
    value: Id,
    example: Option<Id>,
    option: Id,
) -> Result<Option<String>, Stop> {
    let heap = writer.heap;
    let display = heap.field(value, "display_default");
    let default = heap.field(value, "default");
    let told = display
        .or(default)
        .filter(|id| *heap.get(*id) != Value::Null);
    if let Some(told) = told {
        return Ok(match heap.get(told) {
            Value::Str(text) if text.eq_ignore_ascii_case("none") => None,
            Value::Str(text) => Some(text.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            _ => Some(writer.shown(python::repr(heap, told), option)?),
        });
    }
    let Some(example) = example.filter(|_| display.is_none() || default.is_some()) else {
        return Ok(None);
    };
    Ok(match heap.get(example) {
        Value::Bool(value) => Some(value.to_string()),
        Value::Int(_) | Value::BigInt(_) | Value::Float(_) => {
            Some(writer.shown(python::str(heap, example), option)?)
        }
        Value::Str(text) if text.starts_with('<') && text.ends_with('>') => None,
        Value::Str(text) if !text.is_empty() => Some(text.to_string()),
        _ => None,
    })
}
