//! A whole file laid out anew.

use super::Refused;
use super::layout::{Style, statement};

/// Where the last statement belongs.
#[derive(PartialEq, Eq)]
enum Before {
    Nothing,
    Plain,
    Block,
}

/// Formats a file that is already laid out, by the rules for a width that may differ.
pub(in crate::engine::models) fn reformat(text: &str, style: Style) -> Result<String, Refused> {
    let mut out = String::with_capacity(text.len());
    let mut before = Before::Nothing;
    let mut blanks = 0_usize;
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = logical_line(rest);
        rest = after;
        let body = line.trim_start_matches(' ');
        if body.is_empty() {
            blanks += 1;
            continue;
        }
        let indent = line.len() - body.len();
        let is_block = indent == 0
            && ["class ", "def ", "@"]
                .iter()
                .any(|word| body.starts_with(word));
        let wanted = match before {
            Before::Nothing => 0,
            _ if indent > 0 => blanks.min(1),
            Before::Block => 2,
            Before::Plain if is_block => 2,
            Before::Plain => blanks.min(2),
        };
        out.extend(std::iter::repeat_n('\n', wanted));
        blanks = 0;
        if body.starts_with('#') || body.starts_with('@') || body.starts_with("def ") {
            out.push_str(&style.quotes.normalised(line));
            out.push('\n');
        } else {
            statement(body, indent, style, &mut out)?;
        }
        before = if indent > 0 || is_block {
            Before::Block
        } else {
            Before::Plain
        };
    }
    Ok(out)
}

/// The text up to the line break that ends a statement, and what comes after it.
fn logical_line(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut quote = None;
    let mut at = 0;
    // A comment has no brackets that count.
    let comment = text.trim_start_matches(' ').starts_with('#');
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (_, b'\n') if depth == 0 || quote.is_some() => {
                return (&text[..at], &text[at + 1..]);
            }
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            _ if comment => {}
            (None, byte @ (b'\'' | b'"')) => quote = Some(byte),
            (None, b'[' | b'(' | b'{') => depth += 1,
            (None, b']' | b')' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    (text, "")
}
