//! What is being typed in a TOML file, by its text alone: what is half typed is no TOML yet.

use crate::text::Span;

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TomlSpot {
    /// Names on the way: the tables around, and of a value its key.
    pub(super) path: Vec<String>,
    /// Bytes of what is typed, without quotes.
    pub(super) token: Span,
    /// The quote that is open.
    pub(super) quote: Option<char>,
    /// What it is.
    pub(super) part: TomlPart,
}

/// A part of a TOML file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TomlPart {
    /// A name in a header; `path` holds those before it.
    Header,
    /// A key; `path` holds those before it.
    Key {
        /// `=` follows.
        has_value: bool,
    },
    /// A value, or an item of a list.
    Value {
        /// It stands in brackets.
        in_list: bool,
    },
}

/// What stands at an offset; `None` in comments, in texts of several lines and in tables in
/// braces.
pub(super) fn spot(text: &str, offset: usize) -> Option<TomlSpot> {
    let mut table: Vec<String> = Vec::new();
    let mut start = 0;
    loop {
        let end = line_end(text, start);
        let line = &text[start..end];
        let body = line.trim_start();
        let here = offset <= end;
        let mut next = end + 1;
        if body.starts_with('#') {
            if here {
                return None;
            }
        } else if let Some(inner) = body.strip_prefix('[') {
            let from = end - inner.trim_start_matches('[').len();
            if here {
                return (offset >= from).then(|| names(text, from, offset, &[], TomlPart::Header));
            }
            table = split(inner.trim_matches(['[', ']', ' ', '\t', '\r'])).0;
        } else {
            let from = end - body.len();
            let equals = outside_quotes(body, '=').map(|at| from + at);
            match equals.filter(|equals| *equals < offset) {
                Some(equals) => {
                    let mut path = table.clone();
                    path.extend(split(&text[from..equals]).0);
                    match value(text, equals + 1, offset) {
                        Scan::Here {
                            token,
                            quote,
                            in_list,
                        } => {
                            let part = TomlPart::Value { in_list };
                            return Some(TomlSpot {
                                path,
                                token,
                                quote,
                                part,
                            });
                        }
                        Scan::Nowhere => return None,
                        Scan::Ends(at) => next = at + 1,
                    }
                }
                None if here => {
                    let has_value = equals.is_some();
                    let part = TomlPart::Key { has_value };
                    return Some(names(text, from.min(offset), offset, &table, part));
                }
                None => {}
            }
        }
        if next > text.len() {
            return None;
        }
        start = next;
    }
}

fn line_end(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |at| start + at)
}

/// A dotted name that is being typed from a place on.
fn names(text: &str, from: usize, offset: usize, above: &[String], part: TomlPart) -> TomlSpot {
    let (mut names, last, quote) = split(&text[from..offset]);
    names.pop();
    let mut path = above.to_vec();
    path.extend(names);
    let is_end = |c: char| match quote {
        Some(quote) => c == quote || matches!(c, '\n' | '\r'),
        None => !is_bare(c),
    };
    let rest = &text[offset..];
    let end = offset + rest.find(is_end).unwrap_or(rest.len());
    let token = Span::new(from + last, end);
    TomlSpot {
        path,
        token,
        quote,
        part,
    }
}

fn is_bare(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// Names of a dotted key, where the last one begins, and the quote that stays open.
fn split(text: &str) -> (Vec<String>, usize, Option<char>) {
    let mut names = vec![String::new()];
    let mut last = text.len() - text.trim_start().len();
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                last = at + 1;
            }
            (None, '.') => {
                names.push(String::new());
                last = at + 1;
            }
            (None, c) if c.is_whitespace() => {}
            (_, c) => names.last_mut().into_iter().for_each(|name| name.push(c)),
        }
    }
    (names, last, quote)
}

/// Where a character first stands outside of quotes.
fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c == wanted => return Some(at),
            _ => {}
        }
    }
    None
}

enum Scan {
    /// The place is in the value.
    Here {
        token: Span,
        quote: Option<char>,
        in_list: bool,
    },
    /// The place is where nothing is typed.
    Nowhere,
    /// The value ends before the place, at the end of this line.
    Ends(usize),
}

/// Walks through a value up to its end or to a place.
fn value(text: &str, from: usize, offset: usize) -> Scan {
    let mut open: Vec<char> = Vec::new();
    let mut at = from;
    while at < text.len() {
        let c = text[at..].chars().next().unwrap_or_default();
        if at >= offset && !is_word(c) {
            break;
        }
        match c {
            '\n' if open.is_empty() => {
                return if at < offset {
                    Scan::Ends(at)
                } else {
                    break_at(text, offset, &open)
                };
            }
            '#' => {
                let end = line_end(text, at);
                if offset <= end {
                    return Scan::Nowhere;
                }
                at = end;
                continue;
            }
            '"' | '\'' => {
                let (start, end, closed) = string(text, at, c);
                // Behind a text that was never closed stands what follows on its line.
                if offset >= start && offset <= end {
                    let long = start - at > 1;
                    let in_list = open.last() == Some(&'[');
                    return match long || open.last() == Some(&'{') {
                        true => Scan::Nowhere,
                        false => Scan::Here {
                            token: Span::new(start, word_end(text, offset, end)),
                            quote: Some(c),
                            in_list,
                        },
                    };
                }
                at = if closed { end + (start - at) } else { end };
                continue;
            }
            '[' | '{' => open.push(c),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    break_at(text, offset, &open)
}

fn is_word(c: char) -> bool {
    is_bare(c) || matches!(c, '.' | '/' | ':' | '+')
}

/// A word outside of quotes.
fn break_at(text: &str, offset: usize, open: &[char]) -> Scan {
    if open.last() == Some(&'{') {
        return Scan::Nowhere;
    }
    let before = text[..offset].trim_end_matches(is_word).len();
    let rest = &text[offset..];
    let end = offset + rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    Scan::Here {
        token: Span::new(before, end),
        quote: None,
        in_list: !open.is_empty(),
    }
}

/// Beginning and end of a text between its quotes, and whether it is closed.
fn string(text: &str, at: usize, quote: char) -> (usize, usize, bool) {
    let long: String = std::iter::repeat_n(quote, 3).collect();
    if text[at..].starts_with(&long) {
        let start = at + 3;
        let end = text[start..].find(&long).map(|end| start + end);
        return (start, end.unwrap_or(text.len()), end.is_some());
    }
    let start = at + 1;
    let mut chars = text[start..].char_indices();
    while let Some((end, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => {
                chars.next();
            }
            '\n' => return (start, start + end, false),
            c if c == quote => return (start, start + end, true),
            _ => {}
        }
    }
    (start, text.len(), false)
}

/// A text that is not closed yet ends before what follows in its list.
fn word_end(text: &str, offset: usize, end: usize) -> usize {
    let rest = &text[offset..end];
    offset + rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn at(marked: &str) -> Option<(String, String, Option<char>, TomlPart)> {
        let offset = marked.find('‸').expect("a mark");
        let text = marked.replacen('‸', "", 1);
        let found = spot(&text, offset)?;
        assert!(found.token.touches(offset), "{found:?}");
        let token = found.token.slice(&text).to_owned();
        Some((found.path.join(">"), token, found.quote, found.part))
    }

    const KEY: TomlPart = TomlPart::Key { has_value: false };
    const LIST: TomlPart = TomlPart::Value { in_list: true };
    const PLAIN: TomlPart = TomlPart::Value { in_list: false };

    fn some(
        path: &str,
        token: &str,
        quote: Option<char>,
        part: TomlPart,
    ) -> Option<(String, String, Option<char>, TomlPart)> {
        Some((path.to_owned(), token.to_owned(), quote, part))
    }

    #[test]
    fn headers_and_keys_know_their_tables() {
        assert_eq!(at("[a.b‸c]\n"), some("a", "bc", None, TomlPart::Header));
        assert_eq!(at("[‸"), some("", "", None, TomlPart::Header));
        assert_eq!(at("[a]\nb = 1\nc‸"), some("a", "c", None, KEY));
        assert_eq!(at("[a.\"b.c\"]\n‸\n"), some("a>b.c", "", None, KEY));
        assert_eq!(
            at("[a]\n\"b/‸c\" = 1\n"),
            some("a", "b/c", Some('"'), TomlPart::Key { has_value: true })
        );
        assert_eq!(at("a.\"b‸\n"), some("a", "b", Some('"'), KEY));
        assert_eq!(at("# a‸\n"), None);
    }

    #[test]
    fn values_know_their_key_and_list() {
        assert_eq!(at("[t]\na.b = tr‸\n"), some("t>a>b", "tr", None, PLAIN));
        assert_eq!(at("a = \"x‸y\"\n"), some("a", "xy", Some('"'), PLAIN));
        assert_eq!(
            at("a = [\n  \"b\", # c ]\n  'd‸'\n]\n"),
            some("a", "d", Some('\''), LIST)
        );
        assert_eq!(
            at("a = [\"b\", \"c‸, \"d\"]\n"),
            some("a", "c", Some('"'), LIST)
        );
        assert_eq!(at("a = [\"b\", ‸]\n"), some("a", "", None, LIST));
        assert_eq!(at("a = [\n  \"b\",\n  ‸\n"), some("a", "", None, LIST));
        assert_eq!(at("a = \"x\ny‸\n"), some("", "y", None, KEY));
        assert_eq!(at("a = '''\nb‸\n'''\nc = 1\n"), None);
        assert_eq!(at("a = '''\nb\n'''\nc = ‸\n"), some("c", "", None, PLAIN));
        assert_eq!(at("a = {b = ‸}\n"), None);
        assert_eq!(at("a = 1 # ‸\n"), None);
    }
}
