//! What tells whether a text on disk is a given one, without keeping it: for files that are
//! derived from others.

use std::hash::{DefaultHasher, Hasher};

use crate::text::{lines, unbroken};

/// Stamp of a text as Python reads it, in which every kind of line break is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextStamp {
    hash: u64,
    /// Number of lines.
    pub lines: usize,
    /// The first line, without its line break.
    pub first_line: Box<str>,
}

impl TextStamp {
    /// Stamp of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        let mut count = 0;
        let mut first_line = None;
        for line in lines(text) {
            let content = unbroken(line);
            let ended = content.len() < line.len();
            first_line.get_or_insert(content);
            hasher.write(content.as_bytes());
            if ended {
                hasher.write_u8(b'\n');
            }
            count += 1;
        }
        Self {
            hash: hasher.finish(),
            lines: count,
            first_line: first_line.unwrap_or_default().into(),
        }
    }

    /// The stamp is that of a text.
    #[must_use]
    pub fn is_of(&self, text: &str) -> bool {
        *self == Self::of(text)
    }
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
}
