//! What is being typed between brackets in a YAML file: `{name: x, ty`. Judged by the text
//! before the cursor, as brackets are not closed while somebody types.

use super::yaml_nodes::{PLACEHOLDER, beside_key};
use crate::syntax::yaml::{YamlNode, YamlTree};
use crate::text::Span;

/// Lines above that may open the brackets.
const MAX_LINES: usize = 20;

/// A place between brackets.
pub(super) struct Flow {
    /// Bytes of the key, value or item that is being typed.
    pub(super) token: Span,
    pub(super) what: FlowToken,
    /// Brackets that are open, outermost first.
    open: Vec<u8>,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlowToken {
    /// A key, and whether its colon is there.
    Key {
        /// A colon follows.
        has_colon: bool,
    },
    /// A value behind a key, or an item.
    Value,
}

impl Flow {
    pub(super) fn at(text: &str, offset: usize) -> Option<Self> {
        let start = line_start(text, offset);
        if let Some(found) = Self::from(text, start, offset) {
            return Some(found);
        }
        // Brackets that were opened at the end of a line above.
        let mut from = start;
        for _ in 0..MAX_LINES {
            let above = line_start(text, from.checked_sub(1)?);
            let line = text[above..from].trim_end();
            from = above;
            if line.ends_with(['{', '[', ',']) {
                if let Some(found) = Self::from(text, from, offset) {
                    return Some(found);
                }
            } else {
                return None;
            }
        }
        None
    }

    /// What stands between brackets that are opened behind `from`.
    fn from(text: &str, from: usize, offset: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut open: Vec<u8> = Vec::new();
        let (mut begin, mut colon) = (from, None);
        let mut quote: Option<u8> = None;
        // Nothing but blanks, dashes or a key stands before.
        let mut fresh = true;
        let mut at = from;
        while at < offset {
            let byte = bytes[at];
            let blank_before = at == from || matches!(bytes[at - 1], b' ' | b'\n' | b'\r');
            match (quote, byte) {
                (Some(open), byte) => {
                    if byte == b'\\' && open == b'"' {
                        at += 1;
                    } else if byte == open {
                        quote = None;
                    }
                }
                (None, b'"' | b'\'') if fresh => quote = Some(byte),
                (None, b'#') if blank_before => return None,
                (None, b'{' | b'[') if fresh => {
                    open.push(byte);
                    (begin, colon) = (at + 1, None);
                }
                (None, b'}' | b']') if !open.is_empty() => {
                    open.pop();
                    fresh = false;
                }
                (None, b',') if !open.is_empty() => {
                    (begin, colon) = (at + 1, None);
                    fresh = true;
                }
                (None, b':') if ends_key(bytes.get(at + 1), !open.is_empty()) => {
                    colon = Some(at);
                    fresh = true;
                }
                (None, b'-') if open.is_empty() && blank_before => {}
                (None, b' ' | b'\n' | b'\r') => {}
                _ => fresh = false,
            }
            at += 1;
        }
        let last = *open.last()?;
        let typed = colon.map_or(begin, |colon| colon + 1);
        let typed = typed.min(offset);
        let token = offset - text[typed..offset].trim_start().len();
        let end = |stop: &[char]| {
            text[offset..]
                .find(stop)
                .map_or(text.len(), |at| offset + at)
        };
        if last == b'{' && colon.is_none() {
            let end = end(&[':', ',', '}', ']', '\n', '\r']);
            return Some(Self {
                token: Span::new(token, offset + text[offset..end].trim_end().len()),
                what: FlowToken::Key {
                    has_colon: text[end..].starts_with(':'),
                },
                open,
            });
        }
        // A value must be kept apart from its colon.
        if colon.is_some_and(|colon| colon + 1 == offset) {
            return None;
        }
        let end = end(&[',', '}', ']', '\n', '\r']);
        Some(Self {
            token: Span::new(token, offset + text[offset..end].trim_end().len()),
            what: FlowToken::Value,
            open,
        })
    }

    /// Calls `then` with the mapping in which a key is being typed, and the keys beside it.
    pub(super) fn with_mapping<R>(
        &self,
        text: &str,
        then: impl FnOnce(YamlNode, &[&str]) -> R,
    ) -> Option<R> {
        let end = match self.what {
            // With its value, whatever that is.
            FlowToken::Key { has_colon: true } => {
                let rest = &text[self.token.end as usize..];
                let stop = rest.find([',', '}', '\n', '\r']);
                self.token.end as usize + stop.unwrap_or(rest.len())
            }
            _ => self.token.end as usize,
        };
        self.with_tree(text, end, &format!("{PLACEHOLDER}: 1"), |node| {
            beside_key(node, then)
        })
    }

    /// Calls `then` with the value that is being typed.
    pub(super) fn with_value<R>(&self, text: &str, then: impl FnOnce(YamlNode) -> R) -> Option<R> {
        self.with_tree(text, self.token.end as usize, PLACEHOLDER, |node| {
            (node.as_str() == Some(PLACEHOLDER)).then(|| then(node))
        })
    }

    /// The node of a stand-in for what is typed, in a text whose brackets are closed.
    fn with_tree<R>(
        &self,
        text: &str,
        end: usize,
        instead: &str,
        then: impl FnOnce(YamlNode) -> Option<R>,
    ) -> Option<R> {
        let start = self.token.start as usize;
        let missing = self.missing(&text[end..]);
        let line_end = text[end..].find(['\n', '\r']);
        let line_end = line_end.map_or(text.len(), |at| end + at);
        let patched = if missing.is_empty() {
            format!("{}{instead}{}", &text[..start], &text[end..])
        } else {
            // Whatever follows on the line may be half typed, too.
            format!("{}{instead}{missing}{}", &text[..start], &text[line_end..])
        };
        let line = text[..start].matches('\n').count();
        let tree = YamlTree::parse_edited(&patched, line);
        then(tree.node_at(&patched, start + 1))
    }

    /// The brackets that are not closed by what follows, in the order to close them.
    fn missing(&self, rest: &str) -> String {
        let mut open = self.open.clone();
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'{' | b'[' => open.push(byte),
                b'}' | b']' => {
                    open.pop();
                    if open.is_empty() {
                        return String::new();
                    }
                }
                // The next line begins a key or an item: the brackets end here.
                b'\n' => {
                    let next = rest[at + 1..].lines().next().unwrap_or_default().trim();
                    let goes_on =
                        next.starts_with(['}', ']', '{']) || next.ends_with([',', '}', ']']);
                    if !goes_on {
                        break;
                    }
                }
                _ => {}
            }
        }
        let closing = self.open.iter().rev();
        closing
            .map(|open| if *open == b'{' { '}' } else { ']' })
            .collect()
    }
}

/// A colon before this ends a key.
fn ends_key(next: Option<&u8>, in_flow: bool) -> bool {
    let blank = next.is_none_or(|next| b" \r\n".contains(next));
    blank || (in_flow && next.is_some_and(|next| b",}]".contains(next)))
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1)
}
