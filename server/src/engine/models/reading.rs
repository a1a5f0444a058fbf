//! A schema as the generator reads it: written to YAML and read back, so in order of keys and
//! without dates, then checked word by word.

use foldhash::{HashMap, HashSet};

use super::error::ModelError;
use super::schema::DEPTH;
use crate::engine::python::{TooLarge, str as python_str};
use crate::engine::{Entry, Heap, Id, Key, Map, Origin, Value};

/// Values that one section may hold.
const VALUES: usize = 200_000;

/// Words that can only be followed by the generator itself.
const BEYOND: &[&str] = &[
    "$id",
    "$ref",
    "allOf",
    "const",
    "customBasePath",
    "customTypePath",
    "default_factory",
    "discriminator",
    "patternProperties",
    "x-enum-varnames",
];

/// A copy with mappings in order of keys and with dates as texts.
pub(super) fn sorted_copy(heap: &mut Heap, id: Id) -> Result<Id, ModelError> {
    let mut copier = Copier {
        heap,
        copies: HashMap::default(),
    };
    copier.copy(id, 0)
}

struct Copier<'h> {
    heap: &'h mut Heap,
    copies: HashMap<Id, Id>,
}

impl Copier<'_> {
    fn copy(&mut self, id: Id, depth: usize) -> Result<Id, ModelError> {
        if let Some(copy) = self.copies.get(&id) {
            return Ok(*copy);
        }
        let origin = self.heap.origin(id);
        // Every schema is at most three values below the next: a list, a mapping, itself.
        if depth > 4 * DEPTH || self.copies.len() > VALUES {
            return Err(ModelError::unknown(origin, "the schema is too large"));
        }
        let copy = match self.heap.get(id).clone() {
            Value::List(items) => {
                let copy = self.begin(id, Value::List(Vec::new()), origin);
                let items = items
                    .into_iter()
                    .map(|item| self.copy(item, depth + 1))
                    .collect::<Result<_, _>>()?;
                *self.heap.get_mut(copy) = Value::List(items);
                copy
            }
            Value::Map(map) => {
                let copy = self.begin(id, Value::Map(Map::default()), origin);
                let mut entries: Vec<(Key, Entry)> = map
                    .iter()
                    .map(|(key, entry)| (key.clone(), entry))
                    .collect();
                if let Some(order) = orders(self.heap, &entries) {
                    entries = order.into_iter().map(|at| entries[at].clone()).collect();
                }
                let mut sorted = Map::default();
                for (key, entry) in entries {
                    let value = self.copy(entry.value, depth + 1)?;
                    let key_id = self.copy(entry.key, depth + 1)?;
                    let key = self.heap.get(key_id).to_key().unwrap_or(key);
                    sorted.insert(key, Entry { key: key_id, value });
                }
                *self.heap.get_mut(copy) = Value::Map(sorted);
                copy
            }
            Value::Date(_) | Value::DateTime(_) => {
                let text = python_str(self.heap, id)?;
                self.begin(id, Value::str(&text), origin)
            }
            scalar => self.begin(id, scalar, origin),
        };
        Ok(copy)
    }

    fn begin(&mut self, id: Id, value: Value, origin: Origin) -> Id {
        let copy = self.heap.alloc(value, origin);
        self.copies.insert(id, copy);
        copy
    }
}

/// The order of keys; `None` where Python cannot compare them and leaves them as they are.
fn orders(heap: &Heap, entries: &[(Key, Entry)]) -> Option<Vec<usize>> {
    #[derive(PartialEq, PartialOrd)]
    enum Sort {
        Number(f64),
        Text(String),
        Bytes(Vec<u8>),
    }
    if entries.len() < 2 {
        return None;
    }
    let mut keys: Vec<(u8, Sort, usize)> = Vec::with_capacity(entries.len());
    for (at, (key, entry)) in entries.iter().enumerate() {
        let (family, sort) = match key {
            Key::Int(number) => (0, Sort::Number(*number as f64)),
            Key::Float(bits) => (0, Sort::Number(f64::from_bits(*bits))),
            Key::BigInt(digits) => (0, Sort::Number(digits.parse().ok()?)),
            Key::Str(text) => (1, Sort::Text(text.to_string())),
            Key::Date(_) => (2, Sort::Text(python_str(heap, entry.key).ok()?)),
            Key::DateTime(_) => (3, Sort::Text(python_str(heap, entry.key).ok()?)),
            Key::Bytes(bytes) => (4, Sort::Bytes(bytes.to_vec())),
            Key::Null => return None,
        };
        keys.push((family, sort, at));
    }
    if keys.iter().any(|(family, ..)| *family != keys[0].0) {
        return None;
    }
    keys.sort_by(|a, b| a.1.partial_cmp(&b.1).unwrap_or(std::cmp::Ordering::Equal));
    Some(keys.into_iter().map(|(.., at)| at).collect())
}

/// Checks a schema and all below it, and puts exclusive bounds into the form of numbers.
pub(super) fn check(heap: &mut Heap, root: Id) -> Result<(), ModelError> {
    let mut seen = HashSet::default();
    let mut open = vec![(root, 0, false)];
    while let Some((schema, depth, again)) = open.pop() {
        if !seen.insert(schema) {
            continue;
        }
        let origin = heap.origin(schema);
        if depth > DEPTH {
            return Err(ModelError::unknown(
                origin,
                "the schema is nested too deeply",
            ));
        }
        exclusive(heap, schema, "exclusiveMaximum", "maximum", again)?;
        exclusive(heap, schema, "exclusiveMinimum", "minimum", again)?;
        let Some(map) = heap.map(schema) else {
            return Err(ModelError::reported(origin, "a schema must be a mapping"));
        };
        for (key, entry) in map.iter() {
            let Key::Str(word) = key else {
                return Err(ModelError::reported(
                    heap.origin(entry.key),
                    "a word of a schema must be a text",
                ));
            };
            level(heap, word, entry)?;
            below(heap, word, entry.value, (depth + 1, again), &mut open);
        }
    }
    Ok(())
}

/// The generator reads members of unions, and all below them, once more after merging them.
fn below(
    heap: &Heap,
    word: &str,
    value: Id,
    (depth, again): (usize, bool),
    open: &mut Vec<(Id, usize, bool)>,
) {
    match (word, heap.get(value)) {
        ("anyOf" | "oneOf", Value::List(items)) => {
            open.extend(items.iter().map(|item| (*item, depth, true)));
        }
        ("properties", Value::Map(map)) => {
            open.extend(map.iter().map(|(_, entry)| (entry.value, depth, again)));
        }
        ("items" | "additionalProperties", Value::Map(map))
            if word != "items" || !map.is_empty() =>
        {
            open.push((value, depth, again));
        }
        _ => {}
    }
}

fn is_union(heap: &Heap, schema: Id) -> bool {
    ["anyOf", "oneOf"]
        .iter()
        .any(|word| heap.field(schema, word).is_some())
}

/// `exclusiveMinimum: true` makes `minimum` the exclusive bound.
fn exclusive(
    heap: &mut Heap,
    schema: Id,
    exclusive: &str,
    bound: &str,
    again: bool,
) -> Result<(), ModelError> {
    let Some(value) = heap.field(schema, exclusive) else {
        return Ok(());
    };
    match heap.get(value) {
        Value::Bool(true) => {
            let origin = heap.origin(value);
            let number = heap.remove_field(schema, bound).ok_or_else(|| {
                ModelError::reported(origin, format!("`{exclusive}: true` needs `{bound}`"))
            })?;
            match heap.get(number) {
                // Read again, this asks for a bound that is gone by then.
                Value::Bool(true) if again => {
                    return Err(ModelError::reported(
                        origin,
                        format!("`{bound}: true` with `{exclusive}: true` in a union is no number"),
                    ));
                }
                Value::Bool(_) if again || is_union(heap, schema) => {
                    return Err(ModelError::unknown(
                        origin,
                        format!("`{bound}` of a union that is no number is not followed"),
                    ));
                }
                _ => {
                    heap.set_field(schema, exclusive, number);
                }
            }
        }
        Value::Bool(false) => {
            heap.remove_field(schema, exclusive);
        }
        _ => {}
    }
    Ok(())
}

/// One word of a schema and its value.
fn level(heap: &Heap, word: &str, entry: Entry) -> Result<(), ModelError> {
    let value = heap.get(entry.value);
    let origin = heap.origin(entry.value);
    let wrong = |expected: &str| {
        Err(ModelError::reported(
            origin,
            format!("`{word}` of a schema must be {expected}"),
        ))
    };
    let unknown = || {
        Err(ModelError::unknown(
            origin,
            format!("`{word}` is not followed"),
        ))
    };
    match word {
        "format" | "pattern" | "description" | "title" => match value {
            Value::Null | Value::Str(_) => Ok(()),
            _ => wrong("a text"),
        },
        "type" => match value {
            Value::Str(_) => Ok(()),
            _ => unknown(),
        },
        "minLength" | "maxLength" | "minItems" | "maxItems" => match integer(value) {
            Read::Known(_) => Ok(()),
            Read::Wrong => wrong("a whole number"),
            Read::Unknown => unknown(),
        },
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            match number(value) {
                Read::Known(_) => Ok(()),
                Read::Wrong => wrong("a number"),
                Read::Unknown => unknown(),
            }
        }
        "enum" | "anyOf" | "oneOf" | "allOf" if !matches!(value, Value::List(_)) => wrong("a list"),
        "required" => match value {
            Value::List(items) if items.iter().all(|item| heap.str(*item).is_some()) => Ok(()),
            _ => wrong("a list of names"),
        },
        "enum" => Ok(()),
        "anyOf" | "oneOf" => Ok(()),
        "properties" => match value {
            Value::Null => Ok(()),
            Value::Map(map) if map.iter().all(|(key, _)| matches!(key, Key::Str(_))) => Ok(()),
            _ => wrong("a list of mappings below an object"),
        },
        "items" => match value {
            Value::Null | Value::Bool(false) | Value::Map(_) => Ok(()),
            _ if value.is_falsy() => Ok(()),
            _ => unknown(),
        },
        "additionalProperties" => match value {
            Value::Null | Value::Bool(_) | Value::Map(_) => Ok(()),
            _ => unknown(),
        },
        "nullable" | "readOnly" | "writeOnly" | "uniqueItems" => match value {
            Value::Null | Value::Bool(_) => Ok(()),
            Value::List(_) | Value::Map(_) => wrong("true or false"),
            _ => unknown(),
        },
        "self" => wrong("another word"),
        "allOf" if value.is_falsy() => Ok(()),
        _ if BEYOND.contains(&word) && *value != Value::Null => unknown(),
        _ => Ok(()),
    }
}

/// What the generator makes of a value where it wants a number.
pub(super) enum Read<T> {
    Known(Option<T>),
    Wrong,
    Unknown,
}

/// A number, whole or not.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Number {
    Int(String),
    Float(f64),
}

/// A value where a whole number is wanted.
pub(super) fn integer(value: &Value) -> Read<String> {
    Read::Known(Some(match value {
        Value::Null => return Read::Known(None),
        Value::Bool(value) => u8::from(*value).to_string(),
        Value::Int(number) => number.to_string(),
        Value::BigInt(digits) => digits.to_string(),
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Value::Float(number) if number.fract() != 0.0 || !number.is_finite() => {
            return Read::Wrong;
        }
        Value::Float(_) | Value::Str(_) | Value::Bytes(_) => return Read::Unknown,
        _ => return Read::Wrong,
    }))
}

/// A value where a number is wanted.
pub(super) fn number(value: &Value) -> Read<Number> {
    Read::Known(Some(match value {
        Value::Null => return Read::Known(None),
        Value::Bool(value) => Number::Int(u8::from(*value).to_string()),
        Value::Int(number) => Number::Int(number.to_string()),
        Value::BigInt(digits) => Number::Int(digits.to_string()),
        Value::Float(number) if number.is_finite() => Number::Float(*number),
        Value::Float(_) | Value::Str(_) | Value::Bytes(_) => return Read::Unknown,
        _ => return Read::Wrong,
    }))
}

/// Lays `member` over `base`: mappings entry by entry, lists one after the other.
pub(super) fn merged(heap: &mut Heap, base: Id, member: Id, depth: usize) -> Result<Id, TooLarge> {
    let (Value::Map(base_map), Value::Map(member_map)) = (heap.get(base), heap.get(member)) else {
        return Ok(member);
    };
    if depth > DEPTH || heap.len() > 20 * VALUES {
        return Err(TooLarge);
    }
    let mut result = base_map.clone();
    let entries: Vec<(Key, Entry)> = member_map
        .iter()
        .map(|(key, entry)| (key.clone(), entry))
        .collect();
    let origin = heap.origin(member);
    for (key, entry) in entries {
        let Some(old) = result.entry_of(&key) else {
            result.insert(key, entry);
            continue;
        };
        let value = match (heap.get(old.value), heap.get(entry.value)) {
            (Value::Map(_), Value::Map(_)) => merged(heap, old.value, entry.value, depth + 1)?,
            (Value::List(first), Value::List(second)) => {
                let both = first.iter().chain(second).copied().collect();
                heap.alloc(Value::List(both), origin)
            }
            _ => entry.value,
        };
        result.insert(
            key,
            Entry {
                key: old.key,
                value,
            },
        );
    }
    Ok(heap.alloc(Value::Map(result), origin))
}
