//! Emphasis of the Python-Markdown view: pairs runs of `*` and `_` and puts tags in their place.

use super::cells::{Cell, MARK, Token};

/// A run of one sign, or what is left of it.
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

    fn either(&self) -> bool {
        self.opens && self.closes
    }

    /// An opening run that a shorter closing run must not use in part.
    fn whole_only(&self) -> bool {
        self.either() && self.left() != 3
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

/// A tag to be: place, number of signs, and whether it is a start tag.
type Place = (usize, usize, bool);

/// Pairs the runs, each closing run with the last that is open.
fn pair(runs: Vec<Run>) -> Vec<Place> {
    let mut pairing = Pairing::default();
    for run in runs {
        pairing.add(run);
    }
    pairing.tags
}

#[derive(Default)]
struct Pairing {
    tags: Vec<Place>,
    /// Open runs of `*` and of `_`.
    open: [Vec<Run>; 2],
}

impl Pairing {
    fn add(&mut self, mut run: Run) {
        let kind = usize::from(run.sign == '_');
        if run.closes && !self.open[kind].is_empty() {
            let whole = run.left();
            if self.may_close(kind, &run) {
                while run.left() > 0 && self.top(kind).is_some_and(|left| left <= run.left()) {
                    self.close(kind, &mut run);
                }
                if run.left() == 0 {
                    return;
                }
                if whole >= 3 && run.opens {
                    run.length = whole;
                    run.closes = false;
                    self.open[kind].push(run);
                    return;
                }
                run.opens = false;
            }
            let longer = self
                .top(kind)
                .is_some_and(|left| left > run.left() && (left >= 3 || !run.either()));
            if longer {
                while self.open[kind].last().is_some_and(Run::whole_only) {
                    self.open[kind].pop();
                }
                while run.left() > 0 && self.top(kind).is_some() {
                    self.close(kind, &mut run);
                }
                if let Some(top) = self.open[kind].last_mut() {
                    top.closes = false;
                }
                return;
            }
        }
        if run.opens {
            self.open[kind].push(run);
        }
    }

    /// Signs left of the run opened last.
    fn top(&self, kind: usize) -> Option<usize> {
        self.open[kind].last().map(Run::left)
    }

    /// Whether a run closes the last open one, which is not longer. One that could open as well does
    /// so only if the lengths of both do not add up to a multiple of three.
    fn may_close(&self, kind: usize, run: &Run) -> bool {
        let open = &self.open[kind];
        let Some(top) = open.last() else { return false };
        let blocked = |open: &Run| {
            (open.length + run.length).is_multiple_of(3)
                && !(open.length.is_multiple_of(3) && run.length.is_multiple_of(3))
        };
        let left = run.left();
        top.left() == left
            || (top.left() < left && (left >= 3 || !run.either() || !blocked(top)))
            || (run.either() && open.iter().any(|o| o.left() == left && !blocked(o)))
    }

    /// Makes one element of the last open run and `run`. What is open in between stays text.
    fn close(&mut self, kind: usize, run: &mut Run) {
        let Some(mut top) = self.open[kind].pop() else {
            return;
        };
        let both = top.left().min(run.left());
        let size = if both == 3 || both == 1 { 1 } else { 2 };
        top.end -= size;
        self.tags.push((top.end, size, true));
        self.tags.push((run.start, size, false));
        run.start += size;
        let other = &mut self.open[1 - kind];
        while other.last().is_some_and(|o| o.start >= top.end) {
            other.pop();
        }
        if top.left() > 0 {
            self.open[kind].push(top);
        }
    }
}
