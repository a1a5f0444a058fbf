//! Classes and their fields as text.

use super::error::ModelError;
use super::names::Given;
use super::reading::{Number, Read, integer, number};
use super::types::{ANY_URL, Atom, Hint, Import, OPTIONAL, Type, UNION, optional_of};
use crate::engine::python::{float_repr, repr, str_repr};
use crate::engine::{Heap, Id, Value};

const FIELD: Import = Import("pydantic", "Field");

/// A class of the file.
pub(super) struct Class {
    pub(super) given: Given,
    /// A single value with bounds, no object.
    pub(super) is_root: bool,
    /// Whether more than the fields may be there, if that is said.
    pub(super) extra: Option<bool>,
    pub(super) fields: Vec<Field>,
    /// A pattern looks ahead or behind, which only Python's engine can.
    pub(super) lookaround: bool,
}

/// A field of a class.
pub(super) struct Field {
    pub(super) name: String,
    /// As the specification has it.
    pub(super) raw: String,
    pub(super) of: Type,
    pub(super) required: bool,
    pub(super) schema: Id,
    /// Bounds of the schema are written.
    pub(super) has_bounds: bool,
}

impl Class {
    /// A class for one value.
    pub(super) fn root(given: Given, of: Type, schema: Id, required: bool) -> Self {
        Self {
            given,
            is_root: true,
            extra: None,
            fields: vec![Field {
                name: "root".to_owned(),
                raw: String::new(),
                of,
                required,
                schema,
                has_bounds: true,
            }],
            lookaround: false,
        }
    }

    /// The name it asked for, number aside.
    pub(super) fn base(&self) -> &str {
        self.given.base.as_deref().unwrap_or(&self.given.name)
    }

    /// The class as the statements that make it up.
    pub(super) fn statements(
        &self,
        heap: &Heap,
        name: &str,
        classes: &[String],
    ) -> Result<Vec<String>, ModelError> {
        let mut out = Vec::with_capacity(self.fields.len() + 2);
        out.push(match self.fields.first().filter(|_| self.is_root) {
            Some(field) => {
                let hint = field.hint(heap, classes)?;
                format!("class {name}(RootModel[{}]):", hint.text)
            }
            None => format!("class {name}(BaseModel):"),
        });
        if self.fields.is_empty() {
            out.push("pass".to_owned());
        }
        let mut config = String::from("model_config = ConfigDict(");
        match self.extra {
            Some(true) => config.push_str("extra='allow', "),
            Some(false) => config.push_str("extra='forbid', "),
            None => {}
        }
        config.push_str("frozen=True,");
        if self.lookaround {
            config.push_str(" regex_engine=\"python-re\",");
        }
        config.push(')');
        out.push(config);
        for field in &self.fields {
            out.push(field.statement(heap, classes, self.is_root)?);
        }
        Ok(out)
    }

    /// Takes out fields of no type at all, which the generator forgets on its way.
    pub(super) fn forget_fields(&mut self) {
        if !self.is_root {
            self.fields
                .retain(|field| field.raw.is_empty() || !field.of.is_nothing());
        }
    }

    /// What it needs imported, with repetitions.
    pub(super) fn imports(
        &self,
        heap: &Heap,
        classes: &[String],
    ) -> Result<Vec<Import>, ModelError> {
        let mut out = Vec::new();
        for field in &self.fields {
            let mut needed = Vec::new();
            field.of.imports(heap, classes, &mut needed)?;
            let hint = field.hint(heap, classes)?.text;
            if !hint.contains("Union[") {
                needed.retain(|import| *import != UNION);
            }
            if !field.required {
                needed.push(OPTIONAL);
            }
            if field.call(heap, classes)?.is_some() {
                needed.push(FIELD);
            }
            out.append(&mut needed);
        }
        let kind = if self.is_root {
            "RootModel"
        } else {
            "BaseModel"
        };
        out.push(Import("pydantic", kind));
        out.push(Import("pydantic", "ConfigDict"));
        Ok(out)
    }
}

impl Field {
    fn hint(&self, heap: &Heap, classes: &[String]) -> Result<Hint, ModelError> {
        let mut hint = self.of.hint(heap, classes)?;
        if hint.text.is_empty() {
            hint.text = "None".to_owned();
        } else if !(hint.optional || self.required) {
            hint.text = optional_of(&hint.text);
        }
        Ok(hint)
    }

    fn default(&self, heap: &Heap) -> Option<Id> {
        heap.field(self.schema, "default")
    }

    fn default_text(&self, heap: &Heap) -> Result<String, ModelError> {
        Ok(match self.default(heap) {
            Some(default) => repr(heap, default)?,
            None => "None".to_owned(),
        })
    }

    fn statement(
        &self,
        heap: &Heap,
        classes: &[String],
        is_root: bool,
    ) -> Result<String, ModelError> {
        let hint = self.hint(heap, classes)?;
        let mut out = format!("{}: {}", self.name, hint.text);
        if let Some(call) = self.call(heap, classes)? {
            out.push_str(" = ");
            out.push_str(&call);
            return Ok(out);
        }
        let default = self.default_text(heap)?;
        let shown = if is_root {
            !self.required && default != "None"
        } else {
            !self.required || hint.optional
        };
        if shown {
            out.push_str(" = ");
            out.push_str(&default);
        }
        Ok(out)
    }

    /// `Field(...)`, if there is anything to say in it.
    fn call(&self, heap: &Heap, classes: &[String]) -> Result<Option<String>, ModelError> {
        let mut arguments = self.arguments(heap)?;
        arguments.sort();
        let first = match self.factory(heap, classes)? {
            _ if self.required => "...".to_owned(),
            Some(factory) => format!("default_factory={factory}"),
            None if arguments.is_empty() => return Ok(None),
            None => self.default_text(heap)?,
        };
        if arguments.is_empty() && self.required {
            return Ok(None);
        }
        arguments.insert(0, first);
        Ok(Some(format!("Field({})", arguments.join(", "))))
    }

    fn arguments(&self, heap: &Heap) -> Result<Vec<String>, ModelError> {
        let mut out = Vec::new();
        if !self.raw.is_empty() && self.raw != self.name {
            out.push(format!("alias={}", str_repr(&self.raw)));
        }
        let word = |word: &str| heap.field(self.schema, word);
        let said = |id: &Id| *heap.get(*id) != Value::Null;
        for key in ["description", "title"] {
            if let Some(value) = word(key).filter(said) {
                out.push(format!("{key}={}", repr(heap, value)?));
            }
        }
        match (word("examples"), word("example")) {
            (None, Some(example)) => out.push(format!("examples=[{}]", repr(heap, example)?)),
            (examples, example) => {
                if let Some(examples) = examples.filter(said) {
                    out.push(format!("examples={}", repr(heap, examples)?));
                }
                if let Some(example) = example {
                    let example = repr(heap, example)?;
                    out.push(format!("json_schema_extra={{'example': {example}}}"));
                }
            }
        }
        if self.has_bounds {
            self.bounds(heap, &mut out)?;
        }
        Ok(out)
    }

    fn bounds(&self, heap: &Heap, out: &mut Vec<String>) -> Result<(), ModelError> {
        let mut is_url = false;
        let mut is_float = false;
        self.of.walk(&mut |part| match part.atom {
            Atom::Imported(import) => is_url |= import == ANY_URL,
            Atom::Plain("float") => is_float = true,
            _ => {}
        });
        if is_url {
            return Ok(());
        }
        let value = |word: &str| heap.field(self.schema, word).map(|id| heap.get(id));
        let origin = heap.origin(self.schema);
        let beyond = || ModelError::unknown(origin, "a number of the schema is not followed");
        for (name, word) in [
            ("gt", "exclusiveMinimum"),
            ("ge", "minimum"),
            ("lt", "exclusiveMaximum"),
            ("le", "maximum"),
            ("multiple_of", "multipleOf"),
        ] {
            let Some(Read::Known(Some(bound))) = value(word).map(number) else {
                continue;
            };
            let is_exact = word.starts_with("exclusive");
            let text = if is_float || name == "multiple_of" {
                float_repr(as_float(&bound).ok_or_else(beyond)?)
            } else {
                match &bound {
                    Number::Float(value) => whole(*value),
                    // Exclusive bounds have been floats on the way.
                    Number::Int(_) if is_exact => whole(as_float(&bound).ok_or_else(beyond)?),
                    Number::Int(digits) => digits.clone(),
                }
            };
            out.push(format!("{name}={text}"));
        }
        for (name, words) in [
            ("min_length", ["minItems", "minLength"]),
            ("max_length", ["maxItems", "maxLength"]),
        ] {
            let length = words
                .iter()
                .find_map(|word| match value(word).map(integer) {
                    Some(Read::Known(length)) => length,
                    _ => None,
                });
            if let Some(length) = length {
                out.push(format!("{name}={length}"));
            }
        }
        if let Some(Value::Str(pattern)) = value("pattern") {
            out.push(format!("pattern={}", str_repr(pattern)));
        }
        Ok(())
    }

    /// A default that has to become an object of a class first.
    fn factory(&self, heap: &Heap, classes: &[String]) -> Result<Option<String>, ModelError> {
        let Some(default) = self.default(heap).filter(|id| !heap.get(*id).is_falsy()) else {
            return Ok(None);
        };
        if self.of.parts.len() > 1 {
            return Ok(None);
        }
        let own = std::slice::from_ref(&self.of);
        let parts = if self.of.parts.is_empty() {
            own
        } else {
            &self.of.parts
        };
        for part in parts.iter().filter(|part| !part.is_dict) {
            let (class, is_list) = match (part.is_list, part.parts.as_slice(), &part.atom) {
                (true, [only], _) => match only.atom {
                    Atom::Class(class) => (class, true),
                    _ => continue,
                },
                (_, _, Atom::Class(class)) => (*class, false),
                _ => continue,
            };
            let value = repr(heap, default)?;
            let class = &classes[class];
            if !is_list {
                return Ok(Some(format!("lambda: {class}.model_validate({value})")));
            }
            if heap.list(default).is_some() {
                return Ok(Some(format!(
                    "lambda: [{class}.model_validate(v) for v in {value}]"
                )));
            }
        }
        Ok(None)
    }

    /// A pattern that only Python's engine understands.
    pub(super) fn has_lookaround(&self, heap: &Heap) -> bool {
        let pattern = heap.field(self.schema, "pattern");
        self.has_bounds
            && pattern
                .and_then(|pattern| heap.str(pattern))
                .is_some_and(|pattern| {
                    ["(?=", "(?!", "(?<=", "(?<!"]
                        .iter()
                        .any(|group| pattern.contains(group))
                })
    }
}

fn as_float(number: &Number) -> Option<f64> {
    match number {
        Number::Float(value) => Some(*value),
        Number::Int(digits) => digits.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// The digits before the point.
fn whole(value: f64) -> String {
    let text = format!("{:.0}", value.trunc());
    if text == "-0" { "0".to_owned() } else { text }
}
