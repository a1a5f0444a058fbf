//! The words of JSON: white space, strings, numbers, comments and what is none of them. Most
//! bytes of a file are passed over here, eight or sixteen at a time.

use super::{Expect, JsonErrorKind, JsonKind, Parser};
use crate::text::Span;

impl Parser<'_> {
    /// Moves past white space, of which indented files have more than of anything else.
    pub(super) fn skip_blanks(&mut self) {
        const SPACES: u128 = u128::from_le_bytes([b' '; 16]);
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
            // Mostly the indentation of a line.
            while let Some(next) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk) {
                let other = u128::from_le_bytes(*next) ^ SPACES;
                self.at += other.trailing_zeros() as usize / 8;
                if other != 0 {
                    break;
                }
            }
        }
    }

    /// The next eight bytes as a number, the first of them lowest.
    fn next_eight(&self) -> Option<u64> {
        let next = self.bytes.get(self.at..)?.first_chunk()?;
        Some(u64::from_le_bytes(*next))
    }

    /// Moves to the first byte of a string that is more than itself.
    pub(super) fn skip_plain(&mut self) {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        const HIGH: u64 = ONES << 7;
        // The lowest byte marked is right; those above it may be marked in error.
        let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & HIGH;
        while let Some(next) = self.next_eight() {
            let control = next.wrapping_sub(ONES * 0x20) & !next & HIGH;
            let quote = zero(next ^ (ONES * b'"' as u64));
            let escape = zero(next ^ (ONES * b'\\' as u64));
            let special = control | quote | escape;
            if special != 0 {
                self.at += special.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
        let rest = &self.bytes[self.at..];
        let special = |byte: &u8| matches!(byte, 0..0x20 | b'"' | b'\\');
        self.at += rest.iter().position(special).unwrap_or(rest.len());
    }

    /// Moves past a string; it ends at a line break even when unclosed. True when it is closed
    /// and holds no escape.
    pub(super) fn string_end(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        self.skip_plain();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return true;
        }
        self.odd_string_end(start)
    }

    /// The same from the first byte on that does not end it and is more than itself.
    #[cold]
    fn odd_string_end(&mut self, start: usize) -> bool {
        let mut plain = true;
        loop {
            self.skip_plain();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return plain;
                }
                None | Some(b'\n' | b'\r') => {
                    self.unclosed_string(start);
                    return false;
                }
                Some(b'\\') => {
                    plain = false;
                    self.escape();
                }
                Some(_) => {
                    self.error(
                        JsonErrorKind::ControlCharacter,
                        Span::new(self.at, self.at + 1),
                    );
                    self.at += 1;
                }
            }
        }
    }

    /// While somebody types `"key": "val`, the comma or bracket at the end of the line
    /// most likely still belongs to the container.
    fn unclosed_string(&mut self, start: usize) {
        let body = &self.bytes[start + 1..self.at];
        let blank = body
            .iter()
            .rev()
            .take_while(|b| b.is_ascii_whitespace())
            .count();
        let mut end = self.at - blank;
        if end > start + 1 && self.bytes[end - 1] == b',' {
            end -= 1;
        }
        self.at = end;
        self.error(JsonErrorKind::UnclosedString, Span::new(start, end));
    }

    fn escape(&mut self) {
        let start = self.at;
        let length = match self.bytes.get(start + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(b'u') => {
                let digits = self.bytes[start + 2..].iter().take(4);
                let count = digits.take_while(|b| b.is_ascii_hexdigit()).count();
                if count < 4 {
                    self.error(
                        JsonErrorKind::BadEscape,
                        Span::new(start, start + 2 + count),
                    );
                }
                2 + count
            }
            Some(b'\n' | b'\r') | None => 1,
            Some(&byte) => {
                // The escaped character may take several bytes.
                let width = if byte < 0x80 { 1 } else { char_width(byte) };
                self.error(
                    JsonErrorKind::BadEscape,
                    Span::new(start, start + 1 + width),
                );
                1 + width
            }
        };
        self.at = (start + length).min(self.bytes.len());
    }

    pub(super) fn number(&mut self) -> JsonKind {
        let start = self.at;
        let body = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-' | b'_');
        self.at += self.bytes[start..].iter().take_while(body).count();
        let raw = &self.bytes[start..self.at];
        if raw != b"-Infinity" && !is_json_number(raw) {
            self.error(JsonErrorKind::BadNumber, Span::new(start, self.at));
        }
        JsonKind::Number
    }

    pub(super) fn comment(&mut self) {
        let start = self.at;
        let rest = &self.bytes[start..];
        let line = rest
            .iter()
            .position(|b| matches!(b, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        self.at = if rest.starts_with(b"/*") {
            rest.windows(2)
                .skip(2)
                .position(|w| w == b"*/")
                .map_or(start + line, |p| start + p + 4)
        } else {
            start + line
        };
        self.error(JsonErrorKind::Comment, Span::new(start, self.at));
    }

    pub(super) fn word(&mut self) {
        let start = self.at;
        let stop = |b: &&u8| {
            !matches!(b, b',' | b':' | b'"' | b'[' | b']' | b'{' | b'}') && !b.is_ascii_whitespace()
        };
        self.at += self.bytes[start..].iter().take_while(stop).count().max(1);
        let span = Span::new(start, self.at);
        let kind = match &self.bytes[start..self.at] {
            b"true" | b"false" => JsonKind::Bool,
            b"null" => JsonKind::Null,
            b"NaN" | b"Infinity" => JsonKind::Number,
            _ => JsonKind::Missing,
        };
        if kind != JsonKind::Missing {
            self.value(kind, false, span);
            return;
        }
        self.error(JsonErrorKind::Unexpected, span);
        // A bare word is a value in the making only where one is due.
        let due = match self.expect() {
            Some(Expect::Value) => true,
            Some(Expect::First | Expect::AfterComma(_)) => !self.in_object(),
            None => true,
            _ => false,
        };
        if due {
            self.push(kind, false, span);
            self.set_expect(Expect::AfterValue(self.at));
        }
    }
}

fn char_width(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

/// The grammar of RFC 8259: `-? (0 | [1-9]\d*) (\.\d+)? ([eE][+-]?\d+)?`.
fn is_json_number(raw: &[u8]) -> bool {
    let digits = |rest: &[u8]| rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let mut rest = raw.strip_prefix(b"-").unwrap_or(raw);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', rest @ ..] => rest,
            _ => exponent,
        };
        let count = digits(exponent);
        return count > 0 && count == exponent.len();
    }
    rest.is_empty()
}
