//! Text and positions: the bottom layer. Byte spans, line tables, position
//! encodings, open documents and text edits. Knows nothing of file formats.

mod difference;
mod document;
mod edit;
mod line_index;
mod span;
mod word;

pub use difference::{Difference, line_edits, lines, same_lines, unbroken};
pub use document::{Change, Document};
pub use edit::{ApplyError, FileAction, FileEdit, TextEdit, apply_edits};
pub use line_index::{LineCol, LineIndex, PositionEncoding};
pub use span::Span;
pub use word::{Keys, Word};

/// Offsets of a word in a text, in bytes; places that overlap an earlier one are left out. For
/// words that are known beforehand a [`Word`] is quicker.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
}

/// Line ending of a text, judged by its first line break; `\n` when it has none.
#[must_use]
pub fn line_ending(text: &str) -> &'static str {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}
