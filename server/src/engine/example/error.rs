//! Why an example cannot be written.

use std::fmt;

use crate::engine::{Id, Origin};

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldLevel {
    /// In an option.
    Option,
    /// In the `value` of an option.
    Value,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderErrorKind {
    /// A line of a description is too long once it is indented.
    LongLine {
        /// The line as it is written in the description.
        line: String,
        /// Its number in the description, from 0; `None` in a deprecation.
        number: Option<usize>,
        /// Characters beyond the limit.
        excess: usize,
        /// It describes a section.
        section: bool,
    },
    /// A field that ddev does not know.
    UnknownField {
        /// The field, as Python shows it.
        field: String,
        /// Where it stands.
        level: FieldLevel,
    },
    /// One of several instances has no `options`: ddev breaks off.
    NoOptions,
    /// A value is nested too deeply, or options are.
    TooDeep,
    /// The file would be longer than anybody reads.
    TooLarge,
}

/// Something wrong with an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// What.
    pub kind: RenderErrorKind,
    /// Name of the option.
    pub option: String,
    /// The option.
    pub id: Id,
    /// The text that is to blame: the description, the field, or the option.
    pub origin: Origin,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.option;
        match &self.kind {
            RenderErrorKind::LongLine { excess, .. } => {
                let plural = if *excess == 1 { "" } else { "s" };
                write!(
                    f,
                    "A line of the description of `{name}` is {excess} character{plural} too long."
                )
            }
            RenderErrorKind::UnknownField { field, level } => {
                let field = field.trim_matches('\'');
                match level {
                    FieldLevel::Option => write!(f, "`{name}` has an unknown key `{field}`."),
                    FieldLevel::Value => {
                        write!(f, "The value of `{name}` has an unknown key `{field}`.")
                    }
                }
            }
            RenderErrorKind::NoOptions => {
                write!(f, "An instance of `{name}` has no `options`.")
            }
            RenderErrorKind::TooDeep => write!(f, "`{name}` is nested too deeply to be rendered."),
            RenderErrorKind::TooLarge => {
                write!(
                    f,
                    "The example becomes too large to be rendered at `{name}`."
                )
            }
        }
    }
}
