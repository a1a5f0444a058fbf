//! The text of a JSON string with the way back: where each of its bytes stands in the
//! file. Languages inside of strings are read decoded and reported where they stand.

use std::borrow::Cow;

use super::{JsonKind, JsonNode};
use crate::text::Span;

/// An escape sequence.
#[derive(Debug, Clone, Copy)]
struct Escape {
    /// Offset in the decoded text.
    inner: usize,
    inner_len: usize,
    /// Offset in the file.
    outer: usize,
    outer_len: usize,
}

/// A string value, decoded.
#[derive(Debug, Clone)]
pub struct Decoded<'a> {
    /// The text that the string stands for.
    pub text: Cow<'a, str>,
    start: usize,
    escapes: Vec<Escape>,
}

impl<'a> Decoded<'a> {
    /// Decodes a string; `None` for other values.
    #[must_use]
    pub fn of(node: JsonNode<'a>) -> Option<Self> {
        if node.kind() != JsonKind::String {
            return None;
        }
        let span = node.inner_span();
        let raw = span.slice(node.text());
        let start = span.start as usize;
        let (text, escapes) = decode(raw, start).unwrap_or((Cow::Borrowed(raw), Vec::new()));
        Some(Self {
            text,
            start,
            escapes,
        })
    }

    /// Offset in the file of an offset in the text.
    #[must_use]
    pub fn outer(&self, at: usize) -> usize {
        let before = self.escapes.partition_point(|escape| escape.inner <= at);
        let Some(last) = before.checked_sub(1).map(|index| self.escapes[index]) else {
            return self.start + at;
        };
        match at.checked_sub(last.inner + last.inner_len) {
            Some(beyond) => last.outer + last.outer_len + beyond,
            None => last.outer,
        }
    }

    /// Offset in the text of an offset in the file; of one inside of an escape, its start.
    #[must_use]
    pub fn inner(&self, at: usize) -> usize {
        let before = self.escapes.partition_point(|escape| escape.outer <= at);
        let Some(last) = before.checked_sub(1).map(|index| self.escapes[index]) else {
            return at.saturating_sub(self.start).min(self.text.len());
        };
        match at.checked_sub(last.outer + last.outer_len) {
            Some(beyond) => (last.inner + last.inner_len + beyond).min(self.text.len()),
            None => last.inner,
        }
    }

    /// Bytes in the file of a part of the text.
    #[must_use]
    pub fn outer_span(&self, span: Span) -> Span {
        Span::new(
            self.outer(span.start as usize),
            self.outer(span.end as usize),
        )
    }
}

/// A decoded text and its escapes.
type Parts<'a> = (Cow<'a, str>, Vec<Escape>);

/// Decodes what is between quotes; `None` when an escape is bad, and the text is then
/// taken as written.
fn decode(raw: &str, start: usize) -> Option<Parts<'_>> {
    if !raw.contains('\\') {
        return Some((Cow::Borrowed(raw), Vec::new()));
    }
    let mut text = String::with_capacity(raw.len());
    let mut escapes = Vec::new();
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        text.push_str(&raw[at..at + found]);
        at += found;
        let (decoded, length) = escape(&raw[at..])?;
        escapes.push(Escape {
            inner: text.len(),
            inner_len: decoded.len_utf8(),
            outer: start + at,
            outer_len: length,
        });
        text.push(decoded);
        at += length;
    }
    text.push_str(&raw[at..]);
    Some((Cow::Owned(text), escapes))
}

/// The character of the escape in front, and its length as written.
fn escape(raw: &str) -> Option<(char, usize)> {
    let short = match raw.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return unicode(raw),
        c @ (b'"' | b'\\' | b'/') => char::from(*c),
        _ => return None,
    };
    Some((short, 2))
}

fn unicode(raw: &str) -> Option<(char, usize)> {
    let unit = |raw: &str| {
        let digits = raw.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let first = unit(raw)?;
    if let Some(single) = char::from_u32(first) {
        return Some((single, 6));
    }
    // A pair of surrogates is one character.
    let second = unit(raw.get(6..)?)?;
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let decoded = char::decode_utf16(pair).next()?.ok()?;
    Some((decoded, 12))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::json::JsonTree;

    fn check(json: &str, part: &str, written: &str) {
        let tree = JsonTree::parse(json);
        let decoded = Decoded::of(tree.root(json).get("q").unwrap()).unwrap();
        let at = decoded.text.find(part).expect("the part");
        let span = decoded.outer_span(Span::new(at, at + part.len()));
        assert_eq!(span.slice(json), written, "{json}");
        assert_eq!(decoded.inner(span.start as usize), at);
        assert_eq!(decoded.inner(span.end as usize), at + part.len());
    }

    #[test]
    fn parts_are_found_where_they_stand() {
        check(r#"{"q": "a b c"}"#, "b", "b");
        check(r#"{"q": "\"a\".over"}"#, "a", "a");
        check(r#"{"q": "\"a\".over"}"#, "\"a\"", r#"\"a\""#);
        check(r#"{"q": "\u00e9x\ud83d\ude00y\n"}"#, "x", "x");
        check(r#"{"q": "\u00e9x\ud83d\ude00y\n"}"#, "y", "y");
        check(r#"{"q": "\u00e9x\ud83d\ude00y\n"}"#, "😀", r"\ud83d\ude00");
    }

    #[test]
    fn a_text_with_bad_escapes_is_taken_as_written() {
        check(r#"{"q": "\q \ud83d x"}"#, r"\q \ud83d x", r"\q \ud83d x");
    }

    #[test]
    fn a_place_inside_of_an_escape_is_its_start() {
        let json = r#""ab\u00e9c""#;
        let tree = JsonTree::parse(json);
        let decoded = Decoded::of(tree.root(json)).unwrap();
        for at in 3..9 {
            assert_eq!(decoded.inner(at), 2);
        }
        assert_eq!(decoded.inner(9), 4);
        assert_eq!(decoded.inner(1000), decoded.text.len());
    }
}
