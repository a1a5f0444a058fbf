//! Types as the generator holds and writes them.

use crate::engine::python::{TooLarge, repr};
use crate::engine::{Heap, Id, Value};

/// A name to be imported, and the module it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Import(pub(super) &'static str, pub(super) &'static str);

pub(super) const ANY: Import = Import("typing", "Any");
pub(super) const OPTIONAL: Import = Import("typing", "Optional");
pub(super) const UNION: Import = Import("typing", "Union");
pub(super) const LITERAL: Import = Import("typing_extensions", "Literal");
pub(super) const ANY_URL: Import = Import("pydantic", "AnyUrl");

/// What a type is before it is in a list or a mapping.
#[derive(Debug, Clone, Default)]
pub(super) enum Atom {
    /// Only what is in `parts`.
    #[default]
    Nothing,
    /// A type of Python.
    Plain(&'static str),
    Imported(Import),
    /// A host name, as a function call with a pattern.
    Hostname,
    /// A class, by its number.
    Class(usize),
    Literals(Vec<Id>),
}

/// A type.
#[derive(Debug, Clone, Default)]
pub(super) struct Type {
    pub(super) atom: Atom,
    /// One part is wrapped, several are a union.
    pub(super) parts: Vec<Type>,
    pub(super) is_list: bool,
    pub(super) is_dict: bool,
}

/// A type as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) text: String,
    /// The text says so itself, because a member of a union is nothing.
    pub(super) optional: bool,
}

const HOSTNAME: &str = concat!(
    "constr(pattern=r'^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])\\.)*",
    "([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]{0,61}[A-Za-z0-9])$')"
);

impl Type {
    pub(super) fn of(atom: Atom) -> Self {
        Self {
            atom,
            ..Self::default()
        }
    }

    pub(super) fn any_mapping() -> Self {
        Self {
            atom: Atom::Imported(ANY),
            is_dict: true,
            ..Self::default()
        }
    }

    pub(super) fn of_parts(parts: Vec<Type>) -> Self {
        Self {
            parts,
            ..Self::default()
        }
    }

    /// A scalar of a schema.
    pub(super) fn scalar(kind: Option<&str>, format: Option<&str>) -> Self {
        let Some(kind) = kind else {
            return Self::of(Atom::Imported(ANY));
        };
        let format = format.filter(|format| !format.is_empty());
        Self::of(match (kind, format.unwrap_or_default()) {
            ("integer" | "number", "date-time") => {
                Atom::Imported(Import("pydantic", "AwareDatetime"))
            }
            ("integer", _) => Atom::Plain("int"),
            ("number", "decimal") => Atom::Imported(Import("decimal", "Decimal")),
            ("number", "time") => Atom::Imported(Import("datetime", "time")),
            ("number", _) => Atom::Plain("float"),
            ("boolean", _) => Atom::Plain("bool"),
            ("string", format) => text(format),
            ("object", _) => return Self::any_mapping(),
            ("array", _) => {
                return Self {
                    atom: Atom::Imported(ANY),
                    is_list: true,
                    ..Self::default()
                };
            }
            ("null", _) => Atom::Plain("None"),
            _ => Atom::Imported(ANY),
        })
    }

    /// An enumeration of nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.parts.is_empty() && matches!(&self.atom, Atom::Literals(values) if values.is_empty())
    }

    /// The type itself and all in it, inner ones first.
    pub(super) fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Type)) {
        for part in &self.parts {
            part.walk(visit);
        }
        visit(self);
    }

    fn atom_text(&self, heap: &Heap, classes: &[String]) -> Result<String, TooLarge> {
        Ok(match &self.atom {
            Atom::Nothing => String::new(),
            Atom::Plain(name) | Atom::Imported(Import(_, name)) => (*name).to_owned(),
            Atom::Hostname => HOSTNAME.to_owned(),
            Atom::Class(number) => classes[*number].clone(),
            Atom::Literals(values) if values.is_empty() => String::new(),
            Atom::Literals(values) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| repr(heap, *value))
                    .collect::<Result<_, _>>()?;
                format!("Literal[{}]", values.join(", "))
            }
        })
    }

    /// The type as text.
    pub(super) fn hint(&self, heap: &Heap, classes: &[String]) -> Result<Hint, TooLarge> {
        let mut optional = false;
        let mut text = match self.parts.as_slice() {
            [] => self.atom_text(heap, classes)?,
            [only] => only.hint(heap, classes)?.text,
            parts => {
                let mut members: Vec<String> = Vec::new();
                for part in parts {
                    let member = part.hint(heap, classes)?.text;
                    if members.contains(&member) {
                        continue;
                    }
                    if member == "None" {
                        optional = true;
                        continue;
                    }
                    let rest = without_none(&member);
                    optional |= rest != member;
                    members.push(rest);
                }
                match members.as_slice() {
                    [only] => only.clone(),
                    members => format!("Union[{}]", members.join(", ")),
                }
            }
        };
        if text.len() > 1 << 20 {
            return Err(TooLarge);
        }
        if self.is_list {
            text = match text.as_str() {
                "" => "list".to_owned(),
                text => format!("list[{text}]"),
            };
        } else if self.is_dict {
            let value = if text.is_empty() { "Any" } else { &text };
            text = format!("dict[str, {value}]");
        }
        if optional && text != "Any" {
            text = optional_of(&text);
        }
        Ok(Hint { text, optional })
    }

    /// What it needs imported, besides `Optional` of the field.
    pub(super) fn imports(
        &self,
        heap: &Heap,
        classes: &[String],
        out: &mut Vec<Import>,
    ) -> Result<(), TooLarge> {
        for part in &self.parts {
            part.imports(heap, classes, out)?;
        }
        match &self.atom {
            Atom::Imported(import) => out.push(*import),
            Atom::Hostname => out.push(Import("pydantic", "constr")),
            _ => {}
        }
        if self.parts.len() > 1 {
            if self.hint(heap, classes)?.optional {
                out.push(OPTIONAL);
            }
            out.push(UNION);
        }
        if let Atom::Literals(values) = &self.atom
            && values.iter().any(|value| !heap.get(*value).is_falsy())
        {
            out.push(LITERAL);
        }
        Ok(())
    }
}

fn text(format: &str) -> Atom {
    let pydantic = |name| Atom::Imported(Import("pydantic", name));
    match format {
        "binary" => Atom::Plain("bytes"),
        "date" => Atom::Imported(Import("datetime", "date")),
        "date-time" => pydantic("AwareDatetime"),
        "time" => Atom::Imported(Import("datetime", "time")),
        "password" => pydantic("SecretStr"),
        "path" => Atom::Imported(Import("pathlib", "Path")),
        "email" | "idn-email" => pydantic("EmailStr"),
        "uuid" => Atom::Imported(Import("uuid", "UUID")),
        "uuid1" => pydantic("UUID1"),
        "uuid2" => pydantic("UUID2"),
        "uuid3" => pydantic("UUID3"),
        "uuid4" => pydantic("UUID4"),
        "uuid5" => pydantic("UUID5"),
        "uri" => Atom::Imported(ANY_URL),
        "hostname" => Atom::Hostname,
        "ipv4" => Atom::Imported(Import("ipaddress", "IPv4Address")),
        "ipv4-network" => Atom::Imported(Import("ipaddress", "IPv4Network")),
        "ipv6" => Atom::Imported(Import("ipaddress", "IPv6Address")),
        "ipv6-network" => Atom::Imported(Import("ipaddress", "IPv6Network")),
        "decimal" => Atom::Imported(Import("decimal", "Decimal")),
        "integer" => Atom::Plain("int"),
        _ => Atom::Plain("str"),
    }
}

/// The members of a union without `None`, taken apart at commas, those in texts included.
fn without_none(text: &str) -> String {
    let Some(inner) = text.strip_prefix("Union[") else {
        return text.to_owned();
    };
    let mut end = inner.char_indices();
    end.next_back();
    let inner = &inner[..inner.len() - (inner.len() - end.as_str().len()).min(inner.len())];
    let mut members: Vec<String> = Vec::new();
    let mut member = String::new();
    let mut depth = 0_i64;
    let pieces: Vec<&str> = inner.split(',').collect();
    let last = pieces.len() - 1;
    for (at, piece) in pieces.into_iter().enumerate() {
        let piece = if at == 0 { piece } else { piece.trim_start() };
        let piece = if at == last { piece } else { piece.trim_end() };
        if piece == "None" {
            continue;
        }
        depth += piece.matches('[').count() as i64 - piece.matches(']').count() as i64;
        if !member.is_empty() {
            member.push_str(", ");
        }
        member.push_str(piece);
        if depth == 0 {
            members.push(std::mem::take(&mut member));
        }
    }
    match members.as_slice() {
        [only] => only.clone(),
        members => format!("Union[{}]", members.join(", ")),
    }
}

/// `Optional[...]` of a type.
pub(super) fn optional_of(text: &str) -> String {
    let text = without_none(text);
    if text.is_empty() || text == "None" {
        "None".to_owned()
    } else {
        format!("Optional[{text}]")
    }
}

/// Values of an `enum` that a type can list.
pub(super) fn literals(heap: &Heap, values: &[Id]) -> Result<Atom, Id> {
    let mut kept = Vec::new();
    for value in values {
        match heap.get(*value) {
            Value::Null => {}
            Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Str(_) => kept.push(*value),
            _ => return Err(*value),
        }
    }
    Ok(Atom::Literals(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_a_union() {
        assert_eq!(optional_of("str"), "Optional[str]");
        assert_eq!(optional_of("Union[str, None]"), "Optional[str]");
        assert_eq!(
            optional_of("Union[str, dict[str, int]]"),
            "Optional[Union[str, dict[str, int]]]"
        );
        assert_eq!(
            optional_of("Union[Literal['a,b'], int]"),
            "Optional[Union[Literal['a, b'], int]]"
        );
        assert_eq!(optional_of(""), "None");
    }
}
