//! Line breaks that YAML 1.1 and `PyYAML` know and our parser does not: U+0085, U+2028 and
//! U+2029. The parser gets a text with breaks it knows, of the same length; values that keep
//! a separator are read here.

use std::borrow::Cow;

use super::YamlStyle;
use super::lexical::holds_byte;

/// Every character that ends a line for `PyYAML`.
pub(super) const BREAKS: [char; 5] = ['\n', '\r', NEXT_LINE, '\u{2028}', '\u{2029}'];

/// A break that is read as `\n`.
const NEXT_LINE: char = '\u{85}';

/// Breaks that stay what they are in values.
const SEPARATORS: [char; 2] = ['\u{2028}', '\u{2029}'];

/// The text with breaks that the parser knows; every other byte keeps its place.
pub(super) fn known(text: &str) -> Cow<'_, str> {
    // The bytes that begin such a break; most texts have none.
    let suspect = |b: u8| matches!(b, 0xc2 | 0xe2);
    let odd = [NEXT_LINE, SEPARATORS[0], SEPARATORS[1]];
    if !holds_byte(text, suspect) || !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            NEXT_LINE => out.push_str("\r\n"),
            // Two empty lines more change nothing but values, which are read from the source.
            c if SEPARATORS.contains(&c) => out.push_str("\n\n\n"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Value of a scalar that holds U+2028 or U+2029; `None` where the parser's own value is right.
/// `source` begins with the scalar and ends with the text, `len` are the bytes of the scalar;
/// `parsed` is what the parser made of it.
pub(super) fn value(style: YamlStyle, source: &str, len: usize, parsed: &str) -> Option<String> {
    let written = &source[..len];
    match style {
        YamlStyle::Literal | YamlStyle::Folded => block(style, source, parsed),
        _ if !written.contains(SEPARATORS) => None,
        YamlStyle::Plain => Some(flow(written, |line| line.to_owned(), false)),
        YamlStyle::SingleQuoted => {
            let inner = written.strip_prefix('\'')?.strip_suffix('\'')?;
            Some(flow(inner, |line| line.replace("''", "'"), false))
        }
        YamlStyle::DoubleQuoted => {
            let inner = written.strip_prefix('"')?.strip_suffix('"')?;
            Some(flow(inner, unescape, true))
        }
        YamlStyle::Block | YamlStyle::Flow => None,
    }
}

/// Takes one line break off the front, as the character it is read as.
fn take_break(rest: &mut &str) -> Option<char> {
    let first = rest.chars().next().filter(|c| BREAKS.contains(c))?;
    let len = if rest.starts_with("\r\n") {
        2
    } else {
        first.len_utf8()
    };
    *rest = &rest[len..];
    Some(if SEPARATORS.contains(&first) {
        first
    } else {
        '\n'
    })
}

/// Folds the lines of a scalar that is no block text; `read` decodes what stands on one line.
fn flow(text: &str, read: impl Fn(&str) -> String, escapes: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(BREAKS) {
        let line = &rest[..at];
        let kept = line.trim_end_matches([' ', '\t']);
        let backslashes = kept.len() - kept.trim_end_matches('\\').len();
        let escaped = escapes && backslashes % 2 == 1;
        // A backslash takes the blank behind it, or else the break.
        let takes_blank = escaped && kept.len() < line.len();
        let end = match (escaped, takes_blank) {
            (true, true) => kept.len() + 1,
            (true, false) => kept.len() - 1,
            _ => kept.len(),
        };
        out.push_str(&read(&line[..end]));
        rest = &rest[at..];
        let mut breaks = Vec::new();
        while let Some(found) = take_break(&mut rest) {
            breaks.push(found);
            rest = rest.trim_start_matches([' ', '\t']);
        }
        match breaks[0] {
            _ if escaped && !takes_blank => {}
            '\n' if breaks.len() == 1 => out.push(' '),
            '\n' => {}
            separator => out.push(separator),
        }
        out.extend(&breaks[1..]);
    }
    out.push_str(&read(rest));
    out
}

/// What stands on one line between double quotes; the parser knows the escapes.
fn unescape(line: &str) -> String {
    if !line.contains('\\') {
        return line.to_owned();
    }
    let quoted = format!("\"{line}\"");
    for event in granit_parser::Parser::new_from_str(&quoted) {
        match event {
            Ok((granit_parser::Event::Scalar(value, ..), _)) => return value.into_owned(),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    line.to_owned()
}

/// One line of a block text and the break behind it.
struct Line<'a> {
    text: &'a str,
    end: Option<char>,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }
}

/// Reads the text of `|` and `>`; `None` when no separator is part of it.
fn block(style: YamlStyle, source: &str, parsed: &str) -> Option<String> {
    let mut rest = source;
    let mut next = || {
        let at = rest.find(BREAKS).unwrap_or(rest.len());
        let text = &rest[..at];
        rest = &rest[at..];
        let end = take_break(&mut rest);
        (!text.is_empty() || end.is_some()).then_some(Line { text, end })
    };
    let header = next()?;
    let chomping = header.text.split([' ', '#']).next().unwrap_or_default();
    let mut lines: Vec<Line> = std::iter::from_fn(next).collect();
    // The parser took the indentation off the first line with text; what it left is content.
    let first = lines.iter().find(|line| line.indent() < line.text.len());
    let text_at = parsed.find(|c| !matches!(c, ' ' | '\n'));
    let indent = match (first, text_at) {
        (Some(line), Some(at)) => {
            let left = at - parsed[..at].rfind('\n').map_or(0, |at| at + 1);
            line.indent().saturating_sub(left).max(1)
        }
        _ => usize::MAX,
    };
    let ends = |line: &Line| line.indent() < indent && line.indent() < line.text.len();
    let count = lines.iter().position(ends).unwrap_or(lines.len());
    lines.truncate(count);
    let all = || lines.iter().chain([&header]);
    if all().all(|line| line.end.is_none_or(|end| end == '\n')) {
        return None;
    }
    let mut out = String::new();
    // Breaks of blank lines, and the break of the last line with text.
    let mut breaks = String::new();
    let mut last: Option<(Option<char>, bool)> = None;
    for line in &lines {
        if line.text.len() <= indent {
            // What ends the file is no line.
            breaks.extend(line.end);
            continue;
        }
        let content = &line.text[indent..];
        let is_text = !content.starts_with([' ', '\t']);
        if let Some((end, was_text)) = last {
            match end {
                Some('\n') if style == YamlStyle::Folded && was_text && is_text => {
                    out.extend(breaks.is_empty().then_some(' '));
                }
                end => out.extend(end),
            }
        }
        out.push_str(&breaks);
        breaks.clear();
        out.push_str(content);
        last = Some((line.end, is_text));
    }
    if !chomping.contains('-') {
        out.extend(last.and_then(|(end, _)| end));
    }
    if chomping.contains('+') {
        out.push_str(&breaks);
    }
    Some(out)
}
