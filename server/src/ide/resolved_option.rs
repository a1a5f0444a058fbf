//! An option with everything that templates and overrides say of it, as other files see it.

use crate::engine::{Heap, Id, Value};
use crate::model::spec::OptionFact;
use crate::text::Span;

/// Types inside each other looked at.
const MAX_DEPTH: usize = 5;
/// Characters of a value shown.
const SHOWN: usize = 80;

/// What is known of an option; `None` when it has no name.
pub(super) fn option_fact(heap: &Heap, id: Id) -> Option<OptionFact> {
    let text = |key: &str| heap.str(heap.field(id, key)?);
    let flag = |key: &str| {
        let found = heap.field(id, key);
        found.is_some_and(|found| matches!(heap.get(found), Value::Bool(true)))
    };
    let value = heap.field(id, "value");
    let of_value = |key: &str| {
        let found = heap.field(value?, key)?;
        shown(heap, found)
    };
    let default = of_value("display_default").or_else(|| of_value("default"));
    let values = value.and_then(|value| heap.field(value, "enum"));
    let values = values.and_then(|values| heap.list(values));
    let values = values.unwrap_or_default().iter();
    Some(OptionFact {
        name: text("name")?.into(),
        section: "".into(),
        example: "".into(),
        kind: value
            .map(|value| kind(heap, value, 0))
            .unwrap_or_default()
            .into(),
        required: flag("required"),
        hidden: flag("hidden"),
        secret: flag("secret"),
        is_section: heap.field(id, "options").is_some(),
        description: text("description").unwrap_or_default().trim_end().into(),
        default: default.unwrap_or_default().into(),
        example_value: of_value("example").unwrap_or_default().into(),
        values: values
            .filter_map(|value| Some(shown(heap, *value)?.into()))
            .collect(),
        template: "".into(),
        span: Span::default(),
    })
}

/// The type as examples write it.
fn kind(heap: &Heap, value: Id, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "…".to_owned();
    }
    if let Some(members) = heap
        .field(value, "anyOf")
        .and_then(|found| heap.list(found))
    {
        let members = members.iter().map(|member| kind(heap, *member, depth + 1));
        return members.collect::<Vec<_>>().join(" or ");
    }
    let name = heap.field(value, "type").and_then(|name| heap.str(name));
    match name.unwrap_or_default() {
        "object" => "mapping".to_owned(),
        "array" => match heap.field(value, "items") {
            Some(items) if heap.field(items, "anyOf").is_some() => {
                format!("(list of {})", kind(heap, items, depth + 1))
            }
            Some(items) => match kind(heap, items, depth + 1) {
                inner if inner.starts_with("list") => "list of lists".to_owned(),
                inner => format!("list of {inner}s"),
            },
            None => "list".to_owned(),
        },
        name => name.to_owned(),
    }
}

/// A simple value on one line.
pub(super) fn shown(heap: &Heap, id: Id) -> Option<String> {
    let text = match heap.get(id) {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Str(text) => text.to_string(),
        _ => return None,
    };
    (text.len() <= SHOWN && !text.contains('\n')).then_some(text)
}
