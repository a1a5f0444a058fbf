//! Names of options in a README: in backticks, or as a key in a block of code.

use crate::syntax::markdown::Outline;
use crate::text::Span;

/// A name as YAML keys and options write it.
fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// Places that name an option.
pub(super) fn mentions(text: &str, name: &str) -> Vec<Span> {
    if name.is_empty() || !text.contains(name) {
        return Vec::new();
    }
    let outline = Outline::parse(text);
    let found = text.match_indices(name).map(|(at, _)| at);
    found
        .map(|at| Span::new(at, at + name.len()))
        .filter(|span| names_option(text, &outline, *span))
        .collect()
}

/// The name under the cursor, when it is written as that of an option.
pub(super) fn name_at(text: &str, offset: usize) -> Option<&str> {
    let before = text.get(..offset)?.trim_end_matches(is_name).len();
    let rest = &text[offset..];
    let end = offset + rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    let span = Span::new(before, end);
    let named = !span.is_empty() && names_option(text, &Outline::parse(text), span);
    named.then(|| span.slice(text))
}

fn names_option(text: &str, outline: &Outline, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let (before, after) = (&text[..start], &text[end..]);
    let in_block = outline.code_blocks.iter().any(|block| block.touches(start));
    if !in_block {
        return before.ends_with('`') && after.starts_with('`');
    }
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let ends = after.strip_prefix(':');
    let is_key = ends.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r', '\n']));
    is_key && line.chars().all(|c| matches!(c, ' ' | '\t' | '-' | '#'))
}
