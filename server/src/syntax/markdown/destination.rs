//! Finds where the address and the label of a link stand in the source; the parser gives only their
//! meaning.

use crate::text::Span;

/// The address in the parentheses that follow the text of an inline link. `from` is a place at or
/// before the closing bracket of the text and behind all brackets inside it; `end` is the end of
/// the link. Angle brackets around the address are left out.
pub(super) fn inline(text: &str, from: usize, end: usize) -> Option<Span> {
    let open = from + text.get(from..end)?.find("](")? + 2;
    at(text, open, end)
}

/// The address that starts at `from`, behind white space.
pub(super) fn at(text: &str, from: usize, end: usize) -> Option<Span> {
    let rest = text.get(from..end)?;
    let start = from + (rest.len() - rest.trim_start().len());
    let rest = &text[start..end];
    if let Some(inner) = rest.strip_prefix('<') {
        let close = unescaped(inner, |ch| matches!(ch, '>' | '\n'))?;
        return Some(Span::new(start + 1, start + 1 + close));
    }
    let mut depth = 0_usize;
    let stop = unescaped(rest, |ch| match ch {
        '(' => {
            depth += 1;
            false
        }
        ')' if depth == 0 => true,
        ')' => {
            depth -= 1;
            false
        }
        _ => ch.is_whitespace(),
    });
    Some(Span::new(start, start + stop.unwrap_or(rest.len())))
}

/// Index of the first character that `stops`, those behind a backslash not counted.
pub(super) fn unescaped(text: &str, mut stops: impl FnMut(char) -> bool) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, ch)| {
        let hit = !escaped && stops(ch);
        escaped = !escaped && ch == '\\';
        hit.then_some(at)
    })
}

/// The label in the last pair of brackets before `end`, for `[text][label]`.
pub(super) fn last_label(text: &str, start: usize, end: usize) -> Option<Span> {
    let inner = text.get(start..end)?.strip_suffix(']')?;
    let open = inner.rmatch_indices('[').map(|(at, _)| at).find(|at| {
        inner[..*at]
            .bytes()
            .rev()
            .take_while(|b| *b == b'\\')
            .count()
            % 2
            == 0
    })?;
    Some(Span::new(start + open + 1, start + inner.len()))
}
