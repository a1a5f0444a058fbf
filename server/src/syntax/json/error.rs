//! What may be wrong with a JSON text, and how it is said.

use crate::text::Span;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonErrorKind {
    /// Nothing but white space.
    Empty,
    /// A byte order mark in front.
    ByteOrderMark,
    /// A comma before a closing bracket; the span is the comma.
    TrailingComma,
    /// Two values without a comma; the span is empty, where the comma belongs.
    MissingComma,
    /// A comma with nothing before it; the span is the comma.
    ExtraComma,
    /// A key without a colon; the span is the key.
    MissingColon,
    /// A colon with no value after it, at its place.
    MissingValue,
    /// A value in an object without a key.
    MissingKey,
    /// A string without its closing quote; the span is the string.
    UnclosedString,
    /// An object or array without its end; the span is the opening bracket.
    Unclosed,
    /// A closing bracket without an opener.
    UnmatchedClose,
    /// A backslash escape that JSON does not know; the span is the escape.
    BadEscape,
    /// A raw control character inside a string.
    ControlCharacter,
    /// A number JSON does not allow.
    BadNumber,
    /// A comment; JSON has none.
    Comment,
    /// A word or character that is no JSON.
    Unexpected,
    /// Something after the end of the document.
    TrailingText,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// A syntax error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong.
    pub kind: JsonErrorKind,
    /// Where.
    pub span: Span,
}

impl JsonErrorKind {
    /// The error in words.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Empty => "The file is empty; JSON needs a value.",
            Self::ByteOrderMark => "JSON must not begin with a byte order mark.",
            Self::TrailingComma => "No comma is allowed before a closing bracket.",
            Self::MissingComma => "A comma is missing between two values.",
            Self::ExtraComma => "This comma has no value before it.",
            Self::MissingColon => "A colon and a value are missing after this key.",
            Self::MissingValue => "A value is missing here.",
            Self::MissingKey => "Values in an object need a key.",
            Self::UnclosedString => "The closing quote of this string is missing.",
            Self::Unclosed => "This bracket is never closed.",
            Self::UnmatchedClose => "This closing bracket has no opening one.",
            Self::BadEscape => "JSON has no such escape sequence.",
            Self::ControlCharacter => "Control characters must be escaped in strings.",
            Self::BadNumber => "This is not a number JSON allows.",
            Self::Comment => "JSON has no comments.",
            Self::Unexpected => "This is not a JSON value.",
            Self::TrailingText => "Nothing may follow the end of the document.",
            Self::TooDeep => "Values are nested too deeply to be analysed.",
        }
    }
}
