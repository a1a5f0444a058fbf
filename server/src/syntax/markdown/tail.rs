//! The definitions at the end of a README, where most have all of theirs: as long as each is on a
//! line of its own and of the plain shape, they need not go through the parser.

use super::definitions::{Definition, normalized, plain_definition};
use foldhash::HashMap;
use memchr::memrchr;
use std::borrow::Cow;

/// The parser lets references bring this many bytes of addresses, or as many as the text has; a text
/// that is longer would bring fewer without its tail.
const LONGEST: usize = 100_000;

/// A text in front of definitions that no block in front of them can reach, unless it is open to
/// the end of the text.
pub(super) struct Tail {
    /// The definitions, in order.
    pub(super) definitions: Vec<Definition>,
    /// Where they start.
    pub(super) start: usize,
    /// Start of the blank line before them.
    pub(super) blank: usize,
}

impl Tail {
    /// No definitions.
    pub(super) fn none(text: &str) -> Self {
        Self {
            definitions: Vec::new(),
            start: text.len(),
            blank: text.len(),
        }
    }

    /// The tail of a text, without definitions when it has none.
    pub(super) fn of(text: &str) -> Self {
        if text.len() > LONGEST {
            return Self::none(text);
        }
        let bytes = text.as_bytes();
        let mut definitions = Vec::new();
        let mut tail = None;
        let mut end = bytes.len();
        loop {
            let start = memrchr(b'\n', &bytes[..end]).map_or(0, |feed| feed + 1);
            let line = &bytes[start..end];
            if let Some(definition) = plain_definition(text, start, end) {
                definitions.push(definition);
            } else if line.iter().all(|b| matches!(b, b' ' | b'\t')) {
                if !definitions.is_empty() {
                    tail = Some((start, end + 1, definitions.len()));
                }
            } else {
                break;
            }
            if start == 0 {
                break;
            }
            end = start - 1;
        }
        let Some((blank, start, count)) = tail else {
            return Self::none(text);
        };
        definitions.truncate(count);
        definitions.reverse();
        Self {
            definitions,
            start,
            blank,
        }
    }

    /// The definitions that count, by their ids in lower case.
    pub(super) fn by_id(&self) -> HashMap<Cow<'_, str>, &Definition> {
        let mut ids = HashMap::default();
        for definition in &self.definitions {
            ids.entry(normalized(&definition.id)).or_insert(definition);
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::Tail;
    use crate::syntax::markdown::Outline;
    use crate::testing::random;

    const PARTS: [&str; 50] = [
        "[a]: u",
        "[a]: v",
        "[B-1]: w",
        "[k]: x",
        "[s]: y (t)",
        "[c]: x\n\"t\"",
        "[d]: <z>",
        "[a]",
        "[A]",
        "[b-1][]",
        "![x][a]",
        "[x][k]",
        "[x][\u{212a}]",
        "[\u{17f}]",
        "[x][ a ]",
        "[x][a\u{c}]",
        "[a\n\n",
        "[x](y \"t",
        "`",
        "```",
        "~~~\n",
        "    code\n",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<div>\n",
        "<?",
        "<a href=\"",
        "- ",
        "1. ",
        "> ",
        "# ",
        "===\n",
        "---\n",
        "|",
        "| a |\n|---|\n",
        "*",
        "\\",
        "word",
        "\u{e9}",
        " ",
        "  ",
        "\t",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\n \t\n",
        "\n\n[a]: z\n",
    ];

    #[test]
    fn a_text_without_its_end_is_read_as_a_whole() {
        let (mut any, mut taken) = (random(8), 0);
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..any(12) {
                text += PARTS[any(PARTS.len())];
            }
            text += "\n\n[a]: u\n[k]: v\n\n[b-1]: w\n";
            text.truncate(text.floor_char_boundary(text.len() - any(4)));
            let tail = Tail::of(&text);
            let short = !tail.definitions.is_empty();
            if let Some(found) = Outline::read(&text, tail) {
                taken += usize::from(short);
                let whole = Outline::read(&text, Tail::none(&text)).unwrap();
                assert_eq!(format!("{found:?}"), format!("{whole:?}"), "{text:?}");
            }
        }
        assert!(taken > 5_000, "{taken}");
    }

    #[test]
    fn what_may_reach_into_the_end_is_read_with_it() {
        for text in [
            "```\n\n[a]: u\n",
            "<!--\n\n[a]: u\n",
            "[x][\u{212a}]\n\n[k]: u\n",
        ] {
            let tail = Tail::of(text);
            assert!(!tail.definitions.is_empty(), "{text:?}");
            assert!(Outline::read(text, tail).is_none(), "{text:?}");
        }
        for text in ["a\n[a]: u\n", "x\n\n[a]: u 'v'\n"] {
            assert!(Tail::of(text).definitions.is_empty(), "{text:?}");
        }
    }
}
