//! What lies between the scalars: comments, and tabs that may not be there.

use super::tree::{YamlKind, YamlStyle};
use super::{YamlError, YamlErrorKind, YamlTree, breaks};
use crate::text::Span;

/// A text holds one of some bytes. Looked at in pieces, which the compiler turns into few
/// instructions.
pub(super) fn holds_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    let holds_one = |piece: &[u8]| {
        piece
            .iter()
            .fold(false, |found, byte| found | wanted(*byte))
    };
    text.as_bytes().chunks(64).any(holds_one)
}

/// Bytes of all comments, `#` to the end of the line, in order of place.
#[must_use]
pub fn comment_spans(tree: &YamlTree, text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    if text.contains('#') {
        walk(tree, &breaks::known(text), |found, span| {
            if found == Found::Comment {
                out.push(span);
            }
        });
    }
    out
}

/// The first tab where `PyYAML` allows none: between tokens and in plain text. The line breaks
/// of `text` are those the parser knows.
pub(super) fn stray_tab(tree: &YamlTree, text: &str) -> Option<YamlError> {
    if !text.contains('\t') {
        return None;
    }
    let mut first = None;
    walk(tree, text, |found, span| {
        if found == Found::Tab && first.is_none() {
            first = Some(YamlError {
                kind: YamlErrorKind::Tab,
                span,
            });
        }
    });
    first
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Comment,
    Tab,
}

/// Walks over everything but the inside of quoted and block texts.
fn walk(tree: &YamlTree, text: &str, mut found: impl FnMut(Found, Span)) {
    let mut scalars: Vec<(Span, bool)> = tree
        .nodes
        .iter()
        .filter(|n| !matches!(n.kind, YamlKind::Mapping | YamlKind::Sequence))
        .map(|n| match n.style {
            // The header of a block text may have a comment.
            YamlStyle::Literal | YamlStyle::Folded => {
                let header = n
                    .span
                    .slice(text)
                    .find(['\n', '\r'])
                    .unwrap_or(n.span.len());
                let start = n.span.start as usize + header;
                (Span::new(start, n.span.end as usize), false)
            }
            style => (n.span, style == YamlStyle::Plain),
        })
        .collect();
    if !scalars.is_sorted_by_key(|(span, _)| span.start) {
        scalars.sort_by_key(|(span, _)| span.start);
    }
    scalars.push((Span::at(text.len()), false));
    let bytes = text.as_bytes();
    let mut at = 0;
    for (span, plain) in scalars {
        while at < span.start as usize {
            match bytes[at] {
                b'\t' => found(Found::Tab, Span::new(at, at + 1)),
                b'#' if opens_comment(bytes, at) => {
                    let rest = &bytes[at..];
                    let len = rest.iter().position(|&b| b == b'\n' || b == b'\r');
                    let end = at + len.unwrap_or(rest.len());
                    found(Found::Comment, Span::new(at, end));
                    at = end;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        if plain && let Some(tab) = span.slice(text).find('\t') {
            let tab = span.start as usize + tab;
            found(Found::Tab, Span::new(tab, tab + 1));
        }
        at = at.max(span.end as usize);
    }
}

/// What stands between an entry and the header of its block text, which begins a later line in the
/// column of the entry: `PyYAML` allows it there, our parser does not. `from` is where the last
/// value before the header ends; `mapping` is where the mapping begins in which that is a key.
pub(super) fn gap_before_header(
    text: &str,
    from: usize,
    header: usize,
    mapping: Option<usize>,
) -> Option<Span> {
    let bytes = text.as_bytes();
    let is_blank = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    // Where the innermost entry begins, and where what belongs to it on its line ends.
    let (mut entry, mut start) = (None, from);
    let mut at = from;
    while at < header {
        match bytes[at] {
            b' ' | b'\n' | b'\r' => at += 1,
            b'#' if opens_comment(bytes, at) => at = line_end(text, at),
            b':' if is_blank(at + 1) && entry.is_none() && mapping.is_some() => {
                (entry, at) = (mapping, at + 1);
                start = at;
            }
            b'-' | b'?' if is_blank(at + 1) && mapping.is_none() => {
                (entry, at) = (Some(at), at + 1);
                start = at;
            }
            b'!' | b'&' if entry.is_some() => {
                at += bytes[at..]
                    .iter()
                    .take_while(|b| !b.is_ascii_whitespace())
                    .count();
                start = at;
            }
            _ => return None,
        }
    }
    let column = |at: usize| at - text[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let gap = Span::new(start, header);
    (column(entry?) == column(header) && gap.slice(text).contains(['\n', '\r'])).then_some(gap)
}

/// Whether a key between brackets runs over lines, from its tag or anchor, if it has one behind
/// `from`, to its colon.
pub(super) fn is_broken_key(text: &str, from: usize, key: Span, has_property: bool) -> bool {
    let mut colon = key.end as usize;
    loop {
        colon += text[colon..].len() - text[colon..].trim_start().len();
        match text.as_bytes().get(colon) {
            Some(b'#') => colon = line_end(text, colon),
            Some(b':') => break,
            _ => return false,
        }
    }
    let mut start = key.start as usize;
    let mut at = from;
    while has_property && at < start {
        match text.as_bytes()[at] {
            b'!' | b'&' => start = at,
            b'#' => at = line_end(text, at),
            _ => at += 1,
        }
    }
    text[start..colon].contains(['\n', '\r'])
}

/// End of the line of an offset.
fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// A `#` between tokens: not inside a tag or an anchor.
fn opens_comment(bytes: &[u8], at: usize) -> bool {
    at == 0
        || matches!(
            bytes[at - 1],
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}' | b'\'' | b'"'
        )
        || at == 3 && bytes.starts_with("\u{feff}".as_bytes())
}
