//! Where the search for raw HTML blocks is: line starts and blank lines.

use super::cells::{Cell, find};

/// The converter's idea of its position, which is a line number and a column. It goes wrong when
/// reading restarts behind a construct without an end: lines are still counted from the top, but
/// looked up in what is left of the text, and starts of lines found before are kept.
pub(super) struct Places {
    /// Where the text that lines are looked up in begins.
    pub(super) base: usize,
    /// Line feeds so far.
    line: usize,
    pub(super) column: usize,
    /// Starts of lines found so far, relative to the base of their time.
    starts: Vec<usize>,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            base: 0,
            line: 0,
            column: 0,
            starts: vec![0],
        }
    }
}

impl Places {
    pub(super) fn pass(&mut self, cells: &[Cell]) {
        match cells.iter().rposition(|c| c.ch == '\n') {
            Some(last) => {
                self.line += cells.iter().filter(|c| c.ch == '\n').count();
                self.column = cells.len() - last - 1;
            }
            None => self.column += cells.len(),
        }
    }

    pub(super) fn line_start(&mut self, cells: &[Cell]) -> usize {
        while self.starts.len() <= self.line {
            let from = self.base + self.starts.last().copied().unwrap_or(0);
            let feed = find(cells, from, "\n").unwrap_or(cells.len().max(from));
            self.starts.push(feed + 1 - self.base);
        }
        self.base + self.starts[self.line]
    }
}

/// Where the first blank line inside `cells` starts, counted from the line feed before it.
pub(super) fn inner_blank_line(cells: &[Cell]) -> Option<usize> {
    let mut at = 0;
    while let Some(start) = find(cells, at, "\n") {
        let next = (start + 1..cells.len()).find(|&i| !matches!(cells[i].ch, ' ' | '\t'));
        if next.is_some_and(|i| cells[i].ch == '\n') {
            return Some(start);
        }
        at = start + 1;
    }
    None
}

/// Whether the rest of the line and the next line are blank.
pub(super) fn blank_line_follows(cells: &[Cell], from: usize) -> bool {
    let mut at = from;
    for _ in 0..2 {
        while cells.get(at).is_some_and(|c| c.ch == ' ') {
            at += 1;
        }
        if cells.get(at).is_none_or(|c| c.ch != '\n') {
            return false;
        }
        at += 1;
    }
    true
}
