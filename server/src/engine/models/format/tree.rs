//! A logical line taken apart at its brackets and commas.

use super::{Refused, Tool, width};

/// Brackets within brackets; real files have a handful.
const DEPTH: usize = 100;

/// A stretch of a line.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Text(String, usize),
    Group(Group),
}

/// What a pair of brackets is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Directly after something: arguments or a subscript.
    Trailer,
    /// A list, a mapping.
    Display,
    /// Parentheses that only group.
    Parens,
}

/// A pair of brackets and what is between.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) kind: Kind,
    pub(super) open: char,
    pub(super) close: char,
    pub(super) items: Vec<Seq>,
    /// A comma stands before the closing bracket, here or further inside.
    pub(super) forced: bool,
    /// A comma stands before the closing bracket here.
    pub(super) comma: bool,
    pub(super) width: usize,
}

/// What stands one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Seq {
    pub(super) nodes: Vec<Node>,
    pub(super) width: usize,
    pub(super) forced: bool,
}

impl Seq {
    pub(super) fn of(nodes: Vec<Node>) -> Self {
        let mut seq = Self::default();
        for node in nodes {
            seq.push(node);
        }
        seq
    }

    fn push(&mut self, node: Node) {
        match &node {
            Node::Text(_, width) => self.width += width,
            Node::Group(group) => {
                self.width += group.width;
                self.forced |= group.forced;
            }
        }
        self.nodes.push(node);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The last group that has something in it.
    pub(super) fn last_group(&self) -> Option<usize> {
        self.nodes
            .iter()
            .rposition(|node| matches!(node, Node::Group(group) if !group.items.is_empty()))
    }

    /// The only node, if it is parentheses around one thing.
    pub(super) fn in_parens(&self) -> Option<&Seq> {
        match self.nodes.as_slice() {
            [Node::Group(group)] if group.kind == Kind::Parens && !group.comma => {
                match group.items.as_slice() {
                    [only] => Some(only),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(super) fn write(&self, out: &mut String) {
        write_nodes(&self.nodes, out);
    }

    pub(super) fn flat(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

/// Nodes on one line.
pub(super) fn write_nodes(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text, _) => out.push_str(text),
            Node::Group(group) => {
                out.push(group.open);
                for (at, item) in group.items.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    item.write(out);
                }
                out.push(group.close);
            }
        }
    }
}

/// Takes a logical line apart. Line breaks in brackets count as spaces.
pub(super) fn parse(text: &str, tool: Tool) -> Result<Seq, Refused> {
    let mut parser = Parser { text, at: 0, tool };
    let (seq, end) = parser.seq(0, true)?;
    match end {
        None => Ok(seq),
        Some(_) => Err(Refused::Syntax),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    tool: Tool,
}

impl Parser<'_> {
    /// Up to a comma or a closing bracket, which is passed; commas of the top level belong to
    /// the text.
    fn seq(&mut self, depth: usize, top: bool) -> Result<(Seq, Option<u8>), Refused> {
        if depth > DEPTH {
            return Err(Refused::Beyond);
        }
        let bytes = self.text.as_bytes();
        let mut seq = Seq::default();
        let mut text = String::new();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'[' | b'(' | b'{' => {
                    let trailer = byte != b'{'
                        && text.is_empty().then(|| seq.nodes.last()).map_or_else(
                            || ends_operand(&text),
                            |last| matches!(last, Some(Node::Group(_))),
                        );
                    self.flush(&mut seq, &mut text);
                    self.at += 1;
                    let group = self.group(byte, trailer, depth)?;
                    seq.push(Node::Group(group));
                }
                b']' | b')' | b'}' => {
                    self.at += 1;
                    trim_end(&mut text);
                    self.flush(&mut seq, &mut text);
                    return Ok((seq, Some(byte)));
                }
                b',' if !top => {
                    self.at += 1;
                    trim_end(&mut text);
                    self.flush(&mut seq, &mut text);
                    return Ok((seq, Some(byte)));
                }
                b'\'' | b'"' => self.string(byte, &mut text)?,
                b' ' | b'\n' | b'\t' => {
                    self.at += 1;
                    let first = text.is_empty() && seq.nodes.is_empty();
                    if !first && !text.ends_with(' ') {
                        text.push(' ');
                    }
                }
                // The formatters write exponents without a plus.
                b'+' if is_exponent(&text) => self.at += 1,
                _ => {
                    let start = self.at;
                    self.at += 1;
                    while self.at < bytes.len() && !self.text.is_char_boundary(self.at) {
                        self.at += 1;
                    }
                    text.push_str(&self.text[start..self.at]);
                }
            }
        }
        trim_end(&mut text);
        self.flush(&mut seq, &mut text);
        Ok((seq, None))
    }

    fn flush(&self, seq: &mut Seq, text: &mut String) {
        if !text.is_empty() {
            let width = width(text, self.tool);
            seq.push(Node::Text(std::mem::take(text), width));
        }
    }

    fn string(&mut self, quote: u8, text: &mut String) -> Result<(), Refused> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        self.at += 1;
        loop {
            match bytes.get(self.at) {
                None | Some(b'\n') => return Err(Refused::Syntax),
                Some(b'\\') => self.at += 2,
                Some(&byte) => {
                    self.at += 1;
                    if byte == quote {
                        break;
                    }
                }
            }
        }
        text.push_str(self.text.get(start..self.at).ok_or(Refused::Syntax)?);
        Ok(())
    }

    fn group(&mut self, open: u8, trailer: bool, depth: usize) -> Result<Group, Refused> {
        let close = match open {
            b'[' => b']',
            b'(' => b')',
            _ => b'}',
        };
        let mut items = Vec::new();
        let mut comma = false;
        loop {
            let (item, end) = self.seq(depth + 1, false)?;
            match end {
                Some(b',') if item.is_empty() => return Err(Refused::Syntax),
                Some(b',') => {
                    comma = true;
                    items.push(item);
                }
                Some(end) if end == close => {
                    if !item.is_empty() {
                        comma = false;
                        items.push(item);
                    }
                    break;
                }
                _ => return Err(Refused::Syntax),
            }
        }
        // A subscript needs something to look for.
        if trailer && open == b'[' && items.is_empty() {
            return Err(Refused::Syntax);
        }
        if trailer && open == b'[' && comma && items.len() == 1 {
            return Err(Refused::Beyond);
        }
        let inner: usize = items.iter().map(|item: &Seq| item.width + 2).sum();
        let kind = match open {
            _ if trailer => Kind::Trailer,
            b'(' if !comma && items.len() == 1 => Kind::Parens,
            _ => Kind::Display,
        };
        Ok(Group {
            kind,
            open: char::from(open),
            close: char::from(close),
            forced: comma || items.iter().any(|item| item.forced),
            comma,
            width: 2 + inner.saturating_sub(2),
            items,
        })
    }
}

fn trim_end(text: &mut String) {
    text.truncate(text.trim_end().len());
}

/// What a call or a subscript can follow directly.
fn ends_operand(text: &str) -> bool {
    text.ends_with(|c: char| c == '_' || c.is_alphanumeric() || c == '\'' || c == '"')
}

/// A number that wants its exponent.
fn is_exponent(text: &str) -> bool {
    let Some(number) = text.strip_suffix('e') else {
        return false;
    };
    let start = number
        .rfind(|c: char| c != '.' && c != '_' && !c.is_alphanumeric())
        .map_or(0, |at| {
            at + number[at..].chars().next().map_or(0, char::len_utf8)
        });
    number[start..].starts_with(|c: char| c.is_ascii_digit())
}
