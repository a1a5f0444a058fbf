//! Tells of most Python texts in one cheap pass that they are not nested deeply, before the
//! lexer is asked. It counts more levels than there are, never fewer, and declines at anything
//! whose end it does not know for certain.

#[cfg(test)]
mod tests;

use super::nesting::LIMIT;
use crate::text::Word;

/// Brackets in brackets, and blocks in blocks; texts with more are left to the lexer.
const MAX_OPEN: usize = 64;

/// What a byte outside of strings and comments may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Word,
    Digit,
    /// A token by itself or a part of one.
    Operator,
    Comma,
    Open,
    Close,
    Quote,
    Comment,
    Break,
    Backslash,
    /// Anything that the lexer may stumble over.
    Odd,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Odd; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' => Class::Blank,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b',' => Class::Comma,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'\'' | b'"' => Class::Quote,
            b'#' => Class::Comment,
            b'\n' => Class::Break,
            b'\\' => Class::Backslash,
            b'!' | b'%' | b'&' | b'*' | b'+' | b'-' | b'.' | b'/' | b':' | b';' | b'<' | b'='
            | b'>' | b'@' | b'^' | b'|' | b'~' => Class::Operator,
            _ => Class::Odd,
        };
        byte += 1;
    }
    classes
};

/// What a word goes on with.
const PARTS: [bool; 256] = {
    let mut parts = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        parts[byte] = matches!(CLASSES[byte], Class::Word | Class::Digit);
        byte += 1;
    }
    parts
};

static LAMBDA: Word = Word::new("lambda");

/// True only for texts that [`super::nesting::is_too_deep`] lets pass.
pub(super) fn is_surely_shallow(text: &str) -> bool {
    let bytes = text.as_bytes();
    // A carriage return may be a line break or none, a zero may look like the end.
    if memchr::memchr2(b'\r', 0, bytes).is_some() {
        return false;
    }
    let most = Scanner::new(bytes).most_levels();
    most.is_some_and(|most| most + LAMBDA.places(text).count() <= LIMIT)
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Tokens of the innermost bracket since its last comma.
    own: usize,
    /// The same of the brackets around it.
    outer: [usize; MAX_OPEN],
    open: usize,
    /// Their sum.
    sum: usize,
    /// The most that was ever counted at once.
    most: usize,
    /// Columns of the blocks around the line.
    blocks: [usize; MAX_OPEN],
    depth: usize,
    deepest: usize,
}

impl<'a> Scanner<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            own: 0,
            outer: [0; MAX_OPEN],
            open: 0,
            sum: 0,
            most: 0,
            blocks: [0; MAX_OPEN],
            depth: 0,
            deepest: 0,
        }
    }

    /// No fewer levels than the text has; `None` where that cannot be told.
    fn most_levels(mut self) -> Option<usize> {
        self.line_start()?;
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Blank => self.at += 1,
                Class::Word => {
                    let start = self.at;
                    self.skip_word();
                    self.own += 1;
                    let word = &self.bytes[start..self.at];
                    if matches!(self.byte(self.at), b'\'' | b'"') && is_interpolated(word) {
                        self.interpolated()?;
                    }
                }
                Class::Digit => {
                    let start = self.at;
                    self.skip_word();
                    // It may end in a word, even in the prefix of a string.
                    self.own += self.at - start;
                    if matches!(self.byte(self.at), b'\'' | b'"') {
                        return None;
                    }
                }
                Class::Operator => {
                    self.at += 1;
                    self.own += 1;
                }
                Class::Comma => {
                    self.note();
                    self.own = 0;
                    self.at += 1;
                }
                Class::Open => {
                    self.enter()?;
                    self.at += 1;
                }
                Class::Close => {
                    self.leave()?;
                    self.at += 1;
                }
                Class::Quote => self.string(byte)?,
                Class::Comment => self.at = self.line_end(),
                Class::Break => {
                    self.at += 1;
                    if self.open == 0 {
                        self.note();
                        self.own = 0;
                        self.line_start()?;
                    }
                }
                Class::Backslash if self.byte(self.at + 1) == b'\n' => self.at += 2,
                Class::Backslash | Class::Odd => return None,
            }
        }
        self.note();
        Some(self.most + self.deepest)
    }

    /// The byte at an offset; a zero behind the end, which the text holds nowhere.
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn skip_word(&mut self) {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|byte| !PARTS[*byte as usize]);
        self.at += end.unwrap_or(rest.len());
    }

    fn line_end(&self) -> usize {
        let rest = &self.bytes[self.at..];
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |len| self.at + len)
    }

    fn note(&mut self) {
        self.most = self.most.max(self.sum + self.own);
    }

    fn enter(&mut self) -> Option<()> {
        self.own += 1;
        *self.outer.get_mut(self.open)? = self.own;
        self.open += 1;
        self.sum += self.own;
        self.own = 0;
        Some(())
    }

    fn leave(&mut self) -> Option<()> {
        self.note();
        self.open = self.open.checked_sub(1)?;
        self.own = self.outer[self.open];
        self.sum -= self.own;
        Some(())
    }

    /// Begins a line outside of brackets: the blocks that it opens and closes.
    fn line_start(&mut self) -> Option<()> {
        let rest = &self.bytes[self.at..];
        let column = rest.iter().take_while(|byte| **byte == b' ').count();
        self.at += column;
        match self.byte(self.at) {
            b'\n' | b'#' | 0 => return Some(()),
            b'\t' | b'\\' => return None,
            _ => {}
        }
        let is_inside = self.depth > 0 && self.blocks[self.depth - 1] > column;
        while self.depth > 0 && self.blocks[self.depth - 1] > column {
            self.depth -= 1;
        }
        let block = self.depth.checked_sub(1).map_or(0, |at| self.blocks[at]);
        if block < column {
            // Back to a column in which no block began: the lexer loses count there.
            if is_inside {
                return None;
            }
            *self.blocks.get_mut(self.depth)? = column;
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
        }
        Some(())
    }

    /// Skips a plain string of one line or in three quotes.
    fn string(&mut self, quote: u8) -> Option<()> {
        let is_triple = self.is_triple(quote);
        self.at += if is_triple { 3 } else { 1 };
        loop {
            let rest = &self.bytes[self.at..];
            self.at += if is_triple {
                memchr::memchr2(quote, b'\\', rest)?
            } else {
                memchr::memchr3(quote, b'\\', b'\n', rest)?
            };
            match self.bytes[self.at] {
                b'\\' if self.at + 2 <= self.bytes.len() => self.at += 2,
                b'\\' | b'\n' => return None,
                _ if !is_triple => {
                    self.at += 1;
                    return Some(());
                }
                _ if self.is_triple(quote) => {
                    self.at += 3;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }

    /// Three quotes stand here.
    fn is_triple(&self, quote: u8) -> bool {
        self.bytes[self.at..].starts_with(&[quote; 3])
    }

    /// Skips a string with replacement fields behind its prefix.
    fn interpolated(&mut self) -> Option<()> {
        let quote = self.byte(self.at);
        let is_triple = self.is_triple(quote);
        self.enter()?;
        self.at += if is_triple { 3 } else { 1 };
        loop {
            let next = self.byte(self.at + 1);
            match self.byte(self.at) {
                0 => return None,
                b'\n' if !is_triple => return None,
                b'\\' if matches!(next, b'{' | b'}' | b'N' | b'\n' | 0) => return None,
                b'\\' => self.at += 2,
                b'{' | b'}' if self.byte(self.at) == next => self.at += 2,
                b'{' => self.field(quote)?,
                b'}' => return None,
                byte if byte == quote && !is_triple => {
                    self.at += 1;
                    break;
                }
                byte if byte == quote && self.is_triple(quote) => {
                    self.at += 3;
                    break;
                }
                _ => self.at += 1,
            }
        }
        self.leave()
    }

    /// Skips a replacement field, of which every byte counts, in a string between quotes.
    fn field(&mut self, quote: u8) -> Option<()> {
        let start = self.at;
        let (mut brackets, mut is_format) = (0_usize, false);
        self.at += 1;
        loop {
            match self.byte(self.at) {
                0 | b'\n' | b'\\' | b'{' => return None,
                byte if byte == quote => return None,
                b'}' if brackets == 0 => break,
                b'}' => return None,
                b'(' | b'[' | b')' | b']' | b'\'' | b'"' if is_format => return None,
                b'#' if !is_format => return None,
                b'(' | b'[' => brackets += 1,
                b')' | b']' => brackets = brackets.checked_sub(1)?,
                b':' if brackets == 0 => is_format = true,
                inner @ (b'\'' | b'"') => self.inner_string(inner, quote)?,
                _ => {}
            }
            self.at += 1;
        }
        self.at += 1;
        self.own += self.at - start;
        Some(())
    }

    /// Moves to the end of a string in a replacement field that holds nothing odd.
    fn inner_string(&mut self, inner: u8, quote: u8) -> Option<()> {
        let rest = &self.bytes[self.at + 1..];
        let len = memchr::memchr(inner, rest).filter(|len| *len > 0)?;
        let is_odd = |byte: &u8| matches!(byte, b'\n' | b'\\' | b'{' | b'}') || *byte == quote;
        if rest[..len].iter().any(is_odd) {
            return None;
        }
        self.at += 1 + len;
        Some(())
    }
}

/// The prefix of a string with replacement fields.
fn is_interpolated(word: &[u8]) -> bool {
    let is_one = |byte: &u8| matches!(byte, b'f' | b'F' | b't' | b'T');
    let is_raw = |byte: &u8| matches!(byte, b'r' | b'R');
    match word {
        [only] => is_one(only),
        [first, second] => (is_one(first) && is_raw(second)) || (is_raw(first) && is_one(second)),
        _ => false,
    }
}
