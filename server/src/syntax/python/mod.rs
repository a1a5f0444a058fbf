//! Python, as far as a checker of integrations needs it: classes, functions, calls,
//! assignments of names. The parsing is that of the `ruff_python_parser` crate, which
//! survives broken text; its types stay in this folder.

mod access;
mod aliases;
mod collect;
mod nesting;
mod shallow;
#[cfg(test)]
mod tests;

use crate::text::Span;

/// A name or text of the source and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyName {
    /// The name; of a chain of attributes with its dots; of a string its value.
    pub text: Box<str>,
    /// Bytes; of a string what is between the quotes.
    pub span: Span,
}

/// A value, as far as it can be known without running anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PyValue {
    /// A string in one piece, without replacement fields.
    Text(PyName),
    /// A name or a chain of attributes of one: `NAME`, `self.NAME`.
    Name(PyName),
    /// `True` or `False`.
    Bool(bool),
    /// Anything else.
    Other,
}

/// A class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyClass {
    /// Its name.
    pub name: PyName,
    /// Base classes that are written as names.
    pub bases: Vec<PyName>,
    /// Where a new statement at the top of its body would stand: the beginning of the first
    /// statement behind the docstring; `None` when there is no other.
    pub body: Option<u32>,
}

/// A function or method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyFunction {
    /// Its name.
    pub name: PyName,
    /// Positional parameters.
    pub parameters: Vec<PyName>,
    /// Index of the class whose body it stands in.
    pub class: Option<usize>,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyArgument {
    /// The keyword; `None` for a positional one.
    pub keyword: Option<Box<str>>,
    /// Its value.
    pub value: PyValue,
    /// Bytes of the value.
    pub span: Span,
}

/// A call of something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyCall {
    /// What comes before the last dot: `self` of `self.gauge`. Empty for a plain name, `None`
    /// when it is no chain of names.
    pub receiver: Option<Box<str>>,
    /// The last part: `gauge` of `self.gauge`.
    pub function: PyName,
    /// The arguments in order.
    pub arguments: Vec<PyArgument>,
    /// Index of the innermost class around it.
    pub class: Option<usize>,
}

/// `NAME = value` in a module or class body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyAssignment {
    /// The name.
    pub name: PyName,
    /// The value.
    pub value: PyValue,
    /// Bytes of the whole statement.
    pub span: Span,
    /// Index of the class it stands in; `None` for one of the module.
    pub class: Option<usize>,
}

/// How a value of the configuration is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PyAccessKind {
    /// A key: `instance['x']`, `instance.get('x')`.
    Key,
    /// An attribute: `self.config.x`.
    Attribute,
    /// A key that is asked for: `'x' in instance`.
    Asked,
    /// A key of a dictionary that is written out.
    Given,
}

/// A value of the configuration that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyAccess {
    /// What it is taken from: `self.instance`.
    pub owner: Box<str>,
    /// The key or attribute.
    pub name: PyName,
    /// How it is named.
    pub kind: PyAccessKind,
    /// The source may put something there itself.
    pub stored: bool,
    /// Index of the innermost class around it.
    pub class: Option<usize>,
}

/// A local name of the configuration: `instance = self.instance`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyAlias {
    /// The name.
    pub name: Box<str>,
    /// What it stands for: `self.instance`.
    pub owner: Box<str>,
    /// Bytes of the function in which it does.
    pub within: Span,
}

/// `name: type` in the body of a class, with or without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyField {
    /// The name.
    pub name: PyName,
    /// Index of the class.
    pub class: usize,
    /// Bytes of the whole statement.
    pub span: Span,
}

/// What was found in a text, in order of place. The text travels beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PythonTree {
    /// Classes.
    pub classes: Vec<PyClass>,
    /// Functions and methods.
    pub functions: Vec<PyFunction>,
    /// Calls, outer ones first.
    pub calls: Vec<PyCall>,
    /// Assignments outside functions.
    pub assignments: Vec<PyAssignment>,
    /// Values of the configuration.
    pub accesses: Vec<PyAccess>,
    /// Local names of the configuration.
    pub aliases: Vec<PyAlias>,
    /// Annotated names in the bodies of classes.
    pub fields: Vec<PyField>,
    /// A section of the configuration is handed on as a whole, or read by a name that is not
    /// written out: which options are read cannot be told.
    pub reads_unknown_options: bool,
    /// The text has syntax errors: something may be missing here.
    pub has_errors: bool,
}

impl PythonTree {
    /// Parses a text; never fails. Of a text with hostile nesting nothing is found.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if nesting::is_too_deep(text) {
            return Self {
                has_errors: true,
                ..Self::default()
            };
        }
        collect::collect(text)
    }

    /// The value assigned to a name in a class, else in the module.
    #[must_use]
    pub fn assigned(&self, name: &str, class: Option<usize>) -> Option<&PyAssignment> {
        let named = || self.assignments.iter().filter(|a| &*a.name.text == name);
        named()
            .rfind(|a| class.is_some() && a.class == class)
            .or_else(|| named().rfind(|a| a.class.is_none()))
    }

    /// The text that a value stands for: itself, or what its name was assigned in the class of
    /// the place or in the module. The span is that of the text.
    #[must_use]
    pub fn text_of<'t>(&'t self, value: &'t PyValue, class: Option<usize>) -> Option<&'t PyName> {
        let name = match value {
            PyValue::Text(text) => return Some(text),
            PyValue::Name(name) => name,
            PyValue::Bool(_) | PyValue::Other => return None,
        };
        let (owner, last) = name.text.rsplit_once('.').unwrap_or(("", &name.text));
        let class = match owner {
            "" => None,
            "self" | "cls" => class,
            owner => Some(self.classes.iter().position(|c| &*c.name.text == owner)?),
        };
        let assignments = self.assignments.iter();
        let mut found = assignments.filter(|a| &*a.name.text == last && a.class == class);
        // Assigned twice, it may be either.
        let (first, None) = (found.next()?, found.next()) else {
            return None;
        };
        match &first.value {
            PyValue::Text(text) => Some(text),
            // One step is enough; more would need a guard against circles.
            PyValue::Name(name) if !name.text.contains('.') => {
                let mut found = self
                    .assignments
                    .iter()
                    .filter(|a| a.name.text == name.text && a.class.is_none());
                match (found.next().map(|a| &a.value), found.next()) {
                    (Some(PyValue::Text(text)), None) => Some(text),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl PyCall {
    /// The argument of a parameter, by keyword or by its place among the positional ones.
    #[must_use]
    pub fn argument(&self, name: &str, position: usize) -> Option<&PyArgument> {
        let named = self
            .arguments
            .iter()
            .find(|argument| argument.keyword.as_deref() == Some(name));
        let mut positional = self.arguments.iter().filter(|a| a.keyword.is_none());
        named.or_else(|| positional.nth(position))
    }
}
