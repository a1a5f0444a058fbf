//! One pass over the bytes with an explicit stack, so that depth costs nothing.
//! Recovery: an unclosed string ends at its line; a string before a colon is a key
//! wherever it stands; a closing bracket pops to its nearest opener.

mod members;
mod scan;

use super::error::{JsonError, JsonErrorKind};
use super::tree::{JsonKind, JsonTree, NodeData, NodeId};
use super::{MAX_DEPTH, MAX_ERRORS, MAX_UNCLOSED};
use crate::text::{Keys, Span};

/// What the enclosing container waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// Right after the opening bracket.
    First,
    /// After a comma, at its offset.
    AfterComma(usize),
    /// After a value that ends at the offset.
    AfterValue(usize),
    /// After a key, its colon still to come.
    Colon,
    /// After a key and its colon.
    Value,
}

/// A container whose end is still to come.
#[derive(Clone, Copy)]
struct Open {
    id: NodeId,
    is_object: bool,
    expect: Expect,
    last_child: Option<NodeId>,
    keys: Keys,
}

impl Open {
    /// Notes a key by its bytes with quotes.
    fn note_key(&mut self, key: &[u8], plain: bool) {
        let inner = key.get(1..key.len().saturating_sub(1)).unwrap_or_default();
        self.keys.note(plain.then_some(inner));
    }

    /// Adds a node as the last one in it.
    fn adopt(&mut self, nodes: &mut Vec<NodeData>, node: NodeData) {
        let id = NodeId::new(nodes.len());
        match self.last_child.replace(id) {
            Some(last) => nodes[last.index()].next = Some(id),
            None => nodes[self.id.index()].first_child = Some(id),
        }
        nodes.push(NodeData {
            parent: Some(self.id),
            ..node
        });
    }
}

/// A node for so many bytes, as in most files; the room is taken at once.
const BYTES_PER_NODE: usize = 32;

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<NodeData>,
    errors: Vec<JsonError>,
    /// Open containers.
    stack: Vec<Open>,
    /// Key read, value not yet; whether it is plain.
    key: Option<(Span, bool)>,
    /// The top value is complete.
    done: bool,
    /// Brackets found so far that are never closed.
    unclosed: usize,
    /// See [`JsonTree::plain_keys`].
    plain_keys: bool,
    /// See [`JsonTree::objects_to_compare`].
    suspects: Vec<NodeId>,
}

pub(super) fn parse(text: &str) -> JsonTree {
    let mut parser = Parser {
        bytes: text.as_bytes(),
        at: 0,
        nodes: Vec::with_capacity(text.len() / BYTES_PER_NODE),
        errors: Vec::new(),
        stack: Vec::new(),
        key: None,
        done: false,
        unclosed: 0,
        plain_keys: true,
        suspects: Vec::new(),
    };
    parser.run();
    parser.errors.sort_by_key(|e| e.span.start);
    parser.suspects.sort_unstable_by_key(|id| id.index());
    JsonTree {
        nodes: parser.nodes,
        errors: parser.errors,
        plain_keys: parser.plain_keys,
        suspects: parser.suspects,
    }
}

impl Parser<'_> {
    fn run(&mut self) {
        if self.bytes.starts_with("\u{feff}".as_bytes()) {
            self.error(JsonErrorKind::ByteOrderMark, Span::new(0, 3));
            self.at = 3;
        }
        loop {
            self.skip_blanks();
            let Some(byte) = self.peek() else { break };
            if self.done && self.stack.is_empty() {
                // A text of another kind has been told already.
                if self.nodes[0].kind == JsonKind::Missing {
                    break;
                }
                self.error(
                    JsonErrorKind::TrailingText,
                    Span::new(self.at, self.trimmed_end()),
                );
                break;
            }
            self.token(byte);
        }
        while let Some(open) = self.stack.last() {
            let open = self.nodes[open.id.index()].span.start as usize;
            self.error(JsonErrorKind::Unclosed, Span::new(open, open + 1));
            self.close_top(self.trimmed_end());
        }
        if self.nodes.is_empty() {
            self.error(JsonErrorKind::Empty, Span::new(self.at, self.at));
            let at = Span::at(self.at);
            self.push(JsonKind::Missing, false, at);
        }
    }

    fn token(&mut self, byte: u8) {
        let start = self.at;
        match byte {
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => self.close(byte),
            b',' => self.comma(),
            b':' => self.colon(),
            b'"' => {
                if !self.plain_members() {
                    self.string();
                }
            }
            b'-' | b'0'..=b'9' => {
                let kind = self.number();
                self.value(kind, false, Span::new(start, self.at));
            }
            b'/' if matches!(self.bytes.get(start + 1), Some(b'/' | b'*')) => self.comment(),
            b'#' => self.comment(),
            _ => self.word(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn trimmed_end(&self) -> usize {
        let blank = |b: &&u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
        self.bytes.len() - self.bytes.iter().rev().take_while(blank).count()
    }

    fn error(&mut self, kind: JsonErrorKind, span: Span) {
        if kind == JsonErrorKind::Unclosed {
            self.unclosed += 1;
        }
        let is_echo = kind == JsonErrorKind::Unclosed && self.unclosed > MAX_UNCLOSED;
        if self.errors.len() < MAX_ERRORS && !is_echo {
            self.errors.push(JsonError { kind, span });
        }
    }

    fn in_object(&self) -> bool {
        self.stack.last().is_some_and(|open| open.is_object)
    }

    /// A value ends here, or did before. The comma behind it is read at once.
    fn after_value(&mut self, end: usize) {
        let Some(open) = self.stack.last_mut() else {
            return;
        };
        if end == self.at && self.bytes.get(end) == Some(&b',') {
            open.expect = Expect::AfterComma(end);
            self.at += 1;
        } else {
            open.expect = Expect::AfterValue(end);
        }
    }

    fn expect(&self) -> Option<Expect> {
        self.stack.last().map(|open| open.expect)
    }

    fn set_expect(&mut self, expect: Expect) {
        if let Some(top) = self.stack.last_mut() {
            top.expect = expect;
        }
    }

    /// Adds a node below the open container.
    fn push(&mut self, kind: JsonKind, plain: bool, span: Span) -> NodeId {
        let id = NodeId::new(self.nodes.len());
        let (key, plain_key) = self.key.take().unwrap_or_default();
        let node = NodeData {
            plain_key,
            ..NodeData::member(kind, plain, span, key)
        };
        match self.stack.last_mut() {
            Some(open) => open.adopt(&mut self.nodes, node),
            None => {
                self.done = true;
                self.nodes.push(node);
            }
        }
        id
    }

    /// Reports what is missing before a value or key that starts here.
    fn before_item(&mut self, starts_key: bool) {
        match self.expect() {
            Some(Expect::AfterValue(end)) => {
                self.error(JsonErrorKind::MissingComma, Span::at(end));
            }
            Some(Expect::Colon) => self.finish_key(),
            Some(Expect::Value) if starts_key => self.finish_key(),
            _ => {}
        }
    }

    /// A key whose value never came gets a node of its own, so that it is not lost.
    fn finish_key(&mut self) {
        let Some((key, _)) = self.key else { return };
        let after_colon = self.expect() == Some(Expect::Value);
        let end = self.last_token_end();
        if after_colon {
            self.error(JsonErrorKind::MissingValue, Span::at(end));
        } else {
            self.error(JsonErrorKind::MissingColon, key);
        }
        self.push(JsonKind::Missing, false, Span::at(end));
        self.set_expect(Expect::AfterValue(end));
    }

    /// End of the last byte before here that is not white space.
    fn last_token_end(&self) -> usize {
        let before = &self.bytes[..self.at];
        before.len()
            - before
                .iter()
                .rev()
                .take_while(|b| b.is_ascii_whitespace())
                .count()
    }

    /// A complete value of a simple kind.
    fn value(&mut self, kind: JsonKind, plain: bool, span: Span) {
        self.before_item(false);
        if self.in_object() && self.key.is_none() {
            self.error(JsonErrorKind::MissingKey, span);
        }
        self.push(kind, plain, span);
        self.after_value(span.end as usize);
    }

    fn open(&mut self, byte: u8) {
        let start = self.at;
        self.at += 1;
        if self.stack.len() >= MAX_DEPTH {
            self.skip_deep(start);
            return;
        }
        self.before_item(false);
        let span = Span::new(start, self.at);
        if self.in_object() && self.key.is_none() {
            self.error(JsonErrorKind::MissingKey, span);
        }
        let kind = if byte == b'{' {
            JsonKind::Object
        } else {
            JsonKind::Array
        };
        let id = self.push(kind, false, span);
        self.stack.push(Open {
            id,
            is_object: kind == JsonKind::Object,
            expect: Expect::First,
            last_child: None,
            keys: Keys::default(),
        });
    }

    /// Passes over one container that is nested too deeply.
    fn skip_deep(&mut self, start: usize) {
        self.error(JsonErrorKind::TooDeep, Span::new(start, start + 1));
        let mut depth = 1usize;
        while depth > 0 {
            match self.peek() {
                Some(b'[' | b'{') => depth += 1,
                Some(b']' | b'}') => depth -= 1,
                Some(b'"') => {
                    self.string_end();
                    continue;
                }
                Some(_) => {}
                None => break,
            }
            self.at += 1;
        }
        self.value(JsonKind::Missing, false, Span::new(start, self.at));
    }

    fn close(&mut self, byte: u8) {
        let is_object = byte == b'}';
        let matching = self
            .stack
            .iter()
            .rposition(|open| open.is_object == is_object);
        let Some(position) = matching else {
            self.error(
                JsonErrorKind::UnmatchedClose,
                Span::new(self.at, self.at + 1),
            );
            self.at += 1;
            return;
        };
        while self.stack.len() > position + 1 {
            let open = self
                .stack
                .last()
                .map_or(0, |open| self.nodes[open.id.index()].span.start);
            self.error(
                JsonErrorKind::Unclosed,
                Span::new(open as usize, open as usize + 1),
            );
            let end = self.last_token_end();
            self.close_top(end);
        }
        self.before_close();
        self.at += 1;
        self.close_top(self.at);
    }

    /// Reports what is left over before a closing bracket.
    fn before_close(&mut self) {
        match self.expect() {
            Some(Expect::AfterComma(comma)) => {
                self.error(JsonErrorKind::TrailingComma, Span::new(comma, comma + 1));
            }
            Some(Expect::Colon | Expect::Value) => self.finish_key(),
            _ => {}
        }
    }

    fn close_top(&mut self, end: usize) {
        if matches!(self.expect(), Some(Expect::Colon | Expect::Value)) {
            self.finish_key();
        }
        if let Some(open) = self.stack.pop() {
            if open.keys.may_repeat() {
                self.suspects.push(open.id);
            }
            let node = &mut self.nodes[open.id.index()];
            node.span.end = (end as u32).max(node.span.start + 1);
            self.after_value(end);
        }
    }

    fn comma(&mut self) {
        let comma = self.at;
        if matches!(self.expect(), Some(Expect::Colon | Expect::Value)) {
            self.finish_key();
        }
        match self.expect() {
            Some(Expect::First | Expect::AfterComma(_)) | None => {
                self.error(JsonErrorKind::ExtraComma, Span::new(comma, comma + 1));
            }
            _ => {}
        }
        self.at += 1;
        self.set_expect(Expect::AfterComma(comma));
    }

    fn colon(&mut self) {
        if self.expect() == Some(Expect::Colon) {
            self.set_expect(Expect::Value);
        } else {
            self.error(JsonErrorKind::Unexpected, Span::new(self.at, self.at + 1));
        }
        self.at += 1;
    }

    /// A key was read, behind which something is expected.
    fn take_key(&mut self, span: Span, plain: bool, expect: Expect) {
        self.key = Some((span, plain));
        self.plain_keys &= plain;
        if let Some(open) = self.stack.last_mut() {
            open.note_key(&self.bytes[span.range()], plain);
            open.expect = expect;
        }
    }

    fn string(&mut self) {
        let start = self.at;
        let plain = self.string_end();
        let span = Span::new(start, self.at);
        // Nearly every key has its colon right behind it, and most values have their comma.
        let starts = matches!(self.expect(), Some(Expect::First | Expect::AfterComma(_)));
        match self.peek() {
            Some(b':') if self.in_object() && starts => {
                self.take_key(span, plain, Expect::Value);
                self.at += 1;
                return;
            }
            Some(b',') if self.expect() == Some(Expect::Value) || (starts && !self.in_object()) => {
                return self.value(JsonKind::String, plain, span);
            }
            _ => {}
        }
        let before_colon = self.is_before_colon();
        let key_due = !matches!(self.expect(), Some(Expect::Value));
        if self.in_object() && (before_colon || key_due) {
            self.before_item(true);
            self.take_key(span, plain, Expect::Colon);
        } else {
            self.value(JsonKind::String, plain, span);
        }
    }
}
