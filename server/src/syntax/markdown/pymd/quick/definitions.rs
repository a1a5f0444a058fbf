//! Link definitions for the quick reader of the Python-Markdown view. Where all of a text are of
//! the plain shape, they are known without the stages, and pieces of the text can be read with
//! them.

use super::super::cells::Cell;
use super::super::refdefs::References;
use super::lines::is_blank;
use super::marks::Marks;
use crate::syntax::markdown::tail::Tail;
use memchr::{memchr, memchr2, memmem};

/// A line `[id]: address` and nothing else: both parts. The first line of a block that is not
/// indented is then a definition for certain.
pub(super) fn definition(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let inner = line.strip_prefix(b"[")?;
    let close = memchr2(b'[', b']', inner)?;
    let address = inner[close..].strip_prefix(b"]:")?.trim_ascii();
    let plain = !address.is_empty() && address.iter().all(u8::is_ascii_graphic);
    plain.then_some((&inner[..close], address))
}

/// Whether a line that starts with a bracket may be or begin a definition.
pub(super) fn may_start(line: &[u8]) -> bool {
    let inner = &line[1..];
    memchr2(b'[', b']', inner).is_none_or(|close| inner[close..].starts_with(b"]:"))
}

/// The definitions of a text with this tail; `None` unless all are known for certain.
pub(super) fn all(text: &str, tail: &Tail, marks: &Marks) -> Option<References> {
    let mut references = outside(&text[..tail.start], marks)?;
    for definition in &tail.definitions {
        let (id, address) = (&definition.id, definition.destination_span);
        let cells = cells(address.start as usize, address.slice(text).as_bytes());
        references.insert(id.to_ascii_lowercase(), cells);
    }
    Some(references)
}

/// The definitions of the text in front of the tail.
fn outside(text: &str, marks: &Marks) -> Option<References> {
    let bytes = text.as_bytes();
    let html = marks.comments.iter().chain(&marks.raw);
    if html
        .into_iter()
        .any(|html| memmem::find(&bytes[html.clone()], b"]:").is_some())
    {
        return None;
    }
    let mut references = References::default();
    if marks.definitions == 0 {
        return Some(references);
    }
    let mut known = 0;
    // The next line is the first of a block; it belongs to a block of definitions.
    let (mut first, mut among) = (true, false);
    let mut at = 0;
    while at < bytes.len() {
        let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i);
        let line = &bytes[at..end];
        if is_blank(line) {
            (first, among) = (true, false);
        } else if first || among {
            match definition(line) {
                Some((id, address)) => {
                    let plain = |b: &u8| b.is_ascii_graphic() || *b == b' ';
                    let id = str::from_utf8(id)
                        .ok()
                        .filter(|id| id.bytes().all(|b| plain(&b)))?;
                    let start = at + line.trim_ascii_end().len() - address.len();
                    let id = id.trim_ascii().to_lowercase();
                    references.insert(id, cells(start, address));
                    known += 1;
                    (first, among) = (false, true);
                }
                None if among => return None,
                None => first = false,
            }
        }
        at = end + 1;
    }
    // Every other place that might be one.
    (marks.definitions == known).then_some(references)
}

/// The address that starts at `at`, without the angle brackets around it.
fn cells(at: usize, address: &[u8]) -> Vec<Cell> {
    let open = address.iter().take_while(|b| **b == b'<').count();
    let inner = &address[open..];
    let close = inner.iter().rev().take_while(|b| **b == b'>').count();
    let places = inner[..inner.len() - close]
        .iter()
        .zip((at + open) as u32..);
    places
        .map(|(b, at)| Cell::new(char::from(*b), at))
        .collect()
}
