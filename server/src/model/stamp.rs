//! What tells whether a text on disk is a given one, without keeping it: for files that are
//! derived from others.

use std::hash::{BuildHasher, Hasher};

use foldhash::quality::FixedState;

use crate::text::{lines, unbroken};

/// Stamp of a text as Python reads it, in which every kind of line break is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextStamp {
    hash: u64,
    /// Number of lines.
    pub lines: usize,
    /// The first line, without its line break.
    pub first_line: Box<str>,
    /// One small hash a line, to tell where it departs from another text.
    line_hashes: Box<[u32]>,
    /// Bytes of its line breaks; `None` when they differ.
    line_break: Option<u8>,
}

impl TextStamp {
    /// Stamp of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        let mut line_hashes = Vec::new();
        let mut first_line = None;
        let mut breaks: Option<(usize, bool)> = None;
        for line in lines(text) {
            let content = unbroken(line);
            let ended = content.len() < line.len();
            first_line.get_or_insert(content);
            let hash = line_hash(line);
            hasher.write_u64(hash);
            line_hashes.push(hash as u32);
            if ended {
                let length = line.len() - content.len();
                let (first, same) = breaks.unwrap_or((length, true));
                breaks = Some((first, same && first == length));
            }
        }
        Self {
            hash: hasher.finish(),
            lines: line_hashes.len(),
            first_line: first_line.unwrap_or_default().into(),
            line_hashes: line_hashes.into(),
            line_break: match breaks {
                None => Some(1),
                Some((length, same)) => u8::try_from(length).ok().filter(|_| same),
            },
        }
    }

    /// The stamp is that of a text.
    #[must_use]
    pub fn is_of(&self, text: &str) -> bool {
        let other = Self::of(text);
        (self.hash, self.lines) == (other.hash, other.lines)
    }

    /// Where the text departs from another one: byte offset of its first line that differs.
    /// `None` when they are equal, or when its line breaks are of several kinds.
    #[must_use]
    pub fn first_difference(&self, expected: &str) -> Option<usize> {
        let line_break = usize::from(self.line_break?);
        let mut hashes = self.line_hashes.iter();
        let mut offset = 0;
        for line in lines(expected) {
            match hashes.next() {
                Some(hash) if *hash == line_hash(line) as u32 => {
                    offset += unbroken(line).len() + line_break
                }
                _ => return Some(offset),
            }
        }
        hashes.next().map(|_| offset)
    }
}

/// Hash of a line; kinds of line breaks are no difference. Its lower half is as good as the whole.
fn line_hash(line: &str) -> u64 {
    let content = unbroken(line);
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(content.as_bytes());
    hasher.write_u8(u8::from(content.len() < line.len()));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_one_and_everything_else_counts() {
        let stamp = TextStamp::of("a\nb\n");
        assert!(stamp.is_of("a\r\nb\r"));
        assert_eq!((stamp.lines, &*stamp.first_line), (2, "a"));
        for other in [
            "a\nb",
            "a\nb\n\n",
            "ab\n",
            "\u{feff}a\nb\n",
            "a\n\nb\n",
            "a b\n",
            "",
        ] {
            assert!(!stamp.is_of(other), "{other:?}");
        }
        assert_eq!(TextStamp::of("").lines, 0);
    }

    #[test]
    fn the_first_line_that_differs_is_known_without_the_text() {
        for (text, expected, place) in [
            ("a\nb\nc\n", "a\nx\nc\n", Some(2)),
            ("a\r\nb\r\nc\r\n", "a\nb\nx\n", Some(6)),
            ("a\nb\n", "a\nb\nc\n", Some(4)),
            ("a\nb\n", "a\n", Some(2)),
            ("a\nb", "a\nb\n", Some(2)),
            ("", "a\n", Some(0)),
            ("a\nb\n", "a\nb\n", None),
            ("a\nb\r\n", "a\nx\n", None),
        ] {
            let stamp = TextStamp::of(text);
            assert_eq!(
                stamp.first_difference(expected),
                place,
                "{text:?} {expected:?}"
            );
        }
    }
}
