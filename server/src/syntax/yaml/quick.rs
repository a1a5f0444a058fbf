//! The usual shape of a YAML text in one pass: block collections, scalars, block texts, comments,
//! lists in brackets. At anything else, and at anything wrong, it gives up and the full parser
//! reads the text; where it does not, the tree is the same to the last field, which tests hold.

mod block_text;
mod flowing;
#[cfg(test)]
mod tests;

use super::lexical::holds_byte;
use super::scalar;
use super::tree::{NodeData, NodeId, YamlKind, YamlStyle, YamlTree};
use crate::text::{Keys, Span};

/// Deeper texts are left to the full parser.
const MAX_DEPTH: usize = 48;
/// Longer keys are left to the full parser, which refuses them.
const MAX_KEY: usize = 1000;

/// The tree of a text of the usual shape; `None` for any other, sound or not.
pub(super) fn parse(text: &str) -> Option<YamlTree> {
    if has_odd_bytes(text) {
        return None;
    }
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        column: 0,
        depth: 0,
        tree: YamlTree {
            nodes: Vec::with_capacity(text.len() / 32),
            texts: Vec::new(),
            suspects: Vec::new(),
            errors: Vec::new(),
        },
    };
    reader.next_line();
    if reader.ended() {
        return None;
    }
    reader.block(Place::root())?;
    // One inside of another was found first.
    reader.tree.suspects.sort_unstable();
    reader.ended().then_some(reader.tree)
}

/// Control characters, tabs among them, and characters that end a line or stand for nothing.
fn has_odd_bytes(text: &str) -> bool {
    if holds_byte(text, |b| (b < 0x20 && b != b'\n') || b == 0x7f) {
        return true;
    }
    let bytes = text.as_bytes();
    memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|at| match bytes[at..] {
        [0xc2, second, ..] => second < 0xa0,
        [0xe2, 0x80, third, ..] => matches!(third, 0xa8 | 0xa9),
        [0xef, second, ..] => matches!(second, 0xbb | 0xbf),
        _ => false,
    })
}

/// Where a node goes.
#[derive(Clone, Copy)]
struct Place {
    parent: Option<NodeId>,
    key: Option<NodeId>,
    /// Column of the collection around it; what belongs to the node is indented further.
    indent: Option<usize>,
}

impl Place {
    fn root() -> Self {
        Self {
            parent: None,
            key: None,
            indent: None,
        }
    }

    /// A column is inside of what stands here.
    fn holds(self, column: usize) -> bool {
        self.indent.is_none_or(|indent| column > indent)
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Offset of what comes next; between lines that of the first character of a line with content.
    at: usize,
    /// Its column.
    column: usize,
    depth: usize,
    tree: YamlTree,
}

impl Reader<'_> {
    fn ended(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    fn blanks(&self, at: usize) -> usize {
        self.bytes[at..].iter().take_while(|b| **b == b' ').count()
    }

    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |len| at + len)
    }

    /// From the start of a line to the next content.
    fn next_line(&mut self) {
        while !self.ended() {
            let blanks = self.blanks(self.at);
            match self.byte(self.at + blanks) {
                b'\n' => self.at += blanks + 1,
                b'#' => self.at = self.line_end(self.at) + 1,
                _ => {
                    self.at += blanks;
                    self.column = blanks;
                    return;
                }
            }
        }
        self.at = self.bytes.len();
        self.column = 0;
    }

    /// From behind a value to the next content. Only a comment may follow on the line.
    fn end_line(&mut self, at: usize) -> Option<()> {
        let blanks = self.blanks(at);
        self.at = match self.byte(at + blanks) {
            b'\n' => at + blanks + 1,
            b'#' if blanks > 0 => self.line_end(at) + 1,
            _ => return None,
        };
        self.next_line();
        Some(())
    }

    fn push(&mut self, place: Place, kind: YamlKind, style: YamlStyle, span: Span) -> NodeId {
        let id = NodeId::new(self.tree.nodes.len());
        let mut data = NodeData::new(kind, style, span);
        data.parent = place.parent;
        data.key = place.key;
        self.tree.nodes.push(data);
        if let Some(parent) = place.parent {
            self.tree.append(parent, id);
        }
        id
    }

    fn span(&self, id: NodeId) -> Span {
        self.tree.nodes[id.index()].span
    }

    fn extend(&mut self, id: NodeId, end: u32) {
        self.tree.nodes[id.index()].span.end = end;
    }

    fn is_item(&self) -> bool {
        self.byte(self.at) == b'-' && matches!(self.byte(self.at + 1), b' ' | b'\n')
    }

    /// The collection that begins here. The place is inside of what is around it.
    fn block(&mut self, place: Place) -> Option<()> {
        let starts_document = self.column == 0
            && matches!(self.bytes.get(self.at..self.at + 3), Some(b"---" | b"..."));
        if self.depth >= MAX_DEPTH || starts_document {
            return None;
        }
        self.depth += 1;
        if self.is_item() {
            self.sequence(place)?;
        } else {
            self.mapping(place)?;
        }
        self.depth -= 1;
        Some(())
    }

    fn sequence(&mut self, place: Place) -> Option<()> {
        let column = self.column;
        let start = Span::at(self.at);
        let id = self.push(place, YamlKind::Sequence, YamlStyle::Block, start);
        let item = Place {
            parent: Some(id),
            key: None,
            indent: Some(column),
        };
        let mut end = start.end;
        while !self.ended() && self.column == column && self.is_item() {
            let dash = self.at;
            let blanks = self.blanks(dash + 1);
            let content = dash + 1 + blanks;
            match self.byte(content) {
                b'#' => return None,
                b'\n' => {
                    self.at = content + 1;
                    self.next_line();
                    if !self.ended() && self.column > column {
                        self.block(item)?;
                    } else {
                        self.push(item, YamlKind::Null, YamlStyle::Plain, Span::at(dash + 1));
                    }
                }
                _ => {
                    self.at = content;
                    self.column = column + 1 + blanks;
                    if self.is_item() || self.begins_pair() {
                        self.block(item)?;
                    } else {
                        self.inline(item)?;
                    }
                }
            }
            let last = self.tree.nodes[id.index()].last_child?;
            end = self.span(last).end;
        }
        self.extend(id, end);
        // A list may stand no further in than its key, and the next key follows then.
        let may_follow = place.indent == Some(column);
        (self.ended() || self.column < column || (may_follow && self.column == column))
            .then_some(())
    }

    fn mapping(&mut self, place: Place) -> Option<()> {
        let column = self.column;
        let start = Span::at(self.at);
        let id = self.push(place, YamlKind::Mapping, YamlStyle::Block, start);
        let mut end = start.end;
        let mut keys = Keys::default();
        while !self.ended() && self.column == column {
            let key = self.key(id)?;
            let data = &self.tree.nodes[key.index()];
            // No key of the usual shape has a value other than what is written.
            let is_text = data.kind == YamlKind::Str;
            keys.note(is_text.then(|| data.written(self.text).as_bytes()));
            let value = Place {
                parent: Some(id),
                key: Some(key),
                indent: Some(column),
            };
            self.value(value)?;
            let last = self.tree.nodes[id.index()].last_child?;
            end = self.span(last).end;
        }
        self.extend(id, end);
        if keys.may_repeat() {
            self.tree.suspects.push(id);
        }
        (self.ended() || self.column < column).then_some(())
    }

    /// End of the key that begins here, which is where its colon stands.
    fn key_end(&self) -> Option<usize> {
        let start = self.at;
        let quote = self.byte(start);
        let end = if matches!(quote, b'\'' | b'"') {
            let (end, value) = self.quoted(start, None)?;
            (self.byte(end) == b':' && value.is_none()).then_some(end)?
        } else {
            if !self.begins_plain(start) {
                return None;
            }
            let line = &self.bytes[start..self.line_end(start)];
            let mut colons = memchr::memchr_iter(b':', line);
            start + colons.find(|at| matches!(self.byte(start + at + 1), b' ' | b'\n'))?
        };
        let is_key = matches!(self.byte(end + 1), b' ' | b'\n')
            && end - start <= MAX_KEY
            && self.bytes[end - 1] != b' ';
        is_key.then_some(end)
    }

    /// A pair begins here, not a scalar.
    fn begins_pair(&self) -> bool {
        if !matches!(self.byte(self.at), b'\'' | b'"') {
            return self.key_end().is_some();
        }
        // Long texts run over lines, which keys never do.
        let line = &self.bytes[self.at..self.line_end(self.at)];
        let mut colons = memchr::memchr_iter(b':', line);
        let ends_key = |at: usize| matches!(line.get(at + 1), None | Some(b' '));
        colons.any(ends_key) && self.key_end().is_some()
    }

    fn key(&mut self, parent: NodeId) -> Option<NodeId> {
        let end = self.key_end()?;
        let span = Span::new(self.at, end);
        let text = span.slice(self.text);
        let (kind, style) = match text.as_bytes()[0] {
            b'\'' | b'"' => (YamlKind::Str, self.quoted_style(self.at)),
            _ if has_comment(text) => return None,
            _ => (plain_kind(text)?, YamlStyle::Plain),
        };
        let id = NodeId::new(self.tree.nodes.len());
        let mut data = NodeData::new(kind, style, span);
        data.parent = Some(parent);
        data.is_key = true;
        data.in_key = true;
        self.tree.nodes.push(data);
        self.at = end + 1;
        Some(id)
    }

    /// What follows a key and its colon.
    fn value(&mut self, place: Place) -> Option<()> {
        let colon = self.at;
        let content = colon + self.blanks(colon);
        match self.byte(content) {
            b'\n' => self.at = content + 1,
            b'#' => self.at = self.line_end(content) + 1,
            _ => {
                self.at = content;
                return self.inline(place);
            }
        }
        self.next_line();
        let same = place.indent == Some(self.column) && self.is_item();
        if !self.ended() && (place.holds(self.column) || same) {
            let is_block = self.is_item() || self.begins_pair();
            return if is_block || matches!(self.byte(self.at), b'|' | b'>') {
                self.block(place)
            } else {
                self.inline(place)
            };
        }
        self.push(place, YamlKind::Null, YamlStyle::Plain, Span::at(colon));
        Some(())
    }

    /// A value that begins on this line, behind a key or a dash.
    fn inline(&mut self, place: Place) -> Option<()> {
        let start = self.at;
        match self.byte(start) {
            b'\'' | b'"' => {
                let end = self.push_quoted(place, Some(place))?;
                self.end_line(end)?;
            }
            b'|' | b'>' => self.block_text(place)?,
            b'[' | b'{' => {
                let end = self.flow(place)?;
                self.end_line(end)?;
            }
            _ => {
                let (end, value) = self.plain(start, place)?;
                let span = Span::new(start, end);
                let kind = plain_kind(value.as_deref().unwrap_or(span.slice(self.text)))?;
                self.push(place, kind, YamlStyle::Plain, span);
                self.decode(value);
                self.end_line(end)?;
            }
        }
        // What is indented further would go on with the value, or be wrong.
        (self.ended() || !place.holds(self.column)).then_some(())
    }

    /// Notes the value of the node added last.
    fn decode(&mut self, value: Option<Box<str>>) {
        if let (Some(value), Some(node)) = (value, self.tree.nodes.last_mut()) {
            node.decoded = Some(self.tree.texts.len() as u32);
            self.tree.texts.push(value);
        }
    }

    /// Adds a quoted text, which may run over lines inside of `over`; its end.
    fn push_quoted(&mut self, place: Place, over: Option<Place>) -> Option<usize> {
        let start = self.at;
        let (end, value) = self.quoted(start, over)?;
        let style = self.quoted_style(start);
        self.push(place, YamlKind::Str, style, Span::new(start, end));
        self.decode(value);
        Some(end)
    }

    fn quoted_style(&self, start: usize) -> YamlStyle {
        if self.byte(start) == b'"' {
            YamlStyle::DoubleQuoted
        } else {
            YamlStyle::SingleQuoted
        }
    }

    /// A list of one line between brackets that holds only scalars, or nothing.
    fn flow(&mut self, place: Place) -> Option<usize> {
        let start = self.at;
        let (kind, close) = match self.byte(start) {
            b'[' => (YamlKind::Sequence, b']'),
            _ => (YamlKind::Mapping, b'}'),
        };
        let id = self.push(place, kind, YamlStyle::Flow, Span::new(start, start + 1));
        let item = Place {
            parent: Some(id),
            key: None,
            indent: None,
        };
        self.at += 1 + self.blanks(start + 1);
        while self.byte(self.at) != close {
            if kind == YamlKind::Mapping {
                return None;
            }
            let end = match self.byte(self.at) {
                b'\'' | b'"' => self.push_quoted(item, None)?,
                _ => self.push_plain_item(item)?,
            };
            self.at = end + self.blanks(end);
            match self.byte(self.at) {
                b',' => self.at += 1 + self.blanks(self.at + 1),
                byte if byte == close => {}
                _ => return None,
            }
        }
        let end = self.at + 1;
        self.extend(id, end as u32);
        Some(end)
    }

    fn push_plain_item(&mut self, item: Place) -> Option<usize> {
        let start = self.at;
        let is_word = |b: &&u8| {
            b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'/' | b'-' | b'<' | b'>')
        };
        let len = self.bytes[start..].iter().take_while(is_word).count();
        if len == 0 || !self.begins_plain(start) {
            return None;
        }
        let span = Span::new(start, start + len);
        let kind = plain_kind(span.slice(self.text))?;
        self.push(item, kind, YamlStyle::Plain, span);
        Some(start + len)
    }

    /// What begins here is a plain text.
    fn begins_plain(&self, at: usize) -> bool {
        match self.byte(at) {
            b'-' => !matches!(self.byte(at + 1), b' ' | b'\n'),
            b'!' | b'&' | b'*' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`' | b'{' | b'}'
            | b'[' | b']' | b',' | b'?' | b':' | b'#' | b' ' | b'\n' => false,
            _ => true,
        }
    }
}

/// A comment begins in a text.
fn has_comment(text: &str) -> bool {
    memchr::memchr_iter(b'#', text.as_bytes()).any(|at| text[..at].ends_with(' '))
}

/// Type of a plain text; `None` for one that needs a closer look.
fn plain_kind(text: &str) -> Option<YamlKind> {
    match scalar::resolve(text) {
        YamlKind::Merge => None,
        kind @ (YamlKind::Timestamp | YamlKind::Int | YamlKind::Float | YamlKind::Bool) => {
            scalar::value(kind, text).map(|_| kind)
        }
        kind => (text != "=").then_some(kind),
    }
}
