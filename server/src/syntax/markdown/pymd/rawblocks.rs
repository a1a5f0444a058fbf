//! First stage of the Python-Markdown view: cuts raw HTML blocks out of the text, before anything is
//! read as Markdown. A block runs from a block-level tag at the start of a line (up to three blanks
//! before it) to its end tag, blank lines and Markdown inside included.

use super::cells::{Cell, Fuel, MARK, Token, find, push_str, starts_with};
use super::html::{
    Reader, StartTag, TagStack, char_ref, end_tag, entity_ref, lower, script_end, skip_space,
    start_tag,
};
use super::places::{Places, blank_line_follows, inner_blank_line};

/// Elements whose tags open a raw block, and that need no paragraph around them.
const BLOCK_LEVEL: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "canvas",
    "center",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "group",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "map",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "output",
    "p",
    "pre",
    "progress",
    "script",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Whether a tag of this name is block-level.
pub(super) fn is_block_level(name: &str) -> bool {
    let name = name.to_lowercase();
    BLOCK_LEVEL.contains(&name.trim_end_matches('/'))
}

/// Whether an element of this lower-case name has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Returns the text with every raw block replaced by a token on a line of its own.
pub(super) fn cut(cells: &[Cell], tokens: &mut Vec<Token>, fuel: &mut Fuel) -> Vec<Cell> {
    let mut cutter = Cutter {
        cells,
        tokens,
        fuel,
        out: Vec::with_capacity(cells.len() + 16),
        chunk: 0,
        held: Vec::new(),
        open: TagStack::default(),
        open_inline: TagStack::default(),
        in_raw: false,
        in_tail: false,
        script: None,
        at: 0,
        places: Places::default(),
        last_gt: cells.iter().rposition(|c| c.ch == '>').unwrap_or(0),
        no_comment_end: cells.len(),
    };
    // A construct that never ends stops the first pass; the second reads on from there and takes the
    // rest as text if that happens again.
    cutter.run(false);
    cutter.places.base = cutter.at;
    cutter.run(true);
    cutter.finish();
    cutter.out
}

struct Cutter<'a> {
    cells: &'a [Cell],
    tokens: &'a mut Vec<Token>,
    fuel: &'a mut Fuel,
    out: Vec<Cell>,
    /// Start in `out` of the piece added last.
    chunk: usize,
    /// Raw HTML that waits for the end of its block.
    held: Vec<Cell>,
    open: TagStack,
    open_inline: TagStack,
    in_raw: bool,
    /// Behind a raw block, on the same line.
    in_tail: bool,
    /// `script` or `style` whose content is no HTML.
    script: Option<String>,
    at: usize,
    places: Places,
    last_gt: usize,
    /// From here on no comment end follows.
    no_comment_end: usize,
}

/// How reading went on.
enum Step {
    To(usize),
    /// The construct has no end; the caller decides.
    Unfinished,
    Stop,
}

impl Cutter<'_> {
    fn run(&mut self, last: bool) {
        let n = self.cells.len();
        while self.at < n {
            let next = match &self.script {
                Some(name) => script_end(self.cells, self.at, name),
                None => (self.at..n)
                    .find(|&i| matches!(self.cells[i].ch, '<' | '&'))
                    .or(Some(n)),
            };
            let Some(next) = next else { return };
            if next > self.at {
                self.text(self.at, next);
                self.advance(next);
            }
            if next == n {
                return;
            }
            let step = if self.cells[next].ch == '<' {
                self.markup()
            } else {
                self.reference()
            };
            match step {
                Step::To(end) => self.advance(end),
                Step::Stop if last && self.script.is_none() => {
                    self.text(self.at, n);
                    self.advance(n);
                }
                Step::Stop => return,
                Step::Unfinished if !last => return,
                Step::Unfinished => {
                    let end = if self.at < self.last_gt {
                        find(self.cells, self.at + 1, ">").map_or(n, |i| i + 1)
                    } else {
                        find(self.cells, self.at + 1, "<").unwrap_or(self.at + 1)
                    };
                    self.text(self.at, end);
                    self.advance(end);
                }
            }
        }
    }

    fn finish(&mut self) {
        if self.at < self.cells.len() {
            self.text(self.at, self.cells.len());
        }
        if !self.held.is_empty() {
            self.stash_held();
        }
    }

    fn advance(&mut self, to: usize) {
        self.places.pass(&self.cells[self.at..to]);
        self.at = to;
    }

    /// Where the converter believes the current construct to be.
    fn place(&mut self) -> usize {
        self.places.line_start(self.cells) + self.places.column
    }

    fn at_line_start(&mut self) -> bool {
        let column = self.places.column;
        if column == 0 || column > 3 {
            return column == 0;
        }
        let start = self.places.line_start(self.cells).min(self.cells.len());
        let end = (start + column).min(self.cells.len());
        self.cells[start..end].iter().all(|c| c.is_space())
    }

    fn add(&mut self, cells: &[Cell]) {
        self.chunk = self.out.len();
        self.out.extend_from_slice(cells);
    }

    fn add_breaks(&mut self, breaks: &str) {
        self.chunk = self.out.len();
        let at = self.cells[self.at].at;
        push_str(&mut self.out, breaks, at);
    }

    fn stash(&mut self, html: Vec<Cell>) {
        let mark = Cell::new(MARK, self.tokens.len() as u32);
        self.tokens.push(Token::Raw(html));
        self.add(&[mark]);
    }

    fn stash_held(&mut self) {
        let html = std::mem::take(&mut self.held);
        self.stash(html);
    }

    /// Plain text between the constructs.
    fn text(&mut self, from: usize, to: usize) {
        let cells = &self.cells[from..to];
        if self.in_tail && cells.iter().any(|c| c.ch == '\n') {
            self.in_tail = false;
        }
        if self.in_raw {
            self.held.extend_from_slice(cells);
        } else {
            if !self.open_inline.is_empty() && inner_blank_line(cells).is_some() {
                self.open_inline.clear();
            }
            self.add(cells);
        }
    }

    fn text_step(&mut self, length: usize) -> Step {
        let end = (self.at + length).min(self.cells.len());
        self.text(self.at, end);
        Step::To(end)
    }

    fn markup(&mut self) -> Step {
        let (cells, at) = (self.cells, self.at);
        let letter_at = |i: usize| cells.get(i).is_some_and(|c| c.ch.is_ascii_alphabetic());
        if letter_at(at + 1) {
            return self.start_tag();
        }
        if starts_with(cells, at, "</>") {
            return self.text_step(3);
        }
        if starts_with(cells, at, "</") {
            if !letter_at(at + 2) || at >= self.last_gt {
                return self.text_step(2);
            }
            return self.end_tag();
        }
        if starts_with(cells, at, "<!--") {
            return self.comment();
        }
        let placed = self.in_tail || self.at_line_start();
        if starts_with(cells, at, "<?") {
            if !placed {
                return self.text_step(2);
            }
            let Some(close) = self.search(at + 2, "?>") else {
                return Step::Unfinished;
            };
            return self.bare(close + 2, true);
        }
        if starts_with(cells, at, "<!") {
            if !placed {
                return self.text_step(2);
            }
            return self.declaration();
        }
        if at + 1 < cells.len() {
            self.text_step(1)
        } else {
            Step::Stop
        }
    }

    fn search(&mut self, from: usize, what: &str) -> Option<usize> {
        if self.fuel.is_empty() {
            return None;
        }
        let found = find(self.cells, from, what);
        self.fuel
            .burn(found.unwrap_or(self.cells.len()).saturating_sub(from));
        found
    }

    fn declaration(&mut self) -> Step {
        let (cells, at) = (self.cells, self.at);
        if starts_with(cells, at, "<![CDATA[") {
            let mut from = at + 3;
            while let Some(close) = self.search(from, "]") {
                let second = skip_space(cells, close + 1);
                if cells.get(second).is_some_and(|c| c.ch == ']') {
                    let gt = skip_space(cells, second + 1);
                    if cells.get(gt).is_some_and(|c| c.ch == '>') {
                        // White space between the closing characters is not kept.
                        let mut html = cells[at..close].to_vec();
                        html.extend([cells[close], cells[second], cells[gt]]);
                        self.empty(html, true);
                        return Step::To(gt + 1);
                    }
                }
                from = close + 1;
            }
            return Step::Unfinished;
        }
        let doctype = lower(&cells[at..(at + 9).min(cells.len())]) == "<!doctype";
        match self.search(at + if doctype { 9 } else { 2 }, ">") {
            Some(gt) => self.bare(gt + 1, doctype),
            None if doctype || !starts_with(cells, at, "<![") => Step::Unfinished,
            None => self.text_step(1),
        }
    }

    fn comment(&mut self) -> Step {
        let (cells, at) = (self.cells, self.at);
        let from = at + 4;
        let close = (from..self.no_comment_end.min(cells.len()))
            .find(|&i| starts_with(cells, i, "-->") || starts_with(cells, i, "--!>"));
        let Some(close) = close else {
            self.no_comment_end = self.no_comment_end.min(from);
            return self.text_step(1);
        };
        let end = close + if cells[close + 2].ch == '!' { 4 } else { 3 };
        // A comment in inline HTML belongs to that line, unless it holds a blank line. The output
        // always ends it with the plain form.
        let mut html = cells[at..close].to_vec();
        html.extend([cells[close], cells[close + 1], cells[end - 1]]);
        let after = self.place() + html.len();
        let block =
            inner_blank_line(&cells[from..close]).is_some() || !self.inline_end_follows(after);
        self.empty(html, block);
        Step::To(end)
    }

    /// Whether an inline element open here is closed before the next blank line.
    fn inline_end_follows(&mut self, from: usize) -> bool {
        if self.open_inline.is_empty() || self.fuel.is_empty() {
            return false;
        }
        let rest = &self.cells[from.min(self.cells.len())..];
        let rest = &rest[..inner_blank_line(rest).unwrap_or(rest.len())];
        self.fuel.burn(rest.len());
        let mut at = 0;
        while let Some(start) = find(rest, at, "</") {
            let name = skip_space(rest, start + 2);
            let gt = (name..rest.len()).find(|&i| matches!(rest[i].ch, '>' | '<'));
            match gt {
                Some(gt) if rest[gt].ch == '>' => {
                    let name = lower(&rest[name..gt]);
                    if self
                        .open_inline
                        .contains(name.trim_end_matches(super::cells::is_space))
                    {
                        return true;
                    }
                    at = gt;
                }
                _ => at = start + 2,
            }
        }
        false
    }

    fn start_tag(&mut self) -> Step {
        let (cells, at) = (self.cells, self.at);
        match start_tag(cells, at, Reader::Converter, self.fuel) {
            StartTag::Unfinished => self.text_step(1),
            StartTag::Text { end } => {
                self.text(at, end);
                Step::To(end)
            }
            StartTag::Tag {
                name, closed, end, ..
            } => {
                let block = is_block_level(&name);
                if name == "script" || name == "style" {
                    self.script = (!closed).then(|| name.clone());
                }
                if closed || name == "hr" {
                    self.empty(cells[at..end].to_vec(), block);
                    return Step::To(end);
                }
                if block && (self.in_tail || (self.at_line_start() && !self.in_raw)) {
                    self.in_raw = true;
                    self.add_breaks("\n");
                }
                if self.in_raw {
                    self.open.push(name.into());
                    self.held.extend_from_slice(&cells[at..end]);
                } else {
                    self.add(&cells[at..end]);
                    self.script = None;
                    if !block && !VOID.contains(&&*name) {
                        self.open_inline.push(name.into());
                    }
                }
                Step::To(end)
            }
        }
    }

    fn end_tag(&mut self) -> Step {
        let (cells, at) = (self.cells, self.at);
        let Some(tag) = end_tag(cells, at) else {
            return self.text_step(2);
        };
        if let Some(script) = &self.script
            && (!tag.clean || tag.name != *script)
        {
            self.text(at, tag.end);
            return Step::To(tag.end);
        }
        if tag.clean {
            self.script = None;
        }
        let start = self.place();
        let gt = if start <= self.last_gt {
            find(cells, start, ">")
        } else {
            None
        };
        let html = match gt {
            Some(gt) => cells[start..=gt].to_vec(),
            None => {
                let mut html = Vec::new();
                push_str(&mut html, &format!("</{}>", tag.name), cells[at].at);
                html
            }
        };
        if !self.in_raw {
            self.add(&html);
            self.open_inline.close(&tag.name);
            return Step::To(tag.end);
        }
        self.held.extend_from_slice(&html);
        self.open.close(&tag.name);
        if self.open.is_empty() {
            if blank_line_follows(cells, start + html.len()) {
                self.held.push(Cell::new('\n', cells[tag.end - 1].at));
            } else {
                self.in_tail = true;
            }
            self.in_raw = false;
            self.stash_held();
            self.add_breaks("\n\n");
        }
        Step::To(tag.end)
    }

    /// A construct without content, copied as it is.
    fn bare(&mut self, end: usize, block: bool) -> Step {
        self.empty(self.cells[self.at..end].to_vec(), block);
        Step::To(end)
    }

    /// A construct without content.
    fn empty(&mut self, mut html: Vec<Cell>, block: bool) {
        if self.in_raw || self.in_tail {
            self.held.append(&mut html);
        } else if block && self.at_line_start() {
            let after = self.place() + html.len();
            if blank_line_follows(self.cells, after) {
                html.push(Cell::new('\n', self.cells[self.at].at));
            } else {
                self.in_tail = true;
            }
            let chunk = &self.out[self.chunk..];
            if starts_with(chunk, chunk.len().saturating_sub(1), "\n")
                && !(chunk.len() > 1 && starts_with(chunk, chunk.len() - 2, "\n\n"))
            {
                self.add_breaks("\n");
            }
            self.stash(html);
            self.add_breaks("\n\n");
        } else {
            self.add(&html);
        }
    }

    fn reference(&mut self) -> Step {
        let (cells, at) = (self.cells, self.at);
        if starts_with(cells, at, "&#") {
            if let Some(digits) = char_ref(cells, at) {
                let mut html = cells[at..digits.end].to_vec();
                html.push(Cell::new(';', cells[digits.end - 1].at));
                let closed = cells[digits.end].ch == ';';
                let end = digits.end + usize::from(closed);
                self.empty(html, false);
                return Step::To(end);
            }
            if self.search(at, ";").is_some() {
                self.text(at, at + 2);
                self.advance(at + 2);
            }
            return Step::Stop;
        }
        match entity_ref(cells, at) {
            Some(name) if cells.get(name.end).is_some_and(|c| c.ch == ';') => {
                self.bare(name.end + 1, false)
            }
            _ if at + 1 < cells.len() => self.text_step(1),
            _ => Step::Stop,
        }
    }
}
