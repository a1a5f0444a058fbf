//! Comments of the formats whose trees do not keep them. A `#` or `<!--` inside of a
//! string or of code is none.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::text::Span;

/// Comments of TOML, each `#` to the end of its line.
#[must_use]
pub fn toml(text: &str) -> Vec<Span> {
    outside_strings(text, b"\"")
}

/// Comments of Python, each `#` to the end of its line. A backslash hides the next character
/// in strings of both quotes, raw ones as well.
#[must_use]
pub fn python(text: &str) -> Vec<Span> {
    outside_strings(text, b"\"'")
}

/// What begins with `#` outside of strings. A backslash hides the next character in strings
/// of the quotes `escaping`.
fn outside_strings(text: &str, escaping: &[u8]) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => {
                let end = end_of_line(text, at);
                found.push(Span::new(at, end));
                at = end;
            }
            quote @ (b'"' | b'\'') => at = after_string(bytes, at, quote, escaping),
            _ => at += 1,
        }
    }
    found
}

/// One past a string that begins at `at`; of one without end, its line or the text.
fn after_string(bytes: &[u8], at: usize, quote: u8, escaping: &[u8]) -> usize {
    let long = bytes[at..].starts_with(&[quote; 3]);
    let mut at = at + if long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escaping.contains(&quote) => at += 1,
            b'\n' | b'\r' if !long => return at,
            byte if byte == quote && !long => return at + 1,
            byte if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Comments of lists of lines such as CODEOWNERS: a `#` at the start of a line or after a
/// blank, to the end of the line.
#[must_use]
pub fn lines(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices('#') {
        let opens = text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || before == '\u{feff}');
        let inside = found.last().is_some_and(|last| at < last.end as usize);
        if opens && !inside {
            found.push(Span::new(at, end_of_line(text, at)));
        }
    }
    found
}

/// Comments of Markdown, from `<!--` to `-->`.
#[must_use]
pub fn markdown(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if !matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            continue;
        }
        let mut at = range.start;
        while let Some(open) = text[at..range.end].find("<!--") {
            let start = at + open;
            let Some(close) = text[start + 4..range.end].find("-->") else {
                break;
            };
            at = start + 4 + close + 3;
            found.push(Span::new(start, at));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn end_of_line(text: &str, at: usize) -> usize {
    text[at..]
        .find(['\n', '\r'])
        .map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(spans: &[Span], text: &str) -> Vec<String> {
        spans.iter().map(|s| s.slice(text).to_owned()).collect()
    }

    #[test]
    fn toml_strings_hold_no_comments() {
        let text = "# a\r\nx = \"# no \\\" # no\" # b\ny = '# no\\' # c\n\
                    z = \"\"\"\n# no\n\"\"\" # d\nw = '''# no''' # e\nv = \"open # no\n# f\n";
        let found = texts(&toml(text), text);
        assert_eq!(found, ["# a", "# b", "# c", "# d", "# e", "# f"]);
    }

    #[test]
    fn python_strings_hold_no_comments() {
        let text = "x = r'# \\' no'  # a\ny = '''\n# no\n'''\nz = f'# no {1}'  # b\n";
        assert_eq!(texts(&python(text), text), ["# a", "# b"]);
        assert_eq!(texts(&python("x = '# no\n# a"), "x = '# no\n# a"), ["# a"]);
    }

    #[test]
    fn lists_of_lines_have_comments_after_blanks() {
        let text = "# a # b\n/foo#bar @team # c\n\t# d";
        assert_eq!(texts(&lines(text), text), ["# a # b", "# c", "# d"]);
    }

    #[test]
    fn markdown_code_holds_no_comments() {
        let text = "<!-- a -->\n# T <!-- b -->\n\n`<!-- no -->`\n\n```\n<!-- no -->\n```\n\n\
                    <div><!-- c --><!-- d\n--></div>\n\nx <!-- open\n";
        let found = texts(&markdown(text), text);
        assert_eq!(
            found,
            ["<!-- a -->", "<!-- b -->", "<!-- c -->", "<!-- d\n-->"]
        );
    }
}
