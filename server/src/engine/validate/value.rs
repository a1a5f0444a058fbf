//! Types of options with their limits.

use std::cmp::Ordering;

use foldhash::{HashMap, HashSet};

use super::super::resolve::{Engine, Flow, Halt, MAX_DEPTH};
use super::super::{Code, Entry, Id, Key, Map, Mark, Site, Value};
use crate::catalog::spec_words;

impl Engine<'_> {
    /// A type; `holder` is the key it stands behind.
    pub(super) fn value(
        &mut self,
        value: Id,
        holder: Option<Entry>,
        option: Id,
        depth: usize,
    ) -> Flow {
        self.step()?;
        if depth > MAX_DEPTH {
            return Err(Halt);
        }
        if let Some(entry) = self.entry(value, "require_trusted_provider") {
            self.boolean(
                Code::RequireTrustedProvider,
                "require_trusted_provider",
                entry,
            );
        }
        let named = self.entry(value, "type");
        if let Some(any_of) = self.entry(value, "anyOf") {
            return match named {
                Some(_) => {
                    let message = "A value has either a `type` or `anyOf`, not both.";
                    self.report(Code::ValueType, self.at_entry(any_of, Mark::Key), message);
                    Ok(())
                }
                None => self.any_of(value, any_of, option, depth),
            };
        }
        let Some(named) = named else {
            let site = self.at_type(value, holder);
            self.report(Code::ValueType, site, "This value has no `type`.");
            return Ok(());
        };
        let Some(name) = self.heap().str(named.value).map(str::to_owned) else {
            let message = format!(
                "A type must be text, but this is {}.",
                self.kind(named.value)
            );
            self.report(Code::ValueType, self.at_entry(named, Mark::Value), message);
            return Ok(());
        };
        match &*name {
            "string" => {
                let fits = |v: &Value| matches!(v, Value::Str(_));
                self.example(value, option, depth, &name, fits, "text")?;
                if let Some(entry) = self.entry(value, "pattern")
                    && !self.is_text(entry.value)
                {
                    let message =
                        format!("`pattern` must be text, but is {}.", self.kind(entry.value));
                    self.report(Code::Pattern, self.at_entry(entry, Mark::Value), message);
                }
                Ok(())
            }
            "integer" | "number" => {
                self.example(value, option, depth, &name, is_number, "a number")?;
                self.bounds(value, ("minimum", "maximum"), is_number, "a number");
                Ok(())
            }
            "boolean" => {
                if self.field(value, "example").is_none() && depth == 0 {
                    let message = format!(
                        "{} is a boolean and needs an `example`.",
                        self.label(option)
                    );
                    let site = self.at_type(value, holder);
                    self.report(Code::BooleanWithoutExample, site, message);
                    return Ok(());
                }
                let fits = |v: &Value| matches!(v, Value::Bool(_));
                self.example(value, option, depth, &name, fits, "`true` or `false`")
            }
            "array" => self.array(value, holder, option, depth),
            "object" => self.object(value, option, depth),
            _ => {
                let types = spec_words().types.iter();
                let list: Vec<String> = types.map(|known| format!("`{}`", known.name)).collect();
                let message = format!("No type is named `{name}`. There are {}.", list.join(", "));
                self.report(Code::ValueType, self.at_entry(named, Mark::Text), message);
                Ok(())
            }
        }
    }

    /// The word behind `type`, or where the type stands.
    fn at_type(&self, value: Id, holder: Option<Entry>) -> Site {
        match (self.entry(value, "type"), holder) {
            (Some(named), _) => self.at_entry(named, Mark::Value),
            (None, Some(holder)) => self.at_entry(holder, Mark::First),
            (None, None) => self.at_item(value, Mark::First),
        }
    }

    fn any_of(&mut self, value: Id, any_of: Entry, option: Id, depth: usize) -> Flow {
        let Some(members) = self.heap().list(any_of.value).map(<[Id]>::to_vec) else {
            let message = format!(
                "`anyOf` must be a list of types, but is {}.",
                self.kind(any_of.value)
            );
            self.report(Code::AnyOf, self.at_entry(any_of, Mark::Value), message);
            return Ok(());
        };
        if members.len() == 1 {
            let message = "`anyOf` holds a single type. Write it as `type` instead.";
            self.report(Code::AnyOf, self.at_entry(any_of, Mark::Key), message);
            return Ok(());
        }
        for member in members {
            if !self.is_map(member) {
                let message = format!(
                    "A type in `anyOf` must be a mapping, but this is {}.",
                    self.kind(member)
                );
                self.report(Code::AnyOf, self.at_item(member, Mark::Value), message);
                return Ok(());
            }
            self.value(member, None, option, depth + 1)?;
        }
        if depth == 0 {
            let example = self.field(value, "example");
            if example.is_none_or(|example| self.get(example) == &Value::Null) {
                self.fill_example(value, option)?;
            }
        }
        Ok(())
    }

    /// The example that stands for a missing one.
    fn fill_example(&mut self, value: Id, option: Id) -> Flow {
        let name = self.field(option, "name");
        let Some(name) = name.map(|name| self.get(name).clone()) else {
            return Ok(());
        };
        // A name that cannot be put in capitals was told before; ddev breaks off here.
        let Value::Str(name) = name else {
            return Err(Halt);
        };
        let example = self.alloc(Value::str(&format!("<{}>", name.to_uppercase())));
        self.out.heap.set_field(value, "example", example);
        Ok(())
    }

    fn example(
        &mut self,
        value: Id,
        option: Id,
        depth: usize,
        name: &str,
        fits: fn(&Value) -> bool,
        wanted: &str,
    ) -> Flow {
        let Some(entry) = self.entry(value, "example") else {
            if depth > 0 {
                return Ok(());
            }
            match name {
                "array" => {
                    self.set_default(value, "example", Value::List(Vec::new()));
                }
                "object" => {
                    self.set_default(value, "example", Value::Map(Map::default()));
                }
                _ => self.fill_example(value, option)?,
            }
            return Ok(());
        };
        if !fits(self.get(entry.value)) {
            let message = format!(
                "The example of type `{name}` must be {wanted}, not {}.",
                self.kind(entry.value)
            );
            let site = self.at_entry(entry, Mark::Value);
            self.report(Code::ExampleType, site, message);
        }
        Ok(())
    }

    fn bounds(
        &mut self,
        value: Id,
        (low, high): (&str, &str),
        fits: fn(&Value) -> bool,
        wanted: &str,
    ) {
        let mut bound = |key: &str| {
            let entry = self.entry(value, key)?;
            if fits(self.get(entry.value)) {
                return Some(entry);
            }
            let message = format!("`{key}` must be {wanted}, not {}.", self.kind(entry.value));
            let site = self.at_entry(entry, Mark::Value);
            self.report(Code::NumericBounds, site, message);
            None
        };
        let (least, most) = (bound(low), bound(high));
        let (Some(least), Some(most)) = (least, most) else {
            return;
        };
        let order = compare(self.get(most.value), self.get(least.value));
        if matches!(order, Some(Ordering::Less | Ordering::Equal)) {
            let message = format!("`{high}` must be greater than `{low}`.");
            let site = self.at_entry(most, Mark::Value);
            let related = (self.at_entry(least, Mark::Value), "The other bound.");
            self.report_with(Code::NumericBounds, site, message, related);
        }
    }

    fn array(&mut self, value: Id, holder: Option<Entry>, option: Id, depth: usize) -> Flow {
        let fits = |v: &Value| matches!(v, Value::List(_));
        self.example(value, option, depth, "array", fits, "a list")?;
        if let Some(entry) = self.entry(value, "uniqueItems") {
            self.boolean(Code::UniqueItems, "uniqueItems", entry);
        }
        self.bounds(value, ("minItems", "maxItems"), is_whole, "a whole number");
        let Some(items) = self.entry(value, "items") else {
            let site = self.at_type(value, holder);
            self.report(Code::ArrayItems, site, "This list needs `items`.");
            return Ok(());
        };
        if !self.is_map(items.value) {
            let message = format!(
                "`items` must be a mapping, but is {}.",
                self.kind(items.value)
            );
            self.report(Code::ArrayItems, self.at_entry(items, Mark::Value), message);
            return Ok(());
        }
        self.value(items.value, Some(items), option, depth + 1)
    }

    fn object(&mut self, value: Id, option: Id, depth: usize) -> Flow {
        let fits = |v: &Value| matches!(v, Value::Map(_));
        self.example(value, option, depth, "object", fits, "a mapping")?;
        let required = match self.entry(value, "required") {
            Some(required) => self.required(required)?,
            None => Vec::new(),
        };
        self.set_default(value, "properties", Value::List(Vec::new()));
        let Some(properties) = self.entry(value, "properties") else {
            return Ok(());
        };
        if !self.is_list(properties.value) {
            let message = format!(
                "`properties` must be a list of named types, not {}.",
                self.kind(properties.value)
            );
            let site = self.at_entry(properties, Mark::Value);
            self.report(Code::ObjectProperties, site, message);
            return Ok(());
        }
        let names = self.properties(properties.value, option, depth)?;
        for item in required {
            if self
                .heap()
                .str(item)
                .is_some_and(|name| names.contains(name))
            {
                continue;
            }
            let message = match self.heap().str(item) {
                Some(name) => format!("`properties` has no `{name}`."),
                None => format!(
                    "`required` holds names of properties, but this is {}.",
                    self.kind(item)
                ),
            };
            let site = self.at_item(item, Mark::Text);
            self.report(Code::ObjectRequired, site, message);
        }
        let Some(additional) = self.entry(value, "additionalProperties") else {
            return Ok(());
        };
        if self.get(additional.value) == &Value::Bool(true) {
            return Ok(());
        }
        if !self.is_map(additional.value) {
            let message = "`additionalProperties` must be `true` or a mapping with a `type`.";
            let site = self.at_entry(additional, Mark::Value);
            self.report(Code::AdditionalProperties, site, message);
            return Ok(());
        }
        self.value(additional.value, Some(additional), option, depth + 1)
    }

    /// The names in `required`, each once.
    fn required(&mut self, entry: Entry) -> Flow<Vec<Id>> {
        let site = self.at_entry(entry, Mark::Value);
        let Some(items) = self.heap().list(entry.value).map(<[Id]>::to_vec) else {
            let message = format!(
                "`required` must be a list of property names, not {}.",
                self.kind(entry.value)
            );
            self.report(Code::ObjectRequired, site, message);
            return Ok(Vec::new());
        };
        if items.is_empty() {
            let message = "`required` is empty. Leave it out when no property is required.";
            self.report(Code::ObjectRequired, site, message);
        }
        let mut seen: HashMap<Key, Site> = HashMap::default();
        let mut once = Vec::new();
        for item in items {
            let site = self.at_item(item, Mark::Text);
            let Some(key) = self.get(item).to_key() else {
                let message = format!(
                    "`required` holds names of properties, but this is {}.",
                    self.kind(item)
                );
                let site = self.at_item(item, Mark::Value);
                return self.crash(Code::ObjectRequired, site, message);
            };
            match seen.get(&key).copied() {
                Some(first) => {
                    let message = match self.heap().str(item) {
                        Some(name) => format!("`{name}` is named twice."),
                        None => "This is named twice.".to_owned(),
                    };
                    let related = (first, "Here first.");
                    self.report_with(Code::ObjectRequired, site, message, related);
                }
                None => {
                    seen.insert(key, site);
                    once.push(item);
                }
            }
        }
        Ok(once)
    }

    /// Checks named types; gives their names.
    fn properties(&mut self, list: Id, option: Id, depth: usize) -> Flow<HashSet<String>> {
        let mut seen: HashMap<String, Site> = HashMap::default();
        let mut index = 0;
        let mut repeated = Vec::new();
        while let Some(property) = self.item(list, index) {
            index += 1;
            if !self.is_map(property) {
                self.odd_property(property)?;
                continue;
            }
            let Some(name) = self.entry(property, "name") else {
                let site = self.at_item(property, Mark::First);
                self.report(Code::ObjectProperties, site, "This property has no `name`.");
                continue;
            };
            let Some(text) = self.heap().str(name.value).map(str::to_owned) else {
                let message = format!(
                    "The name of a property must be text, not {}.",
                    self.kind(name.value)
                );
                let site = self.at_entry(name, Mark::Value);
                self.report(Code::ObjectProperties, site, message);
                continue;
            };
            let site = self.at_entry(name, Mark::Text);
            match seen.get(&text).copied() {
                Some(first) => repeated.push((text, site, first)),
                None => {
                    seen.insert(text, site);
                }
            }
            if let Some(formats) = self.entry(property, "formats") {
                self.formats(formats);
            }
            self.value(property, None, option, depth + 1)?;
        }
        for (text, site, first) in repeated {
            let message = format!("A property `{text}` stands above already.");
            self.report_with(
                Code::ObjectProperties,
                site,
                message,
                (first, "Here first."),
            );
        }
        Ok(seen.into_keys().collect())
    }

    /// A property that is no mapping: ddev goes on to ask it for its name, which most values
    /// do not survive.
    fn odd_property(&mut self, property: Id) -> Flow {
        let message = format!(
            "A property must be a mapping, but this is {}.",
            self.kind(property)
        );
        let site = self.at_item(property, Mark::Value);
        let survives = match self.get(property) {
            Value::Str(text) => !text.contains("name"),
            Value::List(items) => !items
                .iter()
                .any(|item| self.heap().str(*item) == Some("name")),
            _ => false,
        };
        if !survives {
            return self.crash(Code::ObjectProperties, site, message);
        }
        self.report(Code::ObjectProperties, site, message);
        Ok(())
    }
}

/// A whole number for Python, which counts booleans among them.
fn is_whole(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::BigInt(_) | Value::Bool(_))
}

fn is_number(value: &Value) -> bool {
    is_whole(value) || matches!(value, Value::Float(_))
}

/// Order of numbers; `None` with no number among them.
fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::BigInt(a), Value::BigInt(b)) => Some(compare_digits(a, b)),
        _ => as_float(a)?.partial_cmp(&as_float(b)?),
    }
}

fn as_float(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Int(value) => Some(*value as f64),
        Value::BigInt(digits) => digits.parse().ok(),
        Value::Float(value) => Some(*value),
        _ => None,
    }
}

fn compare_digits(a: &str, b: &str) -> Ordering {
    match (a.strip_prefix('-'), b.strip_prefix('-')) {
        (None, None) => (a.len(), a).cmp(&(b.len(), b)),
        (Some(a), Some(b)) => (b.len(), b).cmp(&(a.len(), a)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
    }
}
