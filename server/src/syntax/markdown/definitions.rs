//! Link definitions of the CommonMark view, second definitions of an id included: the parser drops
//! those, but they are what an author wants to hear about.

use super::destination;
use crate::text::Span;
use pulldown_cmark::Parser;

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
}

/// Ids compare without regard to case and runs of white space.
#[must_use]
pub fn normalize_id(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
    if id.bytes().all(plain) {
        return id.to_owned();
    }
    let words: Vec<&str> = id.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Reads the definitions in the parts of `text` that `covered`, the ranges of everything else,
/// leaves over.
pub(super) fn find(text: &str, mut covered: Vec<Span>) -> Vec<Definition> {
    covered.sort_unstable();
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
    let mut at = from;
    while at < end {
        let line_end = text[at..end].find('\n').map_or(end, |i| at + i + 1);
        // Signs of lists and quotes may stand in front.
        let line = &text[at..line_end];
        let signs = |ch: char| {
            matches!(ch, ' ' | '\t' | '>' | '-' | '*' | '+' | '.') || ch.is_ascii_digit()
        };
        let start = at + line.find(|ch| !signs(ch)).unwrap_or(line.len());
        match definition(text, start, end) {
            Some(found) => {
                at = found.span.end as usize;
                at = text[at..end].find('\n').map_or(end, |i| at + i + 1);
                out.push(found);
            }
            None => at = line_end,
        }
    }
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
        let (_, found) = parser.reference_definitions().iter().next()?;
        (found.span.end >= source.len()).then(|| Definition {
            id: id_span.slice(text).to_owned(),
            destination: found.dest.to_string(),
            title: found.title.as_ref().map(ToString::to_string),
            span: Span::new(start, start + source.len()),
            id_span,
            destination_span,
            duplicate: false,
            used: false,
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
