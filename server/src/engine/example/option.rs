//! Renders options and sections.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::types::{default_text, type_of};
use super::writer::{Part, Stop, Writer};
use super::{FieldLevel, RenderErrorKind};
use crate::catalog::spec_words;
use crate::engine::python::{self, DumpStyle, PairValue};
use crate::engine::{Heap, Id, Key, Value};

/// Sections within sections.
const MAX_DEPTH: usize = 100;
/// Blanks by which the options of a section move in.
const STEP: &str = "    ";

/// Renders the options of a file.
pub(super) fn write_all(writer: &mut Writer<'_>, options: &[Id]) -> Result<(), Stop> {
    for (at, option) in options.iter().enumerate() {
        if writer.is_set(*option, "hidden") {
            continue;
        }
        write_option(writer, *option, "", false)?;
        if at + 1 < options.len() {
            writer.write(&["\n"]);
        }
    }
    Ok(())
}

fn is_enabled(writer: &Writer<'_>, option: Id) -> bool {
    match writer.heap.field(option, "enabled") {
        Some(enabled) => !writer.heap.get(enabled).is_falsy(),
        None => writer.is_set(option, "required"),
    }
}

/// `starts_item` for the first option of a list item: its lines begin with the dash.
fn write_option(
    writer: &mut Writer<'_>,
    option: Id,
    indent: &str,
    starts_item: bool,
) -> Result<(), Stop> {
    writer.check_size(option)?;
    check_fields(writer, option, option, FieldLevel::Option);
    if let Some(value) = writer.heap.field(option, "value") {
        return write_value(writer, option, value, indent, starts_item);
    }
    write_description(writer, option, indent, true);
    let start = writer.out.len();
    writer.write(&[indent, "#\n"]);
    if let Some(options) = writer.heap.field(option, "options") {
        let mark = if is_enabled(writer, option) { "" } else { "# " };
        writer.write(&[indent, mark, writer.name(option), ":\n"]);
        let name = writer.heap.field(option, "name");
        writer.place(start, Part::Name, option, &[name]);
        return write_section(writer, option, options, indent);
    }
    let example = writer.heap.field(option, "example");
    let shown = match example {
        Some(example) => PairValue::Of(example),
        None if writer.is_set(option, "multiple") => PairValue::Written("[]"),
        None => PairValue::Written("{}"),
    };
    let text = block_text(writer, option, shown, false)?;
    // Behind a mark the indentation is written, without one it is forgotten.
    let lead = if is_enabled(writer, option) {
        String::new()
    } else {
        format!("{indent}# ")
    };
    write_lines(writer, &text, &lead, example);
    writer.place(start, Part::Example, option, &[example]);
    Ok(())
}

fn write_value(
    writer: &mut Writer<'_>,
    option: Id,
    value: Id,
    indent: &str,
    starts_item: bool,
) -> Result<(), Stop> {
    let heap = writer.heap;
    let start = writer.out.len();
    let required = writer.is_set(option, "required");
    let kind = type_of(writer, value, option)?;
    let need = if required { "required" } else { "optional" };
    writer.write(&[
        indent,
        "## @param ",
        writer.name(option),
        " - ",
        &kind,
        " - ",
        need,
    ]);
    check_fields(writer, option, value, FieldLevel::Value);
    let example = heap.field(value, "example");
    if !required && let Some(default) = default_text(writer, value, example, option)? {
        writer.write(&[" - default: ", &default]);
    }
    writer.write(&["\n"]);
    writer.place(start, Part::Name, option, &[heap.field(option, "name")]);
    write_description(writer, option, indent, false);
    let start = writer.out.len();
    writer.write(&[indent, "#\n"]);
    let items = example.and_then(|example| heap.list(example));
    let compact = items.filter(|_| !starts_item && writer.is_set(value, "compact_example"));
    let text = match compact {
        Some(items) => compact_text(writer, option, items)?,
        None => {
            let shown = example.map_or(PairValue::Written("null"), PairValue::Of);
            block_text(writer, option, shown, starts_item)?
        }
    };
    let indent = if starts_item {
        &indent[..indent.len().saturating_sub(2)]
    } else {
        indent
    };
    let mark = if is_enabled(writer, option) { "" } else { "# " };
    write_lines(writer, &text, &format!("{indent}{mark}"), example);
    writer.place(start, Part::Example, option, &[example, Some(value)]);
    Ok(())
}

/// The lines of an example; those of a list move in below the first.
fn write_lines(writer: &mut Writer<'_>, text: &str, lead: &str, example: Option<Id>) {
    let items = example.and_then(|example| writer.heap.list(example));
    let further = if items.is_some_and(|items| !items.is_empty()) {
        "  "
    } else {
        ""
    };
    for (at, line) in python::split_lines(text).enumerate() {
        let move_in = if at > 0 { further } else { "" };
        writer.write(&[lead, move_in, line, "\n"]);
    }
}

/// `name: example` in block style, as an item of a list or not.
fn block_text(
    writer: &mut Writer<'_>,
    option: Id,
    example: PairValue,
    starts_item: bool,
) -> Result<String, Stop> {
    let Some(name) = writer.heap.field(option, "name") else {
        return Ok(String::new());
    };
    let result = python::yaml_dump_pair(writer.heap, name, example, starts_item);
    writer.dumped(result, option)
}

/// One line per item, in flow style.
fn compact_text(writer: &mut Writer<'_>, option: Id, items: &[Id]) -> Result<String, Stop> {
    let mut text = format!("{}:", writer.name(option));
    for item in items {
        // Bare texts would be followed by the mark for the end of a document.
        let is_text = writer.heap.str(*item).is_some();
        let style = DumpStyle {
            flow: true,
            double_quoted: is_text,
            width: if is_text {
                DumpStyle::default().width
            } else {
                usize::MAX
            },
        };
        let item = writer.dumped(python::yaml_dump(writer.heap, *item, style), option)?;
        text.extend(["\n- ", item.trim()]);
        if text.len() > 1 << 20 {
            return Err(writer.stop(RenderErrorKind::TooLarge, option));
        }
    }
    Ok(text)
}

/// The children of a section.
fn write_section(
    writer: &mut Writer<'_>,
    option: Id,
    options: Id,
    indent: &str,
) -> Result<(), Stop> {
    if indent.len() >= MAX_DEPTH * STEP.len() {
        return Err(writer.stop(RenderErrorKind::TooDeep, option));
    }
    let options = writer.heap.list(options).unwrap_or_default();
    let multiple = writer.is_set(option, "multiple");
    if !multiple || !writer.is_set(option, "multiple_instances_defined") {
        return write_children(writer, option, options, indent, multiple, false);
    }
    for instance in options {
        let Some(inner) = writer.heap.field(*instance, "options") else {
            return Err(writer.stop(RenderErrorKind::NoOptions, *instance));
        };
        let inner = writer.heap.list(inner).unwrap_or_default();
        write_children(writer, *instance, inner, indent, true, true)?;
    }
    Ok(())
}

fn write_children(
    writer: &mut Writer<'_>,
    parent: Id,
    options: &[Id],
    indent: &str,
    multiple: bool,
    is_instance: bool,
) -> Result<(), Stop> {
    writer.check_size(parent)?;
    let mut options = options.to_vec();
    options.sort_by_key(|option| Reverse(priority(writer.heap, *option)));
    let next = format!("{indent}{STEP}");
    if options.is_empty() && multiple {
        writer.write(&["\n", indent, "  - {}\n"]);
    }
    for (at, option) in options.iter().enumerate() {
        if writer.is_set(*option, "hidden") {
            continue;
        }
        writer.write(&["\n"]);
        let starts_item = at == 0 && multiple;
        if starts_item && is_instance {
            if writer.is_set(parent, "description") {
                write_description(writer, parent, &next, false);
            }
            if writer.heap.field(*option, "options").is_some() {
                writer.write(&[indent, "  -\n"]);
            }
        }
        let enabled = is_enabled(writer, *option);
        if starts_item && !enabled {
            writer.write(&[indent, "  -\n"]);
        }
        write_option(writer, *option, &next, starts_item && enabled)?;
    }
    Ok(())
}

/// `display_priority`; what does not fit a word is as far off as a word can tell.
fn priority(heap: &Heap, option: Id) -> i64 {
    match heap
        .field(option, "display_priority")
        .map(|id| heap.get(id))
    {
        Some(Value::Int(number)) => *number,
        Some(Value::Bool(value)) => i64::from(*value),
        Some(Value::BigInt(digits)) if digits.starts_with('-') => i64::MIN,
        Some(Value::BigInt(_)) => i64::MAX,
        _ => 0,
    }
}

fn check_fields(writer: &mut Writer<'_>, option: Id, map: Id, level: FieldLevel) {
    let words = spec_words();
    let keys = match level {
        FieldLevel::Option => &words.option_keys,
        FieldLevel::Value => &words.value_keys,
    };
    let heap = writer.heap;
    for (key, entry) in heap.map(map).into_iter().flat_map(|map| map.iter()) {
        let is_known = matches!(key, Key::Str(name)
            if keys.iter().any(|known| known.accepted && known.name == **name));
        if !is_known {
            let field = python::repr(heap, entry.key).unwrap_or_default();
            let kind = RenderErrorKind::UnknownField { field, level };
            writer.error(kind, option, entry.key);
        }
    }
}

/// Description and deprecation as comment lines.
fn write_description(writer: &mut Writer<'_>, option: Id, indent: &str, section: bool) {
    let heap = writer.heap;
    let start = writer.out.len();
    let Some(description) = heap.field(option, "description") else {
        return;
    };
    let mut text = Cow::Borrowed(heap.str(description).unwrap_or_default());
    let own_lines = python::split_lines(&text).count();
    let deprecation = heap.field(option, "deprecation");
    if let Some(notes) = deprecation
        .and_then(|id| heap.map(id))
        .filter(|map| !map.is_empty())
    {
        let text = text.to_mut();
        text.push_str("\n\n<<< DEPRECATED >>>\n\n");
        for (_, entry) in notes.iter() {
            let key = python::str(heap, entry.key).unwrap_or_default();
            let pad = " ".repeat(key.chars().count() + 2);
            text.extend([&key, ": "]);
            let note = heap.str(entry.value).unwrap_or_default();
            for (at, line) in python::split_lines(note).enumerate() {
                text.extend([if at > 0 { &pad } else { "" }, line, "\n"]);
            }
        }
    }
    for (number, line) in python::split_lines(&text).enumerate() {
        if line.is_empty() {
            writer.write(&[indent, "##\n"]);
            continue;
        }
        let lead = format!("{indent}## ");
        let blame = if number < own_lines {
            description
        } else {
            deprecation.unwrap_or(option)
        };
        write_line(writer, &lead, line, |excess| {
            let number = Some(number).filter(|number| *number < own_lines);
            let line = line.to_owned();
            let kind = RenderErrorKind::LongLine {
                line,
                number,
                excess,
                section,
            };
            (kind, option, blame)
        });
    }
    writer.place(start, Part::Description, option, &[Some(description)]);
}

fn write_line(
    writer: &mut Writer<'_>,
    lead: &str,
    line: &str,
    error: impl FnOnce(usize) -> (RenderErrorKind, Id, Id),
) {
    let words = spec_words();
    // The mark may begin with the blank of the lead.
    let whole = format!("{lead}{line}");
    let length = whole.chars().count();
    if whole.contains(&words.long_line_mark) {
        writer.write(&[&whole.replace(&words.long_line_mark, ""), "\n"]);
        return;
    }
    if length > words.max_line {
        let (kind, option, blame) = error(length - words.max_line);
        writer.error(kind, option, blame);
    }
    writer.write(&[&whole, "\n"]);
}
