//! Links and images of the Python-Markdown view. Links matter only for what they hide or hold;
//! images are kept with their address.

use super::cells::{Cell, Token, find, is_space, plain, trim};
use super::inline::{Inline, Pass, copy_until};
use super::render;

/// What a pass makes of an opening bracket.
enum Found {
    /// Nothing.
    No,
    /// Nothing, and text up to the index is not looked at again.
    Skip(usize),
    /// A link or image with this address; the text goes on at the index.
    Yes(Vec<Cell>, usize),
}

/// One of the six passes that look for brackets.
pub(super) fn pass(inline: &mut Inline<'_>, text: &[Cell], pass: Pass) -> Vec<Cell> {
    let image = matches!(pass, Pass::Image | Pass::ImageReference | Pass::ShortImage);
    let partners = partners(text);
    let mut out = Vec::with_capacity(text.len());
    let sign = if image { '!' } else { '[' };
    let mut i = 0;
    loop {
        i = copy_until(text, i, &mut out, |ch| ch == sign);
        if i == text.len() {
            return out;
        }
        let start = i;
        let bracket = if image { start + 1 } else { start };
        let opens = if image {
            text.get(bracket).is_some_and(|c| c.ch == '[')
        } else {
            i == 0 || text[i - 1].ch != '!'
        };
        let close = if opens { partners[bracket] } else { None };
        let found = match close {
            None => Found::No,
            Some(close) => look(inline, text, bracket + 1, close, pass),
        };
        match found {
            Found::No => {
                out.push(text[i]);
                i += 1;
            }
            Found::Skip(end) => {
                out.extend_from_slice(&text[i..end]);
                i = end;
            }
            Found::Yes(src, end) => {
                let (open, last) = (text[start], text[end - 1]);
                let label = text[bracket + 1..close.unwrap_or(bracket + 1)].to_vec();
                let (open, close) = (open.at, last.at);
                let token = if image {
                    Token::Image { open, close, src }
                } else {
                    Token::Link {
                        open,
                        close,
                        body: inline.read_after(label, pass),
                    }
                };
                out.push(inline.token(token));
                i = end;
            }
        }
    }
}

/// Decides about the brackets from `start` to the closing one at `close`.
fn look(inline: &mut Inline<'_>, text: &[Cell], start: usize, close: usize, pass: Pass) -> Found {
    let after = close + 1;
    let label = &text[start..close];
    let (id, end) = match pass {
        Pass::Link | Pass::Image => {
            return match destination(inline, text, after) {
                Some((src, end)) => Found::Yes(src, end),
                None => Found::No,
            };
        }
        Pass::Reference | Pass::ImageReference => match explicit_id(text, after) {
            None => return Found::No,
            Some(([], end)) => (label, end),
            Some((id, end)) => (id, end),
        },
        _ => (label, after),
    };
    if id.iter().any(|c| c.ch == super::cells::MARK) {
        return Found::Skip(end);
    }
    match inline.references.get(&normal_id(id)) {
        Some(address) => Found::Yes(address.clone(), end),
        None => Found::Skip(end),
    }
}

/// `[id]` right behind the text, or with one white space between.
fn explicit_id(text: &[Cell], from: usize) -> Option<(&[Cell], usize)> {
    let open = from + usize::from(text.get(from)?.is_space());
    if text.get(open)?.ch != '[' {
        return None;
    }
    let close = find(text, open + 1, "]")?;
    Some((&text[open + 1..close], close + 1))
}

/// Lower case, with runs of white space as one blank.
fn normal_id(id: &[Cell]) -> String {
    let lower = plain(id).to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for ch in lower.chars() {
        match (is_space(ch), out.ends_with(' ')) {
            (true, true) => {}
            (true, false) => out.push(' '),
            _ => out.push(ch),
        }
    }
    out
}

/// For every opening bracket its closing one.
fn partners(text: &[Cell]) -> Vec<Option<usize>> {
    let mut partners = vec![None; text.len()];
    let mut open = Vec::new();
    for (i, cell) in text.iter().enumerate() {
        match cell.ch {
            '[' => open.push(i),
            ']' => {
                if let Some(start) = open.pop() {
                    partners[start] = Some(i);
                }
            }
            _ => {}
        }
    }
    partners
}

/// The address in parentheses at `from`, and where the parentheses end.
fn destination(inline: &mut Inline<'_>, text: &[Cell], from: usize) -> Option<(Vec<Cell>, usize)> {
    if text.get(from)?.ch != '(' || inline.fuel.is_empty() {
        return None;
    }
    let start = skip_space(text, from + 1);
    let (address, end, cost) = match in_angles(text, start) {
        Some((address, end)) => (address, end, end - start),
        None => {
            let (found, cost) = unquoted(text, start);
            inline.fuel.burn(cost);
            let (address, end) = found?;
            (address, end, 0)
        }
    };
    inline.fuel.burn(cost);
    Some((
        trim(&render::unescaped(address, inline.tokens)).to_vec(),
        end,
    ))
}

fn skip_space(text: &[Cell], mut at: usize) -> usize {
    while text.get(at).is_some_and(|c| c.is_space()) {
        at += 1;
    }
    at
}

/// `<address> "title")`.
fn in_angles(text: &[Cell], start: usize) -> Option<(&[Cell], usize)> {
    if text.get(start)?.ch != '<' {
        return None;
    }
    let close = (start + 1..text.len()).find(|&i| matches!(text[i].ch, '<' | '>'))?;
    if text[close].ch != '>' {
        return None;
    }
    let mut at = skip_space(text, close + 1);
    let quote = text.get(at)?.ch;
    if matches!(quote, '\'' | '"') {
        let end = (at + 1..text.len()).find(|&i| text[i].ch == quote)?;
        at = skip_space(text, end + 1);
    }
    (text.get(at)?.ch == ')').then(|| (trim(&text[start + 1..close]), at + 1))
}

/// An address without brackets around it, perhaps with a title, up to the closing parenthesis; and
/// how far the search went. Parentheses nest until the first quote. From there on the text is a
/// title, and only a quote in front of the parenthesis ends it; when that never comes, the place
/// where the parentheses balance does.
fn unquoted(text: &[Cell], start: usize) -> (Option<(&[Cell], usize)>, usize) {
    let mut depth = 1_usize;
    // Each kind of quote: where it was seen first, and whether it was seen again.
    let mut quotes: Vec<(char, usize, bool)> = Vec::new();
    let mut fallback = None;
    let mut before = '\0';
    for i in start..text.len() {
        let ch = text[i].ch;
        match ch {
            '(' if quotes.is_empty() => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            ')' => {
                if let Some((_, quote, _)) =
                    quotes.iter().find(|(q, _, again)| *again && *q == before)
                {
                    return (Some((&text[start..*quote], i + 1)), i - start);
                }
                if depth > 0 {
                    depth -= 1;
                    if depth == 0 && quotes.is_empty() {
                        return (Some((&text[start..i], i + 1)), i - start);
                    }
                    if depth == 0 {
                        fallback = Some((&text[start..i], i + 1));
                    }
                }
            }
            '\'' | '"' => match quotes.iter_mut().find(|(q, _, _)| *q == ch) {
                Some(seen) => seen.2 = true,
                None => quotes.push((ch, i, false)),
            },
            _ => {}
        }
        if ch != ' ' {
            before = ch;
        }
    }
    (fallback, text.len() - start)
}
