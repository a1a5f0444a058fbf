//! What tells whether a text on disk is a given one, without keeping it: for files that are
//! derived from others.

use std::hash::{DefaultHasher, Hasher};

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
        let mut lines = 0;
        let mut first_line = None;
        for line in python_lines(text) {
            let (content, ended) = match line.strip_suffix(['\n', '\r']) {
                Some(content) => (content.strip_suffix('\r').unwrap_or(content), true),
                None => (line, false),
            };
            first_line.get_or_insert(content);
            hasher.write(content.as_bytes());
            if ended {
                hasher.write_u8(b'\n');
            }
            lines += 1;
        }
        Self {
            hash: hasher.finish(),
            lines,
            first_line: first_line.unwrap_or_default().into(),
        }
    }

    /// The stamp is that of a text.
    #[must_use]
    pub fn is_of(&self, text: &str) -> bool {
        *self == Self::of(text)
    }
}

/// Lines with their ends, as a file opened by Python gives them: after `\n`, `\r\n` and a
/// lone `\r`.
pub fn python_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = match rest.find(['\n', '\r']) {
            None => rest.len(),
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
        };
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_one_and_everything_else_counts() {
        let stamp = TextStamp::of("a\nb\n");
        assert!(stamp.is_of("a\r\nb\r"));
        assert_eq!((stamp.lines, &*stamp.first_line), (2, "a"));
        for other in ["a\nb", "a\nb\n\n", "ab\n", "\u{feff}a\nb\n", "a\n\nb\n", "a b\n", ""] {
            assert!(!stamp.is_of(other), "{other:?}");
        }
        assert_eq!(TextStamp::of("").lines, 0);
    }
}
