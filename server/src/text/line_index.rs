//! Line tables: byte offset to line and column and back, in the three position
//! encodings of the protocol and in characters (for the command line). A line
//! ends at `\n`, `\r\n` or a lone `\r`, as the protocol says.

/// What a column counts. The protocol's three encodings; characters for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Unicode scalar values (characters).
    Utf32,
}

impl PositionEncoding {
    /// Width of a text in this encoding's units.
    #[must_use]
    pub fn width(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }
}

/// A place: 0-based line, 0-based column in units of some [`PositionEncoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct LineCol {
    /// 0-based line.
    pub line: u32,
    /// 0-based column.
    pub column: u32,
}

/// Start offsets of all lines of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Table of a text; always holds at least line 0.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32);
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// Number of lines, counting a last empty one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// 0-based line that holds the byte offset.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset)
            .saturating_sub(1)
    }

    /// Byte range of a 0-based line without its line break; empty past the end.
    #[must_use]
    pub fn line_range(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let Some(&start) = self.starts.get(line) else {
            return text.len()..text.len();
        };
        let end = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |&next| next as usize);
        let start = (start as usize).min(text.len());
        let content = text[start..end.min(text.len())].trim_end_matches(['\n', '\r']);
        start..start + content.len()
    }

    /// Place of a byte offset. Offsets inside a character or past the end are
    /// moved back to the nearest boundary.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize, encoding: PositionEncoding) -> LineCol {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let before = &text[self.starts[line] as usize..offset];
        LineCol {
            line: line as u32,
            column: encoding.width(before) as u32,
        }
    }

    /// Byte offset of a place. Lines past the end give the end of the text, columns
    /// past the end of a line give the end of that line (before its break).
    #[must_use]
    pub fn offset(&self, text: &str, place: LineCol, encoding: PositionEncoding) -> usize {
        let range = self.line_range(text, place.line as usize);
        let content = &text[range.clone()];
        let column = place.column as usize;
        let within = if encoding == PositionEncoding::Utf8 || content.is_ascii() {
            let mut at = column.min(content.len());
            while !content.is_char_boundary(at) {
                at -= 1;
            }
            at
        } else {
            let mut seen = 0;
            content
                .char_indices()
                .find(|(_, c)| {
                    let width = if encoding == PositionEncoding::Utf16 {
                        c.len_utf16()
                    } else {
                        1
                    };
                    seen += width;
                    seen > column
                })
                .map_or(content.len(), |(at, _)| at)
        };
        range.start + within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_break_counts_once() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        let lines: Vec<_> = (0..4).map(|n| &text[index.line_range(text, n)]).collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
    }

    #[test]
    fn columns_follow_the_encoding_both_ways() {
        let text = "x\né😀z";
        let index = LineIndex::new(text);
        let at_z = text.find('z').unwrap();
        for (encoding, column) in [
            (PositionEncoding::Utf8, 6),
            (PositionEncoding::Utf16, 3),
            (PositionEncoding::Utf32, 2),
        ] {
            let place = index.position(text, at_z, encoding);
            assert_eq!(place, LineCol { line: 1, column });
            assert_eq!(index.offset(text, place, encoding), at_z);
        }
    }

    #[test]
    fn a_column_inside_a_surrogate_pair_stays_before_the_character() {
        let text = "😀z";
        let index = LineIndex::new(text);
        let inside = LineCol { line: 0, column: 1 };
        assert_eq!(index.offset(text, inside, PositionEncoding::Utf16), 0);
    }

    #[test]
    fn places_past_the_end_are_clamped() {
        let text = "ab\ncd";
        let index = LineIndex::new(text);
        let offset =
            |line, column| index.offset(text, LineCol { line, column }, PositionEncoding::Utf16);
        assert_eq!(offset(0, 99), 2);
        assert_eq!(offset(9, 0), 5);
    }
}
