//! Where a text departs from the one it should be, and the smallest edit of whole lines that
//! makes it so. Kinds of line breaks are no difference.

use similar::{DiffTag, TextDiff};

use super::{Span, TextEdit};

/// What sets two texts apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<'a> {
    /// Bytes of the lines to replace in the text as it is; empty where lines are missing.
    pub span: Span,
    /// The lines that should stand there.
    pub expected: &'a str,
    /// The first line that differs, from 0.
    pub line: usize,
}

/// Two texts are equal but for their kinds of line breaks.
#[must_use]
pub fn same_lines(a: &str, b: &str) -> bool {
    let line_breaks = |text: &str| memchr::memchr(b'\r', text.as_bytes()).is_some();
    a == b || ((line_breaks(a) || line_breaks(b)) && Difference::between(a, b).is_none())
}

impl<'a> Difference<'a> {
    /// Compares a text with what it should be; `None` when they are equal.
    #[must_use]
    pub fn between(actual: &str, expected: &'a str) -> Option<Self> {
        let ours: Vec<&str> = lines(actual).collect();
        let theirs: Vec<&str> = lines(expected).collect();
        let same = |(a, b): &(&&str, &&str)| unbroken(a) == unbroken(b) && ends(a) == ends(b);
        let front = ours.iter().zip(&theirs).take_while(same).count();
        if front == ours.len() && front == theirs.len() {
            return None;
        }
        let rest = (&ours[front..], &theirs[front..]);
        let back = rest.0.iter().rev().zip(rest.1.iter().rev());
        let back = back.take_while(same).count();
        let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
        let start = length(&ours[..front]);
        let end = actual.len() - length(&ours[ours.len() - back..]);
        let from = length(&theirs[..front]);
        let to = expected.len() - length(&theirs[theirs.len() - back..]);
        Some(Self {
            span: Span::new(start, end),
            expected: &expected[from..to],
            line: front,
        })
    }

    /// The first line that should stand there, without its line break; `None` when the text
    /// should just be shorter.
    #[must_use]
    pub fn first_expected(&self) -> Option<&'a str> {
        lines(self.expected).next().map(unbroken)
    }

    /// The edit that makes the texts equal, with the line breaks of the text as it is.
    #[must_use]
    pub fn edit(&self, actual: &str) -> TextEdit {
        let text = if actual.contains("\r\n") {
            self.expected.replace('\n', "\r\n")
        } else {
            self.expected.to_owned()
        };
        TextEdit::replace(self.span, text)
    }
}

/// Edits of whole lines that turn one text into another, each as small as may be, with the
/// line breaks of the text as it is.
#[must_use]
pub fn line_edits(actual: &str, expected: &str) -> Vec<TextEdit> {
    let expected = if actual.contains("\r\n") && !expected.contains('\r') {
        expected.replace('\n', "\r\n")
    } else {
        expected.to_owned()
    };
    let ours: Vec<&str> = lines(actual).collect();
    let theirs: Vec<&str> = lines(&expected).collect();
    let starts: Vec<usize> = std::iter::once(0)
        .chain(ours.iter().scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        }))
        .collect();
    let difference = TextDiff::from_slices(&ours, &theirs);
    let operations = difference.ops().iter();
    operations
        .filter(|operation| operation.tag() != DiffTag::Equal)
        .map(|operation| {
            let (old, new) = (operation.old_range(), operation.new_range());
            let span = Span::new(starts[old.start], starts[old.end]);
            TextEdit::replace(span, theirs[new].concat())
        })
        .collect()
}

/// Lines with their ends: after `\n`, `\r\n` and a lone `\r`, as Python opens a file.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = match memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
            None => rest.len(),
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
        };
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

/// A line without its end.
#[must_use]
pub fn unbroken(line: &str) -> &str {
    // One line has one break, whose bytes are cheaper to look at than characters.
    let bytes = line.bytes().rev();
    let breaks = bytes.take_while(|byte| matches!(byte, b'\n' | b'\r'));
    &line[..line.len() - breaks.count()]
}

fn ends(line: &str) -> bool {
    line.ends_with(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply_edits;

    #[test]
    fn line_breaks_are_one_and_everything_else_counts() {
        assert!(same_lines("a\nb\n", "a\nb\n"));
        assert!(same_lines("a\nb\n", "a\r\nb\r"));
        assert!(same_lines("", ""));
        for other in [
            "a\nb",
            "a\nb\n\n",
            "ab\n",
            "\u{feff}a\nb\n",
            "a\r\n\r\nb\r\n",
            "a b\r\n",
            "",
        ] {
            assert!(!same_lines("a\nb\n", other), "{other:?}");
        }
    }

    fn mended(actual: &str, expected: &str) -> (usize, String) {
        let difference = Difference::between(actual, expected).expect("a difference");
        let edit = difference.edit(actual);
        let text = apply_edits(actual, &[edit]).expect("an edit that fits");
        assert_eq!(Difference::between(&text, expected), None, "{text:?}");
        (difference.line, text)
    }

    #[test]
    fn only_lines_that_differ_are_replaced() {
        let difference = Difference::between("a\nb\nc\n", "a\nx\ny\nc\n").expect("one");
        assert_eq!(
            (difference.span, difference.expected),
            (Span::new(2, 4), "x\ny\n")
        );
        assert_eq!(difference.first_expected(), Some("x"));
        assert_eq!(Difference::between("a\r\nb\r", "a\nb\n"), None);
    }

    #[test]
    fn every_line_that_differs_is_an_edit_of_its_own() {
        let (actual, expected) = ("a\r\nb\r\nc\r\nd\r\n", "x\nb\nc\ne\nd\n");
        let edits = line_edits(actual, expected);
        let text = apply_edits(actual, &edits).expect("edits that fit");
        assert_eq!(text, "x\r\nb\r\nc\r\ne\r\nd\r\n");
        assert_eq!(edits.len(), 2);
    }

    #[test]
    fn every_kind_of_difference_is_mended() {
        for (actual, expected, line) in [
            ("", "a\n", 0),
            ("a\n", "", 0),
            ("a", "a\n", 0),
            ("a\n", "a", 0),
            ("a\na\n", "a\na\na\n", 2),
            ("a\na\na\n", "a\n", 1),
            ("x\nb\n", "a\nb\n", 0),
            ("\u{feff}a\nb\n", "a\nb\n", 0),
            ("a\nb\n\n", "a\nb\n", 2),
        ] {
            assert_eq!(mended(actual, expected).0, line, "{actual:?} {expected:?}");
        }
        let (_, text) = mended("a\r\nb\r\nd\r\n", "a\nb\nc\nd\n");
        assert_eq!(text, "a\r\nb\r\nc\r\nd\r\n");
    }
}
