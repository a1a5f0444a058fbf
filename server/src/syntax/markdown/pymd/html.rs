//! Scanners for HTML tags and references, with the tolerance of Python's `html.parser`.
//! Used twice: to cut raw blocks out of the document, and to read the finished HTML.

use super::cells::{Cell, Fuel, find, is_space, plain};
use foldhash::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Who is reading: the converter looks for raw blocks and does not let a tag run into a code span;
/// the reader of the finished HTML has no such reserve.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Converter,
    Final,
}

/// What stands at a `<` that is followed by a letter.
pub(super) enum StartTag {
    /// A tag that never ends.
    Unfinished,
    /// Something tag-like up to `end` that is shown as text.
    Text { end: usize },
    /// A tag; `end` is one past its `>`.
    Tag {
        name: String,
        attrs: Vec<Attr>,
        closed: bool,
        end: usize,
    },
}

/// An attribute; the range of the value is without quotes, and is missing when there is no `=`.
pub(super) struct Attr {
    pub(super) name: String,
    pub(super) value: Option<Range<usize>>,
}

/// Reads the start tag at `at`, where `<` and a letter stand.
pub(super) fn start_tag(cells: &[Cell], at: usize, reader: Reader, fuel: &mut Fuel) -> StartTag {
    if fuel.is_empty() {
        return StartTag::Unfinished;
    }
    // Nearly all are a name and nothing else.
    let name = cells[at + 1..].iter();
    let name = name.take_while(|c| c.ch.is_ascii_alphanumeric()).count();
    let close = at + 1 + name;
    if name > 0 && cells.get(close).is_some_and(|c| c.ch == '>') {
        fuel.burn(name + 1);
        return StartTag::Tag {
            name: lower(&cells[at + 1..close]),
            attrs: Vec::new(),
            closed: false,
            end: close + 1,
        };
    }
    let reach = tag_reach(cells, at, reader);
    fuel.burn(reach - at);
    let end = match cells.get(reach).map(|c| c.ch) {
        Some('>') => reach + 1,
        Some('/') if cells.get(reach + 1).is_some_and(|c| c.ch == '>') => reach + 2,
        None | Some('/' | '=') => return StartTag::Unfinished,
        Some(ch) if ch.is_ascii_alphabetic() => return StartTag::Unfinished,
        Some(_) => reach,
    };
    let name_end = tag_name_end(cells, at + 1, false);
    let mut next = skip_gap(cells, name_end);
    let mut attrs = Vec::new();
    while next < end {
        let Some((name, value, after)) = attribute(cells, next, Reader::Final) else {
            break;
        };
        attrs.push(Attr {
            name: lower(&cells[name]),
            value,
        });
        next = skip_gap(cells, after);
    }
    let rest: String = cells[next.min(end)..end].iter().map(|c| c.ch).collect();
    match rest.trim_matches(is_space) {
        ">" | "/>" => StartTag::Tag {
            name: lower(&cells[at + 1..name_end]),
            attrs,
            closed: rest.contains('/'),
            end,
        },
        _ => StartTag::Text { end },
    }
}

/// How far name, attributes and white space of the tag at `at` reach.
fn tag_reach(cells: &[Cell], at: usize, reader: Reader) -> usize {
    let mut next = tag_name_end(cells, at + 1, reader == Reader::Converter);
    while cells.get(next).is_some_and(|c| c.is_space() || c.ch == '/') {
        next += 1;
    }
    while let Some((_, value, after)) = attribute(cells, next, reader) {
        next = after;
        if value.is_some() && reader == Reader::Converter {
            while let Some(comma) = next_if_comma(cells, next) {
                next = comma;
            }
        } else if value.is_some() {
            next = skip_space(cells, next);
        }
        next = skip_gap(cells, next);
    }
    skip_space(cells, next)
}

fn next_if_comma(cells: &[Cell], from: usize) -> Option<usize> {
    let at = skip_space(cells, from);
    (cells.get(at)?.ch == ',').then_some(at + 1)
}

/// End of the tag name that starts at `from`.
fn tag_name_end(cells: &[Cell], from: usize, stop_at_backtick: bool) -> usize {
    let stops = |ch: char| {
        matches!(ch, '\t' | '\n' | '\r' | '\u{c}' | ' ' | '/' | '>' | '\0')
            || (stop_at_backtick && ch == '`')
    };
    (from..cells.len())
        .find(|&i| i > from && stops(cells[i].ch))
        .unwrap_or(cells.len())
}

/// An attribute at `from`: ranges of name and value, and where it ends.
fn attribute(
    cells: &[Cell],
    from: usize,
    reader: Reader,
) -> Option<(Range<usize>, Option<Range<usize>>, usize)> {
    let before = cells.get(from.checked_sub(1)?)?;
    if !(before.is_space() || matches!(before.ch, '\'' | '"' | '/')) {
        return None;
    }
    let first = cells.get(from)?;
    if first.is_space()
        || matches!(first.ch, '/' | '>')
        || (first.ch == '`' && reader == Reader::Converter)
    {
        return None;
    }
    let ends = |c: &Cell| c.is_space() || matches!(c.ch, '/' | '=' | '>');
    let end = (from + 1..cells.len())
        .find(|&i| ends(&cells[i]))
        .unwrap_or(cells.len());
    match value(cells, end, reader) {
        Some((value, after)) => Some((from..end, Some(value), after)),
        None => Some((from..end, None, end)),
    }
}

/// The value behind the `=` that may follow an attribute name ending at `from`.
fn value(cells: &[Cell], from: usize, reader: Reader) -> Option<(Range<usize>, usize)> {
    let sign = skip_space(cells, from);
    let signs_end = (sign..cells.len())
        .find(|&i| cells[i].ch != '=')
        .unwrap_or(cells.len());
    if signs_end == sign {
        return None;
    }
    let mut start = skip_space(cells, signs_end);
    if let Some(quote) = cells
        .get(start)
        .map(|c| c.ch)
        .filter(|ch| matches!(ch, '\'' | '"'))
    {
        let close = (start + 1..cells.len()).find(|&i| cells[i].ch == quote);
        match close {
            Some(close) => return Some((start + 1..close, close + 1)),
            // A quote that never closes: the value is what can be had without it.
            None if start > signs_end => return Some((start - 1..start - 1, start - 1)),
            None if signs_end > sign + 1 => start = signs_end - 1,
            None => return None,
        }
    }
    let ends =
        |c: &Cell| c.is_space() || c.ch == '>' || (c.ch == '`' && reader == Reader::Converter);
    let end = (start..cells.len())
        .find(|&i| ends(&cells[i]))
        .unwrap_or(cells.len());
    Some((start..end, end))
}

/// Skips white space and slashes, but not the slash of `/>`.
fn skip_gap(cells: &[Cell], mut at: usize) -> usize {
    while let Some(c) = cells.get(at) {
        let slash = c.ch == '/' && cells.get(at + 1).is_none_or(|c| c.ch != '>');
        if !(c.is_space() || slash) {
            break;
        }
        at += 1;
    }
    at
}

pub(super) fn skip_space(cells: &[Cell], mut at: usize) -> usize {
    while cells.get(at).is_some_and(|c| c.is_space()) {
        at += 1;
    }
    at
}

/// What stands at a `</` that is followed by a letter.
pub(super) struct EndTag {
    pub(super) name: String,
    /// One past the `>`.
    pub(super) end: usize,
    /// Nothing but white space stands between the name and the `>`.
    pub(super) clean: bool,
}

/// Reads the end tag at `at`; `None` when no `>` follows. White space before the name is allowed.
pub(super) fn end_tag(cells: &[Cell], at: usize) -> Option<EndTag> {
    let gt = (at + 1..cells.len()).find(|&i| cells[i].ch == '>')?;
    let start = skip_space(cells, at + 2);
    let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '.' | ':' | '_');
    if cells[start].ch.is_ascii_alphabetic() {
        let name_end = (start..=gt).find(|&i| !is_name(cells[i].ch)).unwrap_or(gt);
        if skip_space(cells, name_end) == gt {
            return Some(EndTag {
                name: lower(&cells[start..name_end]),
                end: gt + 1,
                clean: true,
            });
        }
    }
    let name_end = tag_name_end(cells, at + 2, false);
    Some(EndTag {
        name: lower(&cells[at + 2..name_end.min(gt)]),
        end: gt + 1,
        clean: false,
    })
}

/// A numeric reference at `at` (`&#`): the range of its digits, with the `x`, when a character that
/// is no digit ends it.
pub(super) fn char_ref(cells: &[Cell], at: usize) -> Option<Range<usize>> {
    let start = at + 2;
    let hex = matches!(cells.get(start)?.ch, 'x' | 'X');
    let digits = start + usize::from(hex);
    let is_digit = |ch: char| {
        if hex {
            ch.is_ascii_hexdigit()
        } else {
            ch.is_ascii_digit()
        }
    };
    let end = (digits..cells.len()).find(|&i| !is_digit(cells[i].ch))?;
    (end > digits && !cells[end].ch.is_ascii_hexdigit()).then_some(start..end)
}

/// A named reference at `at` (`&`): the range of its name, when another character follows.
pub(super) fn entity_ref(cells: &[Cell], at: usize) -> Option<Range<usize>> {
    if !cells.get(at + 1)?.ch.is_ascii_alphabetic() {
        return None;
    }
    let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '.');
    let mut end = (at + 1..cells.len())
        .find(|&i| !is_name(cells[i].ch))
        .unwrap_or(cells.len());
    // The character after the name must be no letter and no digit, but may be a dot or hyphen.
    if end == cells.len() {
        end = (at + 2..end)
            .rev()
            .find(|&i| matches!(cells[i].ch, '-' | '.'))?;
    }
    Some(at + 1..end)
}

/// Start of the end tag of `name` (`script` or `style`) at or after `from`.
pub(super) fn script_end(cells: &[Cell], from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(start) = find(cells, at, "</") {
        let begin = skip_space(cells, start + 2);
        let end = begin + name.len();
        if end < cells.len()
            && plain(&cells[begin..end]).eq_ignore_ascii_case(name)
            && cells
                .get(skip_space(cells, end))
                .is_some_and(|c| c.ch == '>')
        {
            return Some(start);
        }
        at = start + 2;
    }
    None
}

pub(super) fn lower(cells: &[Cell]) -> String {
    cells.iter().flat_map(|c| c.ch.to_lowercase()).collect()
}

/// Open elements by name, with constant-time membership.
#[derive(Default)]
pub(super) struct TagStack {
    names: Vec<Rc<str>>,
    counts: HashMap<Rc<str>, usize>,
}

impl TagStack {
    pub(super) fn push(&mut self, name: Rc<str>) {
        match self.counts.get_mut(&*name) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(Rc::clone(&name), 1)),
        }
        self.names.push(name);
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|n| *n > 0)
    }

    /// Closes the innermost `name` and everything inside it; returns how many elements that were.
    pub(super) fn close(&mut self, name: &str) -> usize {
        if !self.contains(name) {
            return 0;
        }
        let mut closed = 0;
        while let Some(top) = self.names.pop() {
            closed += 1;
            if let Some(n) = self.counts.get_mut(&top) {
                *n -= 1;
            }
            if &*top == name {
                break;
            }
        }
        closed
    }

    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.counts.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
