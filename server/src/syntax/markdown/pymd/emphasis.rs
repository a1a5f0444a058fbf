//! Emphasis of the Python-Markdown view: pairs runs of `*` and `_` and puts tags in their place.

use super::cells::{Cell, MARK, Token};
use std::cmp::Ordering;

/// A run of one sign that is not paired up completely yet.
struct Run {
    sign: char,
    /// First and one past the last cell left.
    start: usize,
    end: usize,
    /// Length in the text.
    length: usize,
    opens: bool,
    closes: bool,
}

impl Run {
    fn left(&self) -> usize {
        self.end - self.start
    }
}

/// Replaces the signs that form emphasis by tags.
pub(super) fn apply(text: &[Cell], tokens: &mut Vec<Token>) -> Vec<Cell> {
    let runs = runs(text);
    let mut tags = pair(runs);
    if tags.is_empty() {
        return text.to_vec();
    }
    tags.sort_by_key(|(at, _, _)| *at);
    let mut out = Vec::with_capacity(text.len());
    let mut from = 0;
    for (at, size, opening) in tags {
        out.extend_from_slice(&text[from..at]);
        let html = match (size, opening) {
            (1, true) => "<em>",
            (1, false) => "</em>",
            (_, true) => "<strong>",
            (_, false) => "</strong>",
        };
        out.push(Cell::new(MARK, tokens.len() as u32));
        tokens.push(Token::Tag {
            text: html,
            at: text[at].at,
        });
        from = at + size;
    }
    out.extend_from_slice(&text[from..]);
    out
}

fn runs(text: &[Cell]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let sign = text[start].ch;
        if !matches!(sign, '*' | '_') {
            start += 1;
            continue;
        }
        let end = (start..text.len())
            .find(|&i| text[i].ch != sign)
            .unwrap_or(text.len());
        let before = start.checked_sub(1).map(|i| text[i].ch);
        let after = text.get(end).map(|c| c.ch);
        let at_end = after.is_none() || (end + 1 == text.len() && after == Some('\n'));
        // An underscore does not work inside a word.
        let joined = |ch: Option<char>| sign == '_' && ch.is_some_and(|ch| ch.is_alphanumeric());
        let spaced = |ch: Option<char>| ch.is_none_or(super::cells::is_space);
        runs.push(Run {
            sign,
            start,
            end,
            length: end - start,
            opens: !at_end && !spaced(after) && !joined(before),
            closes: !spaced(before) && !joined(after),
        });
        start = end;
    }
    runs
}

/// Pairs the runs; returns place, length and direction of every tag.
fn pair(mut runs: Vec<Run>) -> Vec<(usize, usize, bool)> {
    let mut tags = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // For each kind of closing run, how deep a search need not go again.
    let mut floor: [[usize; 6]; 2] = [[0; 6]; 2];
    for i in 0..runs.len() {
        if runs[i].closes {
            let kind = usize::from(runs[i].sign == '_');
            let group = runs[i].length % 3 + 3 * usize::from(runs[i].opens);
            while runs[i].left() > 0 {
                let low = floor[kind][group].min(open.len());
                let partner = (low..open.len())
                    .rev()
                    .find(|&k| fits(&runs[open[k]], &runs[i]));
                let Some(k) = partner else {
                    floor[kind][group] = open.len();
                    break;
                };
                let opener = open[k];
                open.truncate(k + 1);
                for depths in &mut floor {
                    for depth in depths {
                        *depth = (*depth).min(k + 1);
                    }
                }
                let both = runs[opener].left().min(runs[i].left());
                let odd = runs[opener].left() == 3 && runs[i].left() == 3;
                let size = if both >= 2 && !odd { 2 } else { 1 };
                runs[opener].end -= size;
                tags.push((runs[opener].end, size, true));
                tags.push((runs[i].start, size, false));
                runs[i].start += size;
                if runs[opener].left() == 0 {
                    open.pop();
                }
            }
        }
        if runs[i].opens && runs[i].left() > 0 {
            open.push(i);
        }
    }
    tags
}

/// Whether two runs can be a pair. A closing run that could open as well does not close a shorter
/// one when their lengths add up to a multiple of three, unless both are one. A longer opening run
/// is used in part only when it is three or more, or when neither run is ambiguous.
fn fits(open: &Run, close: &Run) -> bool {
    if open.sign != close.sign {
        return false;
    }
    let multiples = open.length.is_multiple_of(3) && close.length.is_multiple_of(3);
    let blocked = (open.length + close.length).is_multiple_of(3) && !multiples;
    match open.left().cmp(&close.left()) {
        Ordering::Equal => true,
        Ordering::Less => close.left() >= 3 || !(close.opens && blocked),
        Ordering::Greater => {
            (open.left() >= 3 || !close.opens) && (open.left() == 3 || !open.closes)
        }
    }
}
