//! The options of a section become one schema. The values are changed in place, in the order
//! in which ddev changes them: what an anchor shares is hit twice.

use foldhash::{HashMap, HashSet};

use super::defaults::default_of;
use super::error::ModelError;
use super::names::normalised;
use crate::engine::python::{TooLarge, repr};
use crate::engine::{Entry, Heap, Id, Key, Map, Origin, Value};

/// Words that a schema keeps; `default`, `description`, `example` and `title` are not wanted.
const WORDS: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "type",
];

/// Schemas within schemas; beyond, ddev runs out of stack itself before long.
pub(super) const DEPTH: usize = 60;

/// Bytes of all defaults; beyond, somebody plays with anchors.
const LIMIT: usize = 4 << 20;

/// What a section tells besides its schema.
#[derive(Debug, Default)]
pub(super) struct Info {
    /// Function name and value of each default.
    pub(super) defaults: Vec<(String, String)>,
    /// Normalised name and functions of each validated option.
    pub(super) validators: Vec<(String, Vec<String>)>,
    /// Name and deprecation of each deprecated option.
    pub(super) deprecations: Vec<(Id, Id)>,
    /// Normalised names.
    pub(super) trusted: Vec<String>,
}

/// The schema of a section, and what else it tells.
pub(super) fn document(
    heap: &mut Heap,
    section: Id,
    options: &[Id],
    model: &str,
    errors: &mut Vec<ModelError>,
) -> Result<(Id, Info), ModelError> {
    let mut info = Info::default();
    let mut properties = Map::default();
    let mut required = Vec::new();
    let mut bytes = 0;
    let mut sorted: Vec<(String, bool, Id)> = Vec::new();
    for option in options {
        let name = field(heap, *option, "name")?;
        let text = heap.str(name).map(str::to_owned);
        let text = text.ok_or_else(|| crash(heap, name, "the name of an option is no text"))?;
        let hidden = heap
            .field(*option, "hidden")
            .is_some_and(|hidden| *heap.get(hidden) == Value::Bool(true));
        sorted.push((text, hidden, *option));
    }
    sorted.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let mut seen: HashSet<String> = HashSet::default();
    for (name, _, option) in sorted {
        let function = normalised(&name);
        if !seen.insert(function.clone()) {
            continue;
        }
        let Some(schema) = schema_of(heap, option)? else {
            errors.push(ModelError::reported(
                heap.origin(option),
                format!("option `{name}` needs a `value` or `options`"),
            ));
            continue;
        };
        let key = field(heap, option, "name")?;
        let entry = Entry { key, value: schema };
        properties.insert(Key::Str(name.as_str().into()), entry);
        if let Some(deprecation) = heap.field(option, "deprecation")
            && !heap.get(deprecation).is_falsy()
        {
            info.deprecations.push((key, deprecation));
        }
        let trusted = heap.field(schema, "require_trusted_provider");
        if trusted.is_some_and(|trusted| !heap.get(trusted).is_falsy()) {
            info.trusted.push(function.clone());
        }
        let is_required = heap
            .field(option, "required")
            .is_some_and(|required| !heap.get(required).is_falsy());
        if is_required {
            required.push(key);
        } else if let Some(default) = default_of(heap, schema)? {
            let value = repr(heap, default)?;
            bytes += value.len();
            if bytes > LIMIT {
                return Err(TooLarge.into());
            }
            info.defaults.push((format!("{model}_{function}"), value));
        }
        validators(heap, schema, &name, &function, &mut info, errors);
        clean(heap, schema);
        convert(heap, schema, 0)?;
    }
    let nowhere = Origin::nowhere();
    let properties = heap.alloc(Value::Map(properties), nowhere);
    let required = heap.alloc(Value::List(required), nowhere);
    let document = heap.alloc(Value::Map(Map::default()), heap.origin(section));
    heap.set_field(document, "properties", properties);
    heap.set_field(document, "required", required);
    Ok((document, info))
}

fn crash(heap: &Heap, at: Id, message: &str) -> ModelError {
    ModelError::crash(heap.origin(at), message)
}

pub(super) fn field(heap: &Heap, id: Id, key: &str) -> Result<Id, ModelError> {
    heap.field(id, key)
        .ok_or_else(|| crash(heap, id, &format!("`{key}` is missing")))
}

/// The schema of an option: its own value, or an object of the values below it.
fn schema_of(heap: &mut Heap, option: Id) -> Result<Option<Id>, ModelError> {
    if let Some(value) = heap.field(option, "value") {
        return Ok((!heap.get(value).is_falsy()).then_some(value));
    }
    let Some(options) = heap.field(option, "options") else {
        return Ok(None);
    };
    let options = heap.list(options).unwrap_or_default().to_vec();
    let origin = heap.origin(option);
    let mut properties = Vec::new();
    for child in options {
        let value = heap
            .field(child, "value")
            .ok_or_else(|| crash(heap, child, "an option below another one needs a `value`"))?;
        clean(heap, value);
        let name = field(heap, child, "name")?;
        let property = heap.alloc(Value::Map(Map::default()), heap.origin(value));
        heap.set_field(property, "name", name);
        let entries: Vec<_> = heap
            .map(value)
            .map(|map| {
                map.iter()
                    .map(|(key, entry)| (key.clone(), entry))
                    .collect()
            })
            .unwrap_or_default();
        if let Value::Map(map) = heap.get_mut(property) {
            for (key, entry) in entries {
                map.insert(key, entry);
            }
        }
        properties.push(property);
    }
    let schema = heap.alloc(Value::Map(Map::default()), origin);
    let kind = heap.alloc(Value::str("object"), origin);
    let properties = heap.alloc(Value::List(properties), origin);
    heap.set_field(schema, "type", kind);
    heap.set_field(schema, "properties", properties);
    Ok(Some(schema))
}

fn validators(
    heap: &mut Heap,
    schema: Id,
    option: &str,
    function: &str,
    info: &mut Info,
    errors: &mut Vec<ModelError>,
) {
    let Some(validators) = heap.remove_field(schema, "validators") else {
        return;
    };
    let origin = heap.origin(validators);
    let Some(items) = heap.list(validators) else {
        errors.push(ModelError::reported(
            origin,
            format!("`validators` of option `{option}` must be a list"),
        ));
        return;
    };
    let mut paths = Vec::new();
    for item in items {
        match heap.str(*item) {
            Some(path) => paths.push(path.to_owned()),
            None => {
                errors.push(ModelError::reported(
                    heap.origin(*item),
                    format!("every validator of option `{option}` must be a text"),
                ));
                return;
            }
        }
    }
    if !paths.is_empty() {
        info.validators.push((function.to_owned(), paths));
    }
}

/// Takes out what is no word of a schema.
fn clean(heap: &mut Heap, schema: Id) {
    let Value::Map(map) = heap.get_mut(schema) else {
        return;
    };
    let mut kept = Map::default();
    for (key, entry) in map.iter() {
        if let Key::Str(word) = key
            && WORDS.binary_search(&&**word).is_ok()
        {
            kept.insert(key.clone(), entry);
        }
    }
    *map = kept;
}

/// Lists of properties become mappings, all the way down.
fn convert(heap: &mut Heap, schema: Id, depth: usize) -> Result<(), ModelError> {
    if depth > DEPTH {
        let origin = heap.origin(schema);
        return Err(ModelError::unknown(
            origin,
            "the schema is nested too deeply",
        ));
    }
    if let Some(any_of) = heap.field(schema, "anyOf") {
        for member in heap.list(any_of).unwrap_or_default().to_vec() {
            convert(heap, member, depth + 1)?;
        }
        return Ok(());
    }
    let kind = field(heap, schema, "type")?;
    match heap.str(kind) {
        Some("array") => {
            let items = field(heap, schema, "items")?;
            convert(heap, items, depth + 1)
        }
        Some("object") => {
            let list = field(heap, schema, "properties")?;
            let origin = heap.origin(list);
            let map = heap.alloc(Value::Map(Map::default()), origin);
            heap.set_field(schema, "properties", map);
            let again = "the schema is used twice through an anchor";
            let properties = match heap.get(list) {
                Value::List(items) => items.clone(),
                // Converted before, harmless only when there was nothing in it.
                Value::Map(old) if old.is_empty() => Vec::new(),
                _ => return Err(crash(heap, schema, again)),
            };
            for property in properties {
                let name = heap
                    .remove_field(property, "name")
                    .ok_or_else(|| crash(heap, property, again))?;
                let key = heap.get(name).to_key();
                let key = key.ok_or_else(|| crash(heap, name, "a name must be a text"))?;
                if let Value::Map(map) = heap.get_mut(map) {
                    let value = property;
                    map.insert(key, Entry { key: name, value });
                }
                convert(heap, property, depth + 1)?;
            }
            match heap.field(schema, "additionalProperties") {
                Some(values) if heap.map(values).is_some() => convert(heap, values, depth + 1),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// The options of all instances, the first of a name wins.
pub(super) fn merged_instances(
    heap: &Heap,
    section: Id,
    errors: &mut Vec<ModelError>,
) -> Result<Vec<Id>, ModelError> {
    let mut merged: Vec<Id> = Vec::new();
    let mut by_name: HashMap<String, Id> = HashMap::default();
    let instances = field(heap, section, "options")?;
    for instance in heap.list(instances).unwrap_or_default() {
        let options = field(heap, *instance, "options")?;
        for option in heap.list(options).unwrap_or_default() {
            let name = field(heap, *option, "name")?;
            let name = heap.str(name).unwrap_or_default().to_owned();
            let Some(first) = by_name.get(&name).copied() else {
                by_name.insert(name, *option);
                merged.push(*option);
                continue;
            };
            let mut differs = |word: &str| {
                errors.push(ModelError::reported(
                    heap.origin(*option),
                    format!("option `{name}` has another `{word}` than in an earlier instance"),
                ));
            };
            for word in ["required", "deprecation", "metadata_tags"] {
                let (a, b) = (field(heap, first, word)?, field(heap, *option, word)?);
                if repr(heap, a)? != repr(heap, b)? && !same_mapping(heap, a, b) {
                    differs(word);
                }
            }
            let kind = |option: Id| -> Result<Id, ModelError> {
                field(heap, field(heap, option, "value")?, "type")
            };
            if heap.str(kind(first)?) != heap.str(kind(*option)?) {
                differs("type");
            }
        }
    }
    Ok(merged)
}

/// Mappings of texts are equal in any order.
fn same_mapping(heap: &Heap, a: Id, b: Id) -> bool {
    let (Some(a), Some(b)) = (heap.map(a), heap.map(b)) else {
        return false;
    };
    a.len() == b.len()
        && a.iter().all(|(key, entry)| {
            b.entry_of(key)
                .is_some_and(|other| heap.get(entry.value) == heap.get(other.value))
        })
}
