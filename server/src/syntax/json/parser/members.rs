//! The members that nearly all objects are made of: a key without escapes, a colon, a text or a
//! number, and a comma. They are read in one loop; everything else is left to the tokens.

use super::{Expect, JsonKind, NodeData, Parser};
use crate::text::Span;

impl Parser<'_> {
    /// Reads plain members of the open object, with a quote at hand. Stops before what is not
    /// plain, as if token by token had been read up to there; false when that is the first key.
    pub(super) fn plain_members(&mut self) -> bool {
        let Some(mut open) = self.stack.last().copied() else {
            return false;
        };
        if !open.is_object || !matches!(open.expect, Expect::First | Expect::AfterComma(_)) {
            return false;
        }
        let first = self.at;
        loop {
            let start = self.at;
            if !self.plain_string() || self.peek() != Some(b':') {
                self.at = start;
                break;
            }
            let key = Span::new(start, self.at);
            open.note_key(&self.bytes[key.range()], true);
            self.at += 1;
            self.skip_blanks();
            let value = self.at;
            let kind = match self.peek() {
                Some(b'"') if self.plain_string() && !self.is_before_colon() => JsonKind::String,
                Some(b'-' | b'0'..=b'9') => self.number(),
                _ => {
                    self.at = value;
                    self.key = Some((key, true));
                    open.expect = Expect::Value;
                    break;
                }
            };
            let plain = kind == JsonKind::String;
            let node = NodeData::member(kind, plain, Span::new(value, self.at), key);
            open.adopt(&mut self.nodes, node);
            let end = self.at;
            if self.peek() != Some(b',') {
                open.expect = Expect::AfterValue(end);
                break;
            }
            open.expect = Expect::AfterComma(end);
            self.at += 1;
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                break;
            }
        }
        let progress = self.at > first;
        if let Some(top) = self.stack.last_mut() {
            *top = open;
        }
        progress
    }

    /// Moves past a string that is closed and holds no escape; somewhere into another.
    fn plain_string(&mut self) -> bool {
        self.at += 1;
        self.skip_plain();
        let closed = self.peek() == Some(b'"');
        self.at += usize::from(closed);
        closed
    }

    /// A colon comes next, so that what came before was a key.
    pub(super) fn is_before_colon(&self) -> bool {
        let mut rest = self.bytes[self.at..].iter();
        rest.find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
    }
}
