//! Link definitions of the CommonMark view, second definitions of an id included: the parser drops
//! those, but they are what an author wants to hear about.

use super::destination;
use crate::text::Span;
use memchr::memchr;
use pulldown_cmark::Parser;
use std::borrow::Cow;

/// A link definition, `[id]: address "title"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The id as written.
    pub id: String,
    /// Address, decoded.
    pub destination: String,
    /// Title, decoded.
    pub title: Option<String>,
    /// Bytes from the opening bracket to the end of address or title.
    pub span: Span,
    /// Bytes of the id.
    pub id_span: Span,
    /// Bytes of the address, without angle brackets.
    pub destination_span: Span,
    /// An earlier definition has the same id; this one has no effect.
    pub duplicate: bool,
    /// Some link or image uses it.
    pub used: bool,
    /// Only images use its id.
    pub image: bool,
}

/// Ids compare without regard to case and runs of white space.
#[must_use]
pub fn normalize_id(id: &str) -> String {
    normalized(id).into_owned()
}

/// [`normalize_id`] without a copy of what is normal already.
#[must_use]
pub fn normalized(id: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
    if id.bytes().all(plain) {
        return Cow::Borrowed(id);
    }
    let words: Vec<&str> = id.split_whitespace().collect();
    Cow::Owned(words.join(" ").to_lowercase())
}

/// Reads the definitions in the parts of `text` that `covered`, the ranges of everything else,
/// leaves over.
pub(super) fn find(text: &str, mut covered: Vec<Span>) -> Vec<Definition> {
    if !covered.is_sorted() {
        covered.sort_unstable();
    }
    covered.push(Span::at(text.len()));
    let mut out = Vec::new();
    let mut from = 0;
    for span in covered {
        if from < span.start as usize {
            gap(text, from, span.start as usize, &mut out);
        }
        from = from.max(span.end as usize);
    }
    out
}

fn gap(text: &str, from: usize, end: usize, out: &mut Vec<Definition>) {
    // Most gaps are line breaks and list signs.
    if memchr(b'[', &text.as_bytes()[from..end]).is_none() {
        return;
    }
    let mut at = from;
    while at < end {
        let line_end = text[at..end].find('\n').map_or(end, |i| at + i + 1);
        // Signs of lists and quotes may stand in front.
        let line = &text[at..line_end];
        let signs = |ch: char| {
            matches!(ch, ' ' | '\t' | '>' | '-' | '*' | '+' | '.') || ch.is_ascii_digit()
        };
        let start = at + line.find(|ch| !signs(ch)).unwrap_or(line.len());
        let found = plain_definition(text, start, end).or_else(|| definition(text, start, end));
        match found {
            Some(found) => {
                at = found.span.end as usize;
                at = text[at..end].find('\n').map_or(end, |i| at + i + 1);
                out.push(found);
            }
            None => at = line_end,
        }
    }
}

/// The bytes that are themselves in an address and end none.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(
            byte,
            b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'\\' | b'&' | b'"' | b'\''
        );
        byte += 1;
    }
    plain
};

/// The definition that starts at `start`, if it is of the plain shape `[id]: address` on a line of
/// its own, which reads the same for every parser.
pub(super) fn plain_definition(text: &str, start: usize, end: usize) -> Option<Definition> {
    let bytes = text.as_bytes().get(start..end)?;
    let inner = bytes.strip_prefix(b"[")?;
    let is_id = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let id = inner.iter().take_while(|b| is_id(b)).count();
    let rest = inner[id..]
        .strip_prefix(b"]: ")
        .filter(|_| (1..100).contains(&id))?;
    let plain = |b: &u8| PLAIN[usize::from(*b)];
    let address = rest.iter().position(|b| !plain(b)).unwrap_or(rest.len());
    // A title may follow on the same or the next line.
    let behind = &rest[address..];
    let next = behind.iter().position(|b| !matches!(b, b' ' | b'\n'));
    let titled =
        next.is_some_and(|next| matches!(behind[next], b'(' | b'"' | b'\'' | b'\r' | b'\t'));
    let ends = next.is_none_or(|next| behind[..next].contains(&b'\n'));
    if address == 0 || titled || !ends {
        return None;
    }
    let id_span = Span::new(start + 1, start + 1 + id);
    let from = id_span.end as usize + 3;
    let destination_span = Span::new(from, from + address);
    Some(Definition {
        id: id_span.slice(text).to_owned(),
        destination: destination_span.slice(text).to_owned(),
        title: None,
        span: Span::new(start, from + address),
        id_span,
        destination_span,
        duplicate: false,
        used: false,
        image: false,
    })
}

/// The definition that starts at `start`.
fn definition(text: &str, start: usize, end: usize) -> Option<Definition> {
    let label = text.get(start..end)?.strip_prefix('[')?;
    let close = destination::unescaped(label, |ch| matches!(ch, '[' | ']'))?;
    let id_span = Span::new(start + 1, start + 1 + close);
    let after = id_span.end as usize + 2;
    if !text[id_span.end as usize..end].starts_with("]:") {
        return None;
    }
    let destination_span = destination::at(text, after, end)?;
    let address_end = destination_span.end as usize;
    let address_end = address_end + usize::from(text[address_end..end].starts_with('>'));
    // The parser decides what the title is and decodes everything.
    let lines = title_end(text, address_end, end);
    let stops = [lines, line_end(text, address_end, end)];
    stops.into_iter().find_map(|stop| {
        let source = text[start..stop].trim_end();
        let parser = Parser::new(source);
        // A bare carriage return may leave several; they come in no order.
        let all = parser.reference_definitions().iter();
        let (_, found) = all.min_by_key(|(_, found)| found.span.start)?;
        (found.span.end >= source.len()).then(|| Definition {
            id: id_span.slice(text).to_owned(),
            destination: found.dest.to_string(),
            title: found.title.as_ref().map(ToString::to_string),
            span: Span::new(start, start + source.len()),
            id_span,
            destination_span,
            duplicate: false,
            used: false,
            image: false,
        })
    })
}

fn line_end(text: &str, from: usize, end: usize) -> usize {
    text[from..end].find('\n').map_or(end, |i| from + i)
}

/// End of the line on which a title that starts behind `from` ends.
fn title_end(text: &str, from: usize, end: usize) -> usize {
    let rest = &text[from..end];
    let space = rest.len() - rest.trim_start().len();
    let close = match rest[space..].chars().next() {
        Some('(') => ')',
        Some(quote @ ('"' | '\'')) => quote,
        _ => return line_end(text, from, end),
    };
    let start = from + space + 1;
    let close = destination::unescaped(&text[start..end], |ch| ch == close);
    line_end(text, close.map_or(from, |i| start + i), end)
}

#[cfg(test)]
mod tests {
    use super::{definition, plain_definition};
    use crate::testing::random;

    /// What the short way takes, the parser reads the same.
    #[test]
    fn plain_definitions_are_those_of_the_parser() {
        let parts = [
            "[1]: https://e.com/a?b=c#d",
            "[a-b_C]: x",
            "[1]: ",
            "x",
            "[b]:  y",
            "*",
            "`",
            "(t)",
            "\"t\"",
            "'t'",
            "\"t",
            "<v>",
            "&amp;",
            "\\",
            "é",
            " ",
            "\t",
            "\n",
            "\n\n",
            "\n  ",
            "]",
            "[",
            "|",
            "- ",
        ];
        let (mut any, mut plain) = (random(3), 0);
        for _ in 0..20_000 {
            let mut text = parts[any(2)].to_owned();
            for _ in 0..any(5) {
                text += parts[any(parts.len())];
            }
            let end = text.floor_char_boundary(text.len() - any(2));
            if let Some(found) = plain_definition(&text, 0, end) {
                plain += 1;
                assert_eq!(Some(found), definition(&text, 0, end), "{text:?} to {end}");
            }
        }
        assert!(plain > 5_000, "{plain}");
    }
}
