//! Lines and blocks of the Python-Markdown view. Taking off a list marker, a quote sign or
//! indentation only moves the start of a line, so no text is ever copied.

use super::cells::{Cell, trim};
use std::collections::VecDeque;
use std::rc::Rc;

/// A line without its line feed: a range of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    lo: u32,
    hi: u32,
}

impl Line {
    /// All lines of `cells`.
    pub(super) fn split(cells: &[Cell]) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut lo = 0;
        for (i, cell) in cells.iter().enumerate() {
            if cell.ch == '\n' {
                lines.push(Self { lo, hi: i as u32 });
                lo = i as u32 + 1;
            }
        }
        lines.push(Self {
            lo,
            hi: cells.len() as u32,
        });
        lines
    }

    pub(super) fn cells(self, cells: &[Cell]) -> &[Cell] {
        &cells[self.lo as usize..self.hi as usize]
    }

    pub(super) fn is_empty(self) -> bool {
        self.lo == self.hi
    }

    pub(super) fn is_blank(self, cells: &[Cell]) -> bool {
        self.cells(cells).iter().all(|c| c.is_space())
    }

    /// Number of blanks at the start.
    pub(super) fn indent(self, cells: &[Cell]) -> usize {
        self.cells(cells).iter().take_while(|c| c.ch == ' ').count()
    }

    /// Without its first `count` characters.
    pub(super) fn skip(self, count: usize) -> Self {
        Self {
            lo: (self.lo + count as u32).min(self.hi),
            hi: self.hi,
        }
    }

    /// Without `width` blanks of indentation, when it has as many.
    pub(super) fn strip(self, cells: &[Cell], width: usize) -> Self {
        let has = self.indent(cells) >= width;
        self.skip(if has { width } else { 0 })
    }

    /// Up to and without the character at `end`, counted from the start of the line.
    pub(super) fn until(self, end: usize) -> Self {
        Self {
            lo: self.lo,
            hi: (self.lo + end as u32).min(self.hi),
        }
    }

    pub(super) fn trim_start(self, cells: &[Cell]) -> Self {
        self.skip(
            self.cells(cells)
                .iter()
                .take_while(|c| c.is_space())
                .count(),
        )
    }

    pub(super) fn trim(self, cells: &[Cell]) -> Self {
        let start = self.trim_start(cells);
        start.until(trim(start.cells(cells)).len())
    }

    /// Source offset of the first character.
    pub(super) fn first_offset(self, cells: &[Cell]) -> u32 {
        self.cells(cells).first().map_or(0, |c| c.at)
    }

    /// Source offset of the last character.
    pub(super) fn last_offset(self, cells: &[Cell]) -> u32 {
        self.cells(cells).last().map_or(0, |c| c.at)
    }

    /// Without the quote sign at its start, if it has one.
    pub(super) fn unquote(self, cells: &[Cell]) -> Self {
        let text = self.cells(cells);
        if let [sign] = trim(text)
            && sign.ch == '>'
        {
            return self.skip(text.len());
        }
        if !self.is_quote(cells) {
            return self;
        }
        let sign = self.indent(cells);
        let blank = text.get(sign + 1).is_some_and(|c| c.ch == ' ');
        self.skip(sign + 1 + usize::from(blank))
    }

    fn is_quote(self, cells: &[Cell]) -> bool {
        let indent = self.indent(cells);
        indent < 4 && self.cells(cells).get(indent).is_some_and(|c| c.ch == '>')
    }

    /// Whether the line is a list item indented by less than four blanks, and then whether the item
    /// is numbered.
    pub(super) fn list_marker(self, cells: &[Cell]) -> Option<bool> {
        self.item_content(cells, 0)?;
        Some(!matches!(
            self.cells(cells)[self.indent(cells)].ch,
            '*' | '+' | '-'
        ))
    }

    /// The text behind the list marker, when the line is an item indented by `least` to `least` + 3
    /// blanks.
    pub(super) fn item_content(self, cells: &[Cell], least: usize) -> Option<Self> {
        let indent = self.indent(cells);
        if !(least..least + 4).contains(&indent) {
            return None;
        }
        let text = &self.cells(cells)[indent..];
        let marker = match text.first()?.ch {
            '*' | '+' | '-' => 1,
            _ => {
                let digits = text.iter().take_while(|c| c.ch.is_ascii_digit()).count();
                (digits > 0 && text.get(digits)?.ch == '.').then_some(digits + 1)?
            }
        };
        let blanks = text[marker..].iter().take_while(|c| c.ch == ' ').count();
        (blanks > 0).then(|| self.skip(indent + marker + blanks))
    }

    /// A rule: three or more of one sign, at most two blanks between them.
    fn is_rule(self, cells: &[Cell]) -> bool {
        let indent = self.indent(cells);
        let text = &self.cells(cells)[indent..];
        let Some(sign) = text
            .first()
            .map(|c| c.ch)
            .filter(|ch| matches!(ch, '-' | '_' | '*'))
        else {
            return false;
        };
        let (mut signs, mut gap) = (0, 0);
        for cell in text {
            if cell.ch == sign {
                if gap > 2 {
                    return false;
                }
                signs += 1;
                gap = 0;
            } else if cell.ch == ' ' {
                gap += 1;
            } else {
                return false;
            }
        }
        indent < 4 && signs >= 3
    }

    /// The heading this line is, when it starts with a hash.
    pub(super) fn atx(self, cells: &[Cell]) -> Option<Piece> {
        let text = self.cells(cells);
        let level = text.iter().take(6).take_while(|c| c.ch == '#').count();
        if level == 0 {
            return None;
        }
        // Trailing hashes go, save one that a backslash protects.
        let (mut at, mut kept) = (level, level);
        while at < text.len() {
            match text[at].ch {
                '\\' if at + 1 == text.len() => return None,
                '\\' => {
                    at += 2;
                    kept = at;
                }
                '#' => at += 1,
                _ => {
                    at += 1;
                    kept = at;
                }
            }
        }
        Some(Piece::Heading {
            level: level as u8,
            text: self.until(kept).skip(level).trim(cells),
            open: self.first_offset(cells),
            close: self.last_offset(cells),
        })
    }
}

/// A list of lines that blocks are cut from, with the places of the constructs that may start on
/// any line of a block: each entry is the first such line at or after its index.
#[derive(Debug)]
pub(super) struct Page {
    lines: Vec<Line>,
    next_heading: Vec<u32>,
    next_rule: Vec<u32>,
    next_quote: Vec<u32>,
}

impl Page {
    pub(super) fn new(cells: &[Cell], lines: Vec<Line>) -> Rc<Self> {
        let next = |test: &dyn Fn(Line) -> bool| {
            let mut next = vec![u32::MAX; lines.len()];
            let mut seen = u32::MAX;
            for (i, line) in lines.iter().enumerate().rev() {
                if test(*line) {
                    seen = i as u32;
                }
                next[i] = seen;
            }
            next
        };
        let next_heading = next(&|l| l.atx(cells).is_some());
        let next_rule = next(&|l| l.is_rule(cells));
        let next_quote = next(&|l| l.is_quote(cells));
        Rc::new(Self {
            lines,
            next_heading,
            next_rule,
            next_quote,
        })
    }

    /// Everything on the page.
    pub(super) fn whole(self: &Rc<Self>) -> Block {
        Block::new(Rc::clone(self), 0, self.lines.len())
    }
}

/// One or more consecutive lines of a page.
#[derive(Debug, Clone)]
pub(super) struct Block {
    page: Rc<Page>,
    lo: usize,
    hi: usize,
}

/// What waits to be put into the tree.
#[derive(Debug)]
pub(super) enum Piece {
    Block(Block),
    Heading {
        level: u8,
        text: Line,
        open: u32,
        close: u32,
    },
    Rule,
    /// A block that starts with a quote line.
    Quote(Block),
    /// One list item.
    Item(Block),
}

impl Block {
    pub(super) fn new(page: Rc<Page>, lo: usize, hi: usize) -> Self {
        Self { page, lo, hi }
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.page.lines[self.lo..self.hi]
    }

    pub(super) fn len(&self) -> usize {
        self.hi - self.lo
    }

    pub(super) fn line(&self, index: usize) -> Line {
        self.lines()[index]
    }

    pub(super) fn first(&self) -> Line {
        self.line(0)
    }

    pub(super) fn is_blank(&self, cells: &[Cell]) -> bool {
        self.lines().iter().all(|l| l.is_blank(cells))
    }

    /// The first `count` lines; `None` instead of an empty block.
    pub(super) fn take(&self, count: usize) -> Option<Self> {
        let hi = (self.lo + count).min(self.hi);
        (hi > self.lo).then(|| Self::new(Rc::clone(&self.page), self.lo, hi))
    }

    /// The lines from `count` on; `None` instead of an empty block.
    pub(super) fn skip(&self, count: usize) -> Option<Self> {
        let lo = self.lo + count;
        (lo < self.hi).then(|| Self::new(Rc::clone(&self.page), lo, self.hi))
    }

    /// Without empty lines at the end.
    pub(super) fn without_blank_end(&self) -> Option<Self> {
        self.take(self.lines().iter().rposition(|l| !l.is_empty())? + 1)
    }

    /// Without empty lines at the start.
    pub(super) fn without_blank_start(&self) -> Option<Self> {
        self.skip(self.lines().iter().position(|l| !l.is_empty())?)
    }

    fn relative(&self, next: &[u32]) -> Option<usize> {
        let at = next[self.lo] as usize;
        (at < self.hi).then(|| at - self.lo)
    }

    /// First line that is a heading with hashes.
    pub(super) fn next_heading(&self) -> Option<usize> {
        self.relative(&self.page.next_heading)
    }

    /// First line that is a rule.
    pub(super) fn next_rule(&self) -> Option<usize> {
        self.relative(&self.page.next_rule)
    }

    /// First line with a quote sign.
    pub(super) fn next_quote(&self) -> Option<usize> {
        self.relative(&self.page.next_quote)
    }

    /// Level of the underlined heading the first two lines make.
    pub(super) fn setext(&self, cells: &[Cell]) -> Option<u8> {
        let text = self.lines().get(1)?.cells(cells);
        let sign = text.first()?.ch;
        let signs = text.iter().take_while(|c| c.ch == sign).count();
        let only = matches!(sign, '=' | '-') && text[signs..].iter().all(|c| c.ch == ' ');
        only.then_some(if sign == '=' { 1 } else { 2 })
    }

    /// With `level` steps of indentation taken off the lines that have as many.
    pub(super) fn loose_detab(&self, cells: &[Cell], level: usize) -> Self {
        let lines = self
            .lines()
            .iter()
            .map(|l| l.strip(cells, 4 * level))
            .collect();
        Page::new(cells, lines).whole()
    }
}

/// The queue that holds just these blocks.
pub(super) fn pieces(blocks: impl IntoIterator<Item = Block>) -> VecDeque<Piece> {
    blocks.into_iter().map(Piece::Block).collect()
}

/// Cuts a block at its empty lines. Of several in a row every second one separates; the others stay
/// in front of the block that follows.
pub(super) fn split_blocks(block: &Block) -> VecDeque<Piece> {
    let mut out = VecDeque::new();
    let (mut lo, mut at) = (block.lo, block.lo + 1);
    let lines = &block.page.lines;
    while at + 1 < block.hi {
        if lines[at].is_empty() {
            out.push_back(Piece::Block(Block::new(Rc::clone(&block.page), lo, at)));
            lo = at + 1;
            at = lo;
        }
        at += 1;
    }
    if lo < block.hi {
        out.push_back(Piece::Block(Block::new(
            Rc::clone(&block.page),
            lo,
            block.hi,
        )));
    }
    out
}
