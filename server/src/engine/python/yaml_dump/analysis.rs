//! What a text contains, and so in which styles it may be written.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::engine::Value;
use crate::engine::python::{float_repr, time_iso};
use crate::syntax::yaml::{YamlKind, scalar};

/// A scalar on its way out.
pub(super) struct Scalar<'a> {
    pub(super) text: Cow<'a, str>,
    /// As written before a value whose type cannot be told otherwise.
    pub(super) tag: &'static str,
    /// A reader finds the type of the bare text without the tag.
    pub(super) implicit: bool,
    pub(super) is_text: bool,
    /// Asks for a block: binary data.
    pub(super) literal: bool,
}

impl<'a> Scalar<'a> {
    /// `None` for containers.
    pub(super) fn of(value: &'a Value) -> Option<Self> {
        let (text, tag, kind): (Cow<'a, str>, _, _) = match value {
            Value::Null => ("null".into(), "!!null", YamlKind::Null),
            Value::Bool(true) => ("true".into(), "!!bool", YamlKind::Bool),
            Value::Bool(false) => ("false".into(), "!!bool", YamlKind::Bool),
            Value::Int(number) => (number.to_string().into(), "!!int", YamlKind::Int),
            Value::BigInt(digits) => (Cow::Borrowed(&**digits), "!!int", YamlKind::Int),
            Value::Float(number) => (float_text(*number).into(), "!!float", YamlKind::Float),
            Value::Str(text) => (Cow::Borrowed(&**text), "!!str", YamlKind::Str),
            Value::Date(date) => (
                format!("{:04}-{:02}-{:02}", date.year, date.month, date.day).into(),
                "!!timestamp",
                YamlKind::Timestamp,
            ),
            Value::DateTime(time) => (
                time_iso(time, ' ').into(),
                "!!timestamp",
                YamlKind::Timestamp,
            ),
            Value::Bytes(bytes) => (base64_lines(bytes).into(), "!!binary", YamlKind::Binary),
            Value::List(_) | Value::Map(_) => return None,
        };
        let is_text = matches!(value, Value::Str(_));
        // A lone `=` has a type of its own that nobody uses.
        let implicit = scalar::resolve(&text) == kind && !(is_text && text == "=");
        Some(Self {
            implicit,
            text,
            tag,
            is_text,
            literal: matches!(value, Value::Bytes(_)),
        })
    }
}

/// A float as YAML 1.1 knows it: with a point even before an exponent.
fn float_text(number: f64) -> String {
    if number.is_nan() {
        return ".nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = float_repr(number);
    if text.contains('.') {
        text
    } else {
        text.replacen('e', ".0e", 1)
    }
}

/// Base 64 in lines of 76 characters, each with its line break.
fn base64_lines(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for line in bytes.chunks(57) {
        for group in line.chunks(3) {
            let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for at in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
                out.push(if at <= group.len() { digit.into() } else { '=' });
            }
        }
        let _ = writeln!(out);
    }
    out
}

/// Styles that a text allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Analysis {
    pub(super) empty: bool,
    pub(super) multiline: bool,
    pub(super) plain_in_flow: bool,
    pub(super) plain_in_block: bool,
    pub(super) single_quoted: bool,
    pub(super) literal: bool,
}

fn is_blank(c: char) -> bool {
    matches!(c, '\0' | ' ' | '\t' | '\r') || is_break(c)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Looks at a text once.
pub(super) fn analyze(text: &str) -> Analysis {
    if text.is_empty() {
        return Analysis {
            empty: true,
            multiline: false,
            plain_in_flow: false,
            plain_in_block: true,
            single_quoted: true,
            literal: false,
        };
    }
    let marker = text.starts_with("---") || text.starts_with("...");
    let (mut flow_sign, mut block_sign) = (marker, marker);
    let (mut multiline, mut special) = (false, false);
    let (mut break_space, mut space_break) = (false, false);
    let mut previous = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before_blank = chars.peek().is_none_or(|next| is_blank(*next));
        let after_blank = previous.is_none_or(is_blank);
        let first = previous.is_none();
        let (in_flow, in_block) = match c {
            '#' if first || after_blank => (true, true),
            ',' | '[' | ']' | '{' | '}' => (true, first),
            '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => (first, first),
            '?' => (true, first && before_blank),
            ':' => (true, before_blank),
            '-' if first => (before_blank, before_blank),
            _ => (false, false),
        };
        flow_sign |= in_flow;
        block_sign |= in_block;
        multiline |= is_break(c);
        special |= !matches!(c, '\n' | ' '..='~');
        break_space |= c == ' ' && previous.is_some_and(is_break);
        space_break |= is_break(c) && previous == Some(' ');
        previous = Some(c);
    }
    let loose = |c: char| c == ' ' || is_break(c);
    let ragged = text.starts_with(loose) || text.ends_with(loose);
    let plain = !(ragged || break_space || space_break || special || multiline);
    Analysis {
        empty: false,
        multiline,
        plain_in_flow: plain && !flow_sign,
        plain_in_block: plain && !block_sign,
        single_quoted: !(break_space || space_break || special),
        literal: !(text.ends_with(' ') || space_break || special),
    }
}
