//! An open document: a rope that takes the client's incremental edits in
//! microseconds, and the plain text for the parsers, made once per version.

use std::sync::{Arc, OnceLock};

use ropey::Rope;

use super::{LineCol, PositionEncoding};

/// One change of a document as the client tells it.
#[derive(Debug, Clone)]
pub enum Change {
    /// The whole text is new.
    Full(String),
    /// The text between two places is replaced.
    Incremental {
        /// First place, in the negotiated encoding.
        start: LineCol,
        /// Place after the last replaced unit.
        end: LineCol,
        /// Replacement.
        text: String,
    },
}

/// Text the editor holds, newer than the file on disk.
#[derive(Debug, Clone)]
pub struct Document {
    rope: Rope,
    version: i32,
    text: OnceLock<Arc<str>>,
}

impl Document {
    /// A document as opened, with the client's version number.
    #[must_use]
    pub fn new(text: &str, version: i32) -> Self {
        Self {
            rope: Rope::from_str(text),
            version,
            text: OnceLock::new(),
        }
    }

    /// The client's version number.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.version
    }

    /// The whole text; built on first use after a change.
    #[must_use]
    pub fn text(&self) -> Arc<str> {
        Arc::clone(self.text.get_or_init(|| self.rope.to_string().into()))
    }

    /// Applies changes in order, each to the result of the one before.
    pub fn apply(&mut self, changes: Vec<Change>, version: i32, encoding: PositionEncoding) {
        for change in changes {
            match change {
                Change::Full(text) => self.rope = Rope::from_str(&text),
                Change::Incremental { start, end, text } => {
                    let from = self.char_at(start, encoding);
                    let to = self.char_at(end, encoding).max(from);
                    self.rope.remove(from..to);
                    self.rope.insert(from, &text);
                }
            }
        }
        self.version = version;
        self.text = OnceLock::new();
    }

    /// Character index of a place; clamped like [`super::LineIndex::offset`].
    fn char_at(&self, place: LineCol, encoding: PositionEncoding) -> usize {
        let line = place.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let slice = self.rope.line(line);
        let mut content = slice.len_chars();
        while content > 0 && matches!(slice.char(content - 1), '\n' | '\r') {
            content -= 1;
        }
        let slice = slice.slice(..content);
        let column = place.column as usize;
        let within = match encoding {
            PositionEncoding::Utf32 => column.min(content),
            PositionEncoding::Utf8 => slice.byte_to_char(column.min(slice.len_bytes())),
            PositionEncoding::Utf16 => slice.utf16_cu_to_char(column.min(slice.len_utf16_cu())),
        };
        start + within
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LineIndex;

    fn edit(start: (u32, u32), end: (u32, u32), text: &str) -> Change {
        let place = |(line, column)| LineCol { line, column };
        Change::Incremental {
            start: place(start),
            end: place(end),
            text: text.to_owned(),
        }
    }

    #[test]
    fn changes_apply_in_order_and_in_utf16() {
        let mut doc = Document::new("a😀b\r\nc", 1);
        let changes = vec![edit((0, 3), (0, 4), "B"), edit((1, 0), (1, 0), "-")];
        doc.apply(changes, 2, PositionEncoding::Utf16);
        assert_eq!(&*doc.text(), "a😀B\r\n-c");
        assert_eq!(doc.version(), 2);
    }

    /// Random edits on the rope give the same text as on a plain string through the
    /// line table, in every encoding.
    #[test]
    fn incremental_edits_equal_plain_replacement() {
        let mut seed = 7u64;
        let mut next = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let pieces = ["x", "\n", "\r\n", "é", "😀", "", ",", "\"", "\r"];
        for encoding in [
            PositionEncoding::Utf8,
            PositionEncoding::Utf16,
            PositionEncoding::Utf32,
        ] {
            let mut plain = String::from("name,type\r\né😀,gauge\nlast");
            let mut doc = Document::new(&plain, 0);
            for version in 0..400 {
                let index = LineIndex::new(&plain);
                let mut offset = || {
                    let place = LineCol {
                        line: next(6) as u32,
                        column: next(9) as u32,
                    };
                    index.offset(&plain, place, encoding)
                };
                let (a, b) = (offset(), offset());
                let (from, to) = (a.min(b), a.max(b));
                let piece = pieces[next(pieces.len() as u64) as usize];
                let change = Change::Incremental {
                    start: index.position(&plain, from, encoding),
                    end: index.position(&plain, to, encoding),
                    text: piece.to_owned(),
                };
                plain.replace_range(from..to, piece);
                doc.apply(vec![change], version, encoding);
                assert_eq!(&*doc.text(), plain, "{encoding:?} version {version}");
            }
        }
    }
}
