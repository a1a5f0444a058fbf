//! Second stage of the Python-Markdown view: cuts the text into blocks and builds the tree of
//! headings, lists, quotes and paragraphs. Works on line ranges and an explicit stack, never recursing.

use super::cells::{Cell, Fuel};
use super::lines::{Block, Line, Page, Piece, pieces, split_blocks};
use super::refdefs::{self, References};
use std::collections::VecDeque;
use std::rc::Rc;

/// Nesting beyond this is read as plain paragraphs (Python gives up at a few hundred).
const MAX_DEPTH: usize = 100;

/// What a node of the block tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Root,
    /// Offsets of its first and last character.
    Heading {
        level: u8,
        open: u32,
        close: u32,
    },
    Paragraph,
    Code,
    Rule,
    List {
        ordered: bool,
    },
    ListItem,
    Quote,
}

/// A node of the block tree. `text` comes before the children, `tail` after the node itself.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) children: Vec<usize>,
    pub(super) text: Vec<Line>,
    pub(super) tail: Vec<Line>,
}

/// The block tree (node 0 is the root) and the link definitions found on the way.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) references: References,
}

/// The construct the parser is directly inside of; it changes how some blocks are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Plain,
    /// Items without blank lines between them: text goes straight into the item.
    Tight,
    /// First item of a list block that continues a list.
    Loose,
    /// Content of an item whose indentation has been taken off.
    Detabbed,
    Quote,
}

struct Frame {
    parent: usize,
    mode: Mode,
    queue: VecDeque<Piece>,
}

/// Parses the text that is left after raw blocks were cut out.
pub(super) fn parse(cells: &[Cell], fuel: &mut Fuel) -> Tree {
    let page = Page::new(cells, Line::split(cells));
    let root = Node {
        kind: Kind::Root,
        children: Vec::new(),
        text: Vec::new(),
        tail: Vec::new(),
    };
    let mut parser = Parser {
        cells,
        fuel,
        tree: Tree {
            nodes: vec![root],
            references: References::default(),
        },
        frames: Vec::new(),
    };
    parser.enter(0, Mode::Plain, split_blocks(&page.whole()));
    while let Some(frame) = parser.frames.last_mut() {
        match frame.queue.pop_front() {
            Some(piece) => {
                let (parent, mode) = (frame.parent, frame.mode);
                parser.piece(parent, mode, piece);
            }
            None => {
                parser.frames.pop();
            }
        }
    }
    parser.tree
}

struct Parser<'a> {
    cells: &'a [Cell],
    fuel: &'a mut Fuel,
    tree: Tree,
    frames: Vec<Frame>,
}

impl Parser<'_> {
    fn enter(&mut self, parent: usize, mode: Mode, queue: impl Into<VecDeque<Piece>>) {
        self.frames.push(Frame {
            parent,
            mode,
            queue: queue.into(),
        });
    }

    /// Puts pieces back to the front of the queue, in order.
    fn requeue<const N: usize>(&mut self, pieces: [Option<Piece>; N]) {
        if let Some(frame) = self.frames.last_mut() {
            for piece in pieces.into_iter().rev().flatten() {
                frame.queue.push_front(piece);
            }
        }
    }

    fn add(&mut self, parent: usize, kind: Kind, text: Vec<Line>) -> usize {
        let id = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            kind,
            children: Vec::new(),
            text,
            tail: Vec::new(),
        });
        self.tree.nodes[parent].children.push(id);
        id
    }

    fn last_child(&self, parent: usize) -> Option<usize> {
        self.tree.nodes[parent].children.last().copied()
    }

    fn kind(&self, node: usize) -> Kind {
        self.tree.nodes[node].kind
    }

    fn is_list(&self, node: usize) -> bool {
        matches!(self.kind(node), Kind::List { .. })
    }

    fn piece(&mut self, parent: usize, mode: Mode, piece: Piece) {
        match piece {
            Piece::Block(block) => self.block(parent, mode, block),
            Piece::Heading {
                level,
                text,
                open,
                close,
            } => {
                self.add(parent, Kind::Heading { level, open, close }, vec![text]);
            }
            Piece::Rule => {
                self.add(parent, Kind::Rule, Vec::new());
            }
            Piece::Quote(block) => self.quote(parent, &block),
            Piece::Item(block) => {
                let item = match self.last_child(parent) {
                    Some(last) if block.first().indent(self.cells) >= 4 => last,
                    _ => self.add(parent, Kind::ListItem, Vec::new()),
                };
                self.enter(item, Mode::Tight, pieces([block]));
            }
        }
    }

    /// The order of the questions is what makes the dialect: indentation first, headings anywhere in
    /// the block next, lists by their first line only.
    fn block(&mut self, parent: usize, mode: Mode, block: Block) {
        let first = block.first();
        if first.is_empty() {
            let rest = block
                .skip(1)
                .filter(|rest| rest.len() > 1 || !rest.first().is_empty());
            return self.requeue([rest.map(Piece::Block)]);
        }
        let nested = self.frames.len() < MAX_DEPTH;
        let indented = first.indent(self.cells) >= 4;
        let holds_items = self.kind(parent) == Kind::ListItem
            || self
                .last_child(parent)
                .is_some_and(|last| self.is_list(last));
        if indented && mode != Mode::Detabbed && holds_items && nested {
            return self.indented(parent, mode, &block);
        }
        if indented {
            return self.code(parent, &block);
        }
        if let Some(line) = block.next_heading() {
            let rest = block.skip(line + 1).map(|rest| match mode {
                Mode::Loose => rest.loose_detab(self.cells, 1),
                _ => rest,
            });
            let heading = block.line(line).atx(self.cells);
            return self.requeue([
                block.take(line).map(Piece::Block),
                heading,
                rest.map(Piece::Block),
            ]);
        }
        if let Some(level) = block.setext(self.cells) {
            let (text, underline) = (block.line(0), block.line(1));
            let heading = Piece::Heading {
                level,
                text: text.trim(self.cells),
                open: text.first_offset(self.cells),
                close: underline.last_offset(self.cells),
            };
            return self.requeue([Some(heading), block.skip(2).map(Piece::Block)]);
        }
        if let Some(line) = block.next_rule() {
            let before = block.take(line).and_then(|b| b.without_blank_end());
            let after = block.skip(line + 1).and_then(|b| b.without_blank_start());
            return self.requeue([
                before.map(Piece::Block),
                Some(Piece::Rule),
                after.map(Piece::Block),
            ]);
        }
        if nested {
            if let Some(ordered) = first.list_marker(self.cells) {
                return self.list(parent, ordered, &block);
            }
            if let Some(line) = block.next_quote() {
                let quote = block.skip(line).map(Piece::Quote);
                return self.requeue([block.take(line).map(Piece::Block), quote]);
            }
        }
        if let Some((before, after)) =
            refdefs::take(self.cells, &block, &mut self.tree.references, self.fuel)
        {
            return self.requeue([before.map(Piece::Block), after.map(Piece::Block)]);
        }
        self.paragraph(parent, mode, &block);
    }

    fn paragraph(&mut self, parent: usize, mode: Mode, block: &Block) {
        if block.is_blank(self.cells) {
            return;
        }
        let mut lines = block.lines().to_vec();
        if mode != Mode::Tight {
            trim_start(self.cells, &mut lines);
            self.add(parent, Kind::Paragraph, lines);
        } else if let Some(last) = self.last_child(parent) {
            self.tree.nodes[last].tail.extend(lines);
        } else {
            if self.tree.nodes[parent].text.is_empty() {
                trim_start(self.cells, &mut lines);
            }
            self.tree.nodes[parent].text.extend(lines);
        }
    }

    fn code(&mut self, parent: usize, block: &Block) {
        let is_code = |line: &Line| line.indent(self.cells) >= 4 || line.is_blank(self.cells);
        let count = block.lines().iter().take_while(|l| is_code(l)).count();
        let lines: Vec<Line> = block.lines()[..count]
            .iter()
            .map(|l| l.strip(self.cells, 4))
            .collect();
        match self.last_child(parent) {
            Some(last) if self.kind(last) == Kind::Code => {
                let text = &mut self.tree.nodes[last].text;
                text.push(block.first().until(0));
                text.extend(lines);
            }
            _ => {
                self.add(parent, Kind::Code, lines);
            }
        }
        self.requeue([block.skip(count).map(Piece::Block)]);
    }

    fn quote(&mut self, parent: usize, block: &Block) {
        let lines = block
            .lines()
            .iter()
            .map(|l| l.unquote(self.cells))
            .collect();
        let page = Page::new(self.cells, lines);
        let quote = match self.last_child(parent) {
            Some(last) if self.kind(last) == Kind::Quote => last,
            _ => self.add(parent, Kind::Quote, Vec::new()),
        };
        self.enter(quote, Mode::Quote, split_blocks(&page.whole()));
    }

    fn list(&mut self, parent: usize, ordered: bool, block: &Block) {
        let mut items = list_items(self.cells, block);
        match self.last_child(parent).filter(|last| self.is_list(*last)) {
            Some(list) => {
                if let Some(item) = self.last_child(list) {
                    self.wrap_text(item);
                    if let Some(last) = self.last_child(item) {
                        let mut tail = std::mem::take(&mut self.tree.nodes[last].tail);
                        if !tail.is_empty() {
                            trim_start(self.cells, &mut tail);
                            self.add(item, Kind::Paragraph, tail);
                        }
                    }
                }
                let first = items.pop_front();
                let item = self.add(list, Kind::ListItem, Vec::new());
                self.enter(list, Mode::Tight, into_items(items));
                self.enter(item, Mode::Loose, pieces(first));
            }
            None => {
                let list = if self.is_list(parent) {
                    parent
                } else {
                    self.add(parent, Kind::List { ordered }, Vec::new())
                };
                self.enter(list, Mode::Tight, into_items(items));
            }
        }
    }

    /// Moves the text of an item into a paragraph at its front.
    fn wrap_text(&mut self, item: usize) {
        let text = std::mem::take(&mut self.tree.nodes[item].text);
        if !text.is_empty() {
            let id = self.tree.nodes.len();
            self.tree.nodes.push(Node {
                kind: Kind::Paragraph,
                children: Vec::new(),
                text,
                tail: Vec::new(),
            });
            self.tree.nodes[item].children.insert(0, id);
        }
    }

    /// An indented block below a list: finds the item it belongs to by its depth.
    fn indented(&mut self, parent: usize, mode: Mode, block: &Block) {
        let depth = block.first().indent(self.cells) / 4;
        let mut level = usize::from(mode == Mode::Tight);
        let mut owner = parent;
        while depth > level {
            match self.last_child(owner) {
                Some(last) if self.is_list(last) => {
                    level += 1;
                    owner = last;
                }
                Some(last) if self.kind(last) == Kind::ListItem => owner = last,
                _ => break,
            }
        }
        let block = block.loose_detab(self.cells, level);
        let last_item = self
            .last_child(owner)
            .filter(|last| self.kind(*last) == Kind::ListItem);
        if self.kind(parent) == Kind::ListItem {
            let inner = self.last_child(parent).filter(|last| self.is_list(*last));
            self.enter(inner.unwrap_or(parent), Mode::Detabbed, pieces([block]));
        } else if self.kind(owner) == Kind::ListItem {
            self.enter(owner, Mode::Detabbed, pieces([block]));
        } else if let Some(item) = last_item {
            self.wrap_text(item);
            self.enter(item, Mode::Detabbed, split_blocks(&block));
        } else {
            let item = self.add(owner, Kind::ListItem, Vec::new());
            self.enter(item, Mode::Detabbed, pieces([block]));
        }
    }
}

fn into_items(items: VecDeque<Block>) -> VecDeque<Piece> {
    items.into_iter().map(Piece::Item).collect()
}

fn trim_start(cells: &[Cell], lines: &mut Vec<Line>) {
    let blank = lines.iter().take_while(|l| l.is_blank(cells)).count();
    lines.drain(..blank);
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start(cells);
    }
}

/// Cuts a list block into its items. An item nested by four to seven blanks becomes an item of its
/// own that keeps its indentation; other lines belong to the item before them.
fn list_items(cells: &[Cell], block: &Block) -> VecDeque<Block> {
    let mut lines: Vec<Line> = Vec::with_capacity(block.len());
    let mut starts: Vec<usize> = Vec::new();
    for line in block.lines() {
        let indent = line.indent(cells);
        if let Some(content) = line.item_content(cells, 0) {
            starts.push(lines.len());
            lines.push(content);
        } else {
            let nested = (4..8).contains(&indent) && line.item_content(cells, 4).is_some();
            let in_nested = starts.last().is_some_and(|&s| lines[s].indent(cells) >= 4);
            if nested && !in_nested {
                starts.push(lines.len());
            }
            lines.push(*line);
        }
    }
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .copied()
        .chain([lines.len()])
        .collect();
    let page = Page::new(cells, lines);
    starts
        .into_iter()
        .zip(ends)
        .map(|(lo, hi)| Block::new(Rc::clone(&page), lo, hi))
        .collect()
}
