//! Texts as scalars: plain where the loader reads the same text back, else in quotes.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{YamlKind, scalar};

/// A text as a scalar that the loader reads as this text: plain where that is safe, else
/// in quotes. `flow` tells that it stands between brackets.
#[must_use]
pub fn quote(text: &str, flow: bool) -> Cow<'_, str> {
    let indicator = |c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c) || c.is_whitespace();
    let safe = scalar::resolve(text) == YamlKind::Str
        && text != "="
        && text != "..."
        && !text.starts_with(indicator)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(needs_escape)
        && !(flow && text.contains([',', '[', ']', '{', '}', ':', '?']));
    if safe {
        Cow::Borrowed(text)
    } else if text.chars().any(needs_escape) {
        Cow::Owned(format!("\"{}\"", escape(text)))
    } else {
        Cow::Owned(format!("'{}'", text.replace('\'', "''")))
    }
}

/// Cannot stand for itself in a scalar on one line.
pub(super) fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// What stands for a text between double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if needs_escape(c) => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::YamlTree;

    #[test]
    fn quoted_texts_are_read_back() {
        let samples = [
            "x",
            "",
            " x",
            "x ",
            "yes",
            "1",
            "1.0",
            "1e3",
            "0x1",
            "~",
            "null",
            "2020-01-01",
            "a: b",
            "a:",
            "a #b",
            "a#b",
            "#a",
            "- a",
            "-a",
            "?",
            "@x",
            "`x",
            "%x",
            "'x'",
            "\"x\"",
            "it's",
            "a\nb",
            "a\tb",
            "\u{1}",
            "\\",
            "<<",
            "=",
            "[a]",
            "a, b",
            "{a",
            "*a",
            "&a",
            "!a",
            "|",
            "> x",
            "...",
            "---",
            "é😀",
            "\u{2028}",
            "http://x:1/y?z#f",
            ".",
            "a:b",
            "\u{feff}",
            "x,y",
            "y",
            "1:20",
        ];
        for text in samples {
            for flow in [false, true] {
                let quoted = quote(text, flow);
                let (head, tail) = if flow { ("a: [", "]") } else { ("a: ", "") };
                let whole = format!("{head}{quoted}{tail}\n{quoted}: 1\n");
                let tree = YamlTree::parse(&whole);
                assert_eq!(tree.errors(), [], "{whole}");
                let root = tree.root(&whole);
                let node = root.pointer(if flow { "a/0" } else { "a" }).unwrap();
                assert_eq!(node.as_str(), Some(text), "{whole}");
                assert!(root.get(text).is_some(), "{whole}");
            }
        }
    }
}
