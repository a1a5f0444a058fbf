//! Schemas become types, and classes where they are objects or have bounds of their own.

use foldhash::HashSet;

use super::class::{Class, Field};
use super::error::ModelError;
use super::names::{Given, Taken, field_name};
use super::reading::merged;
use super::schema::DEPTH;
use super::types::{Atom, Type, literals};
use crate::engine::{Heap, Id, Key, Value};

/// Words that give a member of a list or union a class of its own.
const BOUNDS: &[&str] = &[
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// Schemas that one section may hold, those counted often that are shared or merged.
const SCHEMAS: usize = 50_000;

/// Where in a schema a type is wanted.
#[derive(Clone, Copy)]
struct Place {
    /// Its class is named in the singular.
    one: bool,
    /// A list item or a member of a union.
    member: bool,
    depth: usize,
}

impl Place {
    fn plain(depth: usize) -> Self {
        Self {
            one: false,
            member: false,
            depth,
        }
    }
}

pub(super) struct Builder<'h> {
    pub(super) heap: &'h mut Heap,
    pub(super) classes: Vec<Class>,
    taken: Taken,
    budget: usize,
}

/// The classes of a section, its own one last.
pub(super) fn classes(heap: &mut Heap, document: Id, name: &str) -> Result<Vec<Class>, ModelError> {
    let mut builder = Builder {
        heap,
        classes: Vec::new(),
        taken: Taken::default(),
        budget: SCHEMAS,
    };
    let has_options = builder
        .heap
        .field(document, "properties")
        .and_then(|properties| builder.heap.map(properties))
        .is_some_and(|properties| !properties.is_empty());
    let given = builder.give(name, false, document)?;
    if has_options {
        builder.object(given, document, 0)?;
    } else {
        let of = Type::scalar(None, None);
        builder.classes.push(Class::root(given, of, document, true));
    }
    Ok(builder.classes)
}

impl Builder<'_> {
    fn unknown(&self, schema: Id, message: &str) -> ModelError {
        ModelError::unknown(self.heap.origin(schema), message)
    }

    fn give(&mut self, name: &str, one: bool, schema: Id) -> Result<Given, ModelError> {
        self.taken
            .class(name, one)
            .ok_or_else(|| self.unknown(schema, "no class can have such a name"))
    }

    fn field(&self, schema: Id, word: &str) -> Option<Id> {
        let value = self.heap.field(schema, word)?;
        (*self.heap.get(value) != Value::Null).then_some(value)
    }

    fn text(&self, schema: Id, word: &str) -> Option<&str> {
        self.heap.str(self.heap.field(schema, word)?)
    }

    fn members(&self, schema: Id, word: &str) -> Vec<Id> {
        let value = self.heap.field(schema, word);
        let items = value.and_then(|value| self.heap.list(value));
        items.unwrap_or_default().to_vec()
    }

    /// A value that is there and not empty.
    fn items(&self, schema: Id) -> Option<Id> {
        let items = self.heap.field(schema, "items")?;
        (!self.heap.get(items).is_falsy()).then_some(items)
    }

    fn is_array(&self, schema: Id) -> bool {
        self.items(schema).is_some() || self.text(schema, "type") == Some("array")
    }

    fn is_object(&self, schema: Id) -> bool {
        self.field(schema, "properties").is_some()
            || (self.text(schema, "type") == Some("object") && self.union(schema).is_none())
    }

    fn item(&mut self, name: &str, schema: Id, place: Place) -> Result<Type, ModelError> {
        self.budget = self
            .budget
            .checked_sub(1)
            .filter(|_| place.depth <= 2 * DEPTH)
            .ok_or_else(|| self.unknown(schema, "the schema is too large"))?;
        let has_enum = !self.members(schema, "enum").is_empty();
        let has_bound = BOUNDS
            .iter()
            .any(|word| self.heap.field(schema, word).is_some());
        if place.member && !has_enum && has_bound {
            let given = self.give(name, place.one, schema)?;
            return self.root(given, schema, place.depth);
        }
        if self.is_array(schema) {
            return self.array(name, schema, place.depth);
        }
        if let Some(word) = self.union(schema) {
            let members = self.any_of(word, name, schema, place.depth)?;
            return Ok(Type::of_parts(members));
        }
        if self.is_object(schema) {
            let properties = self.field(schema, "properties");
            let has_properties = properties
                .and_then(|properties| self.heap.map(properties))
                .is_some_and(|properties| !properties.is_empty());
            if has_properties {
                let given = self.give(name, place.one, schema)?;
                return self.object(given, schema, place.depth);
            }
            let values = self.field(schema, "additionalProperties");
            if let Some(values) = values.filter(|values| self.heap.map(*values).is_some()) {
                let part = self.item(name, values, Place::plain(place.depth + 1))?;
                return Ok(Type {
                    parts: vec![part],
                    is_dict: true,
                    ..Type::default()
                });
            }
            return Ok(Type::any_mapping());
        }
        if has_enum {
            return self.listed(schema);
        }
        Ok(self.scalar(schema))
    }

    fn scalar(&self, schema: Id) -> Type {
        Type::scalar(self.text(schema, "type"), self.text(schema, "format"))
    }

    fn listed(&self, schema: Id) -> Result<Type, ModelError> {
        let values = self.members(schema, "enum");
        literals(self.heap, &values).map(Type::of).map_err(|value| {
            ModelError::reported(
                self.heap.origin(value),
                "a member of `enum` must be a text, a whole number or a boolean",
            )
        })
    }

    fn array(&mut self, name: &str, schema: Id, depth: usize) -> Result<Type, ModelError> {
        // The generator makes an enumeration of these, and an object of those.
        if !self.members(schema, "enum").is_empty() || self.field(schema, "properties").is_some() {
            return Err(self.unknown(schema, "a list with such words is not followed"));
        }
        let mut parts = Vec::new();
        if let Some(items) = self.items(schema) {
            let place = Place {
                one: true,
                member: true,
                depth: depth + 1,
            };
            parts.push(self.item(name, items, place)?);
        }
        Ok(Type::of_parts(vec![Type {
            parts,
            is_list: true,
            ..Type::default()
        }]))
    }

    /// The word that makes a schema a union.
    fn union(&self, schema: Id) -> Option<&'static str> {
        ["anyOf", "oneOf"]
            .into_iter()
            .find(|word| !self.members(schema, word).is_empty())
    }

    fn any_of(
        &mut self,
        word: &str,
        name: &str,
        schema: Id,
        depth: usize,
    ) -> Result<Vec<Type>, ModelError> {
        let origin = self.heap.origin(schema);
        let mut base = self.heap.map(schema).cloned().unwrap_or_default();
        base.remove(word);
        let size = base.len() + 1;
        let base = self.heap.alloc(Value::Map(base), origin);
        let place = Place {
            one: false,
            member: true,
            depth: depth + 1,
        };
        let mut schemas = Vec::new();
        for member in self.members(schema, word) {
            self.budget = self.budget.saturating_sub(size);
            schemas.push(merged(self.heap, base, member, 0)?);
        }
        schemas
            .into_iter()
            .map(|schema| self.item(name, schema, place))
            .collect()
    }

    /// A class with one field, for what has bounds of its own.
    fn root(&mut self, given: Given, schema: Id, depth: usize) -> Result<Type, ModelError> {
        let name = given.name.clone();
        let of = if self.is_array(schema) {
            self.array(&name, schema, depth)?
        } else if let Some(word) = self.union(schema) {
            let mut members = self.any_of(word, &name, schema, depth)?;
            match members.len() {
                1 => members.remove(0),
                _ => Type::of_parts(members),
            }
        } else if !self.members(schema, "enum").is_empty() {
            self.listed(schema)?
        } else {
            self.scalar(schema)
        };
        let nullable = self.heap.field(schema, "nullable");
        let required = !nullable.is_some_and(|id| *self.heap.get(id) == Value::Bool(true));
        self.classes.push(Class::root(given, of, schema, required));
        Ok(Type::of(Atom::Class(self.classes.len() - 1)))
    }

    fn object(&mut self, given: Given, schema: Id, depth: usize) -> Result<Type, ModelError> {
        let required: HashSet<String> = self
            .members(schema, "required")
            .iter()
            .filter_map(|name| self.heap.str(*name).map(str::to_owned))
            .collect();
        let properties = self
            .heap
            .field(schema, "properties")
            .and_then(|properties| self.heap.map(properties))
            .cloned()
            .unwrap_or_default();
        let mut fields = Vec::new();
        let mut taken = HashSet::default();
        for (key, entry) in properties.iter() {
            let Key::Str(raw) = key else {
                return Err(self.unknown(schema, "a name that is no text is not followed"));
            };
            let name = field_name(raw, &taken)
                .ok_or_else(|| self.unknown(entry.value, "no field can have such a name"))?;
            taken.insert(name.clone());
            let of = self.item(&name, entry.value, Place::plain(depth + 1))?;
            let property = entry.value;
            let has_bounds = self.is_array(property)
                || (self.union(property).is_none()
                    && !self.is_object(property)
                    && self.members(property, "enum").is_empty());
            fields.push(Field {
                raw: raw.to_string(),
                name,
                required: required.contains(&**raw),
                schema: property,
                has_bounds,
                of,
            });
        }
        let extra = self.field(schema, "additionalProperties");
        let extra = extra.and_then(|extra| match self.heap.get(extra) {
            Value::Bool(allowed) => Some(*allowed),
            _ => None,
        });
        self.classes.push(Class {
            given,
            is_root: false,
            extra,
            fields,
            lookaround: false,
        });
        Ok(Type::of(Atom::Class(self.classes.len() - 1)))
    }
}
