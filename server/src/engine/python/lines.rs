//! `str.splitlines` of Python, which knows more line breaks than Rust.

/// A character that ends a line in Python.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Lines of a text without their breaks; a break at the very end opens no further line.
pub fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some((at, found)) = rest.char_indices().find(|(_, c)| is_break(*c)) else {
            return Some(std::mem::take(&mut rest));
        };
        let line = &rest[..at];
        rest = match rest[at..].strip_prefix("\r\n") {
            Some(after) => after,
            None => &rest[at + found.len_utf8()..],
        };
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_every_break_that_python_knows() {
        let lines = |text| split_lines(text).collect::<Vec<_>>();
        assert!(lines("").is_empty());
        assert_eq!(lines("\n"), [""]);
        assert_eq!(lines("a\r\nb\rc\n\nd"), ["a", "b", "c", "", "d"]);
        assert_eq!(
            lines("a\u{2028}b\u{85}c\u{c}d\u{1e}e\t"),
            ["a", "b", "c", "d", "e\t"]
        );
    }
}
