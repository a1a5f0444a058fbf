//! Last stage of the Python-Markdown view: reads the HTML the way Beautiful Soup does on top of
//! Python's `html.parser`, and keeps its headings and images.

use super::cells::{Cell, Fuel, find, plain, starts_with};
use super::html::{
    Attr, Reader, StartTag, TagStack, char_ref, end_tag, entity_ref, lower, script_end, skip_space,
    start_tag,
};
use super::{Following, PyHeading, PyImage, PyView, entities};
use crate::text::Span;
use foldhash::HashMap;
use std::rc::Rc;

/// Elements that are closed as soon as they are opened.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image",
    "img", "input", "isindex", "keygen", "link", "menuitem", "meta", "nextid", "param", "source",
    "spacer", "track", "wbr",
];

/// Elements whose text does not count as text of the page.
const HIDDEN: &[&str] = &["rp", "rt", "script", "style", "template"];

/// A heading's text longer than this (bytes) is not kept: it is no section name, and a heading that
/// is never closed would hold the rest of the file.
pub(super) const LONGEST_TEXT: usize = 1000;

/// Whether an element of this lower-case name is closed as soon as it is opened.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Reads the HTML; `source` is the text the cells point into.
pub(super) fn read(html: &[Cell], source: &str, fuel: &mut Fuel) -> PyView {
    let mut soup = Soup {
        html,
        source,
        fuel,
        at: 0,
        script: None,
        last_gt: html.iter().rposition(|c| c.ch == '>'),
        no_comment_end: html.len(),
        names: TagStack::default(),
        open: Vec::new(),
        open_headings: 0,
        hidden: 0,
        preserved: 0,
        closed_early: HashMap::default(),
        pending: String::new(),
        text: String::new(),
        undecided: None,
        last_h2: None,
        view: PyView::default(),
    };
    soup.run(false);
    soup.run(true);
    soup.flush();
    soup.pop(soup.open.len(), None);
    soup.view
}

/// An open element.
struct Element {
    name: Rc<str>,
    /// Children so far, and whether the last of them comes down to a single piece of text.
    children: u32,
    leaf: bool,
    nested: bool,
    /// Index of the heading it is, and where its text starts.
    heading: Option<(usize, usize)>,
}

struct Soup<'a> {
    html: &'a [Cell],
    source: &'a str,
    fuel: &'a mut Fuel,
    at: usize,
    /// `script` or `style` whose content is no HTML.
    script: Option<String>,
    last_gt: Option<usize>,
    no_comment_end: usize,
    names: TagStack,
    open: Vec<Element>,
    open_headings: usize,
    hidden: usize,
    preserved: usize,
    /// Void elements whose end tag, should it come, is ignored.
    closed_early: HashMap<String, usize>,
    /// Text since the last tag.
    pending: String,
    /// Text since the outermost open heading.
    text: String,
    /// The heading whose following element is not known yet.
    undecided: Option<usize>,
    last_h2: Option<usize>,
    view: PyView,
}

/// How reading went on: to an index, or not at all because the construct has no end.
type Step = Option<usize>;

impl Soup<'_> {
    /// The first pass stops at a construct without an end. The second goes on from there and takes
    /// such a construct as text.
    fn run(&mut self, last: bool) {
        let n = self.html.len();
        while self.at < n {
            let next = match &self.script {
                Some(name) => script_end(self.html, self.at, name),
                None => (self.at..n)
                    .find(|&i| matches!(self.html[i].ch, '<' | '&'))
                    .or(Some(n)),
            };
            let Some(next) = next else { return };
            self.data(self.at, next);
            self.at = next;
            if next == n {
                return;
            }
            let markup = self.html[next].ch == '<';
            match if markup {
                self.markup()
            } else {
                self.reference()
            } {
                Some(end) => self.at = end,
                None if !last => return,
                None if !markup || self.at + 1 == n => {
                    self.data(self.at, n);
                    self.at = n;
                }
                None => {
                    let gt = self.find_gt(self.at + 1).map(|i| i + 1);
                    let end = gt.or_else(|| find(self.html, self.at + 1, "<"));
                    let end = end.unwrap_or(self.at + 1);
                    self.data(self.at, end);
                    self.at = end;
                }
            }
        }
    }

    fn find_gt(&self, from: usize) -> Option<usize> {
        if self.last_gt? < from {
            return None;
        }
        find(self.html, from, ">")
    }

    fn data(&mut self, from: usize, to: usize) {
        if self.open_headings > 0 {
            self.pending
                .extend(self.html[from..to].iter().map(|c| c.ch));
        }
    }

    /// Ends a piece of text.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.pending);
        let space = |ch: char| matches!(ch, ' ' | '\n' | '\t' | '\u{c}' | '\r');
        if self.preserved == 0 && text.chars().all(space) {
            text = if text.contains('\n') {
                "\n".into()
            } else {
                " ".into()
            };
        }
        let shown = self.hidden == 0;
        if shown {
            self.text.push_str(&text);
        }
        self.add_leaf(shown);
    }

    fn add_leaf(&mut self, shown: bool) {
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
            parent.leaf = shown;
        }
    }

    fn markup(&mut self) -> Step {
        let (html, at) = (self.html, self.at);
        let letter_at = |i: usize| html.get(i).is_some_and(|c| c.ch.is_ascii_alphabetic());
        if letter_at(at + 1) {
            return self.start_tag();
        }
        if starts_with(html, at, "</") {
            return self.end_tag();
        }
        if starts_with(html, at, "<!--") {
            let close = (at + 4..self.no_comment_end).find(|&i| {
                starts_with(html, i, "--")
                    && html
                        .get(skip_space(html, i + 2))
                        .is_some_and(|c| c.ch == '>')
            });
            let Some(close) = close else {
                self.no_comment_end = self.no_comment_end.min(at + 4);
                return None;
            };
            self.invisible();
            return Some(skip_space(html, close + 2) + 1);
        }
        if starts_with(html, at, "<![") {
            return self.marked_section();
        }
        if starts_with(html, at, "<?") || starts_with(html, at, "<!") {
            let gt = self.find_gt(at + 2)?;
            self.invisible();
            return Some(gt + 1);
        }
        if at + 1 == html.len() {
            return None;
        }
        self.data(at, at + 1);
        Some(at + 1)
    }

    /// A comment or declaration: a child, but no text.
    fn invisible(&mut self) {
        self.flush();
        self.add_leaf(false);
    }

    fn marked_section(&mut self) -> Step {
        let (html, at) = (self.html, self.at);
        let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.');
        let end = (at + 3..html.len()).find(|&i| !is_name(html[i].ch))?;
        let brackets = match lower(&html[at + 3..end]).as_str() {
            "temp" | "cdata" | "ignore" | "include" | "rcdata" => 2,
            "if" | "else" | "endif" => 1,
            _ => {
                self.view.unreadable = true;
                return None;
            }
        };
        let mut from = at + 3;
        while let Some(close) = find(html, from, "]").filter(|_| !self.fuel.is_empty()) {
            self.fuel.burn(close - from);
            let mut next = skip_space(html, close + 1);
            if brackets == 2 && html.get(next).is_some_and(|c| c.ch == ']') {
                next = skip_space(html, next + 1);
            } else if brackets == 2 {
                from = close + 1;
                continue;
            }
            if html.get(next).is_some_and(|c| c.ch == '>') {
                self.invisible();
                return Some(next + 1);
            }
            from = close + 1;
        }
        self.fuel.burn(html.len() - from);
        None
    }

    fn start_tag(&mut self) -> Step {
        match start_tag(self.html, self.at, Reader::Final, self.fuel) {
            StartTag::Unfinished => None,
            StartTag::Text { end } => {
                self.data(self.at, end);
                Some(end)
            }
            StartTag::Tag {
                name,
                attrs,
                closed,
                end,
            } => {
                self.open_element(&name, &attrs, end);
                if closed {
                    self.close_element(&name, true, end);
                } else {
                    if VOID.contains(&&*name) {
                        self.close_element(&name, false, end);
                        *self.closed_early.entry(name.clone()).or_default() += 1;
                    }
                    if name == "script" || name == "style" {
                        self.script = Some(name);
                    }
                }
                Some(end)
            }
        }
    }

    fn end_tag(&mut self) -> Step {
        let (html, at) = (self.html, self.at);
        self.find_gt(at + 1)?;
        let tag = end_tag(html, at)?;
        if let Some(script) = &self.script
            && (!tag.clean || tag.name != *script)
        {
            self.data(at, tag.end);
            return Some(tag.end);
        }
        if !tag.clean && !html[at + 2].ch.is_ascii_alphabetic() {
            if html[at + 2].ch != '>' {
                self.invisible();
            }
            return Some(tag.end);
        }
        self.close_element(&tag.name, true, tag.end);
        if tag.clean {
            self.script = None;
        }
        Some(tag.end)
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let end = self.source_end(to - 1);
        Span::new(self.html[from].at as usize, end)
    }

    /// End in the source of the character a cell stands for.
    fn source_end(&self, index: usize) -> usize {
        let at = self.html[index].at as usize;
        at + self
            .source
            .get(at..)
            .and_then(|s| s.chars().next())
            .map_or(0, char::len_utf8)
    }

    fn open_element(&mut self, name: &str, attrs: &[Attr], end: usize) {
        self.flush();
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
            parent.nested = true;
        }
        if let Some(heading) = self.undecided.take() {
            self.view.headings[heading].followed_by = if name == "h2" {
                Following::OtherH2
            } else {
                Following::Something
            };
        }
        let heading = self.heading(name, end);
        if name == "img" {
            self.image(attrs, end);
        }
        self.hidden += usize::from(HIDDEN.contains(&name));
        self.preserved += usize::from(name == "pre" || name == "textarea");
        let name: Rc<str> = name.into();
        self.names.push(Rc::clone(&name));
        self.open.push(Element {
            name,
            children: 0,
            leaf: false,
            nested: false,
            heading,
        });
    }

    fn heading(&mut self, name: &str, end: usize) -> Option<(usize, usize)> {
        let level = match name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => digit - b'0',
            _ => return None,
        };
        let index = self.view.headings.len();
        self.view.headings.push(PyHeading {
            level,
            text: None,
            single_node: false,
            has_nested_element: false,
            span: self.span(self.at, end),
            followed_by: Following::NothingAtAll,
        });
        self.undecided = Some(index);
        if level == 2 {
            self.last_h2 = Some(index);
        }
        if self.open_headings == 0 {
            self.text.clear();
        }
        self.open_headings += 1;
        Some((index, self.text.len()))
    }

    fn image(&mut self, attrs: &[Attr], end: usize) {
        let src = attrs.iter().rev().find(|attr| attr.name == "src");
        let value = src
            .and_then(|attr| attr.value.clone())
            .unwrap_or(self.at..self.at);
        let src_span = match src {
            Some(_) if !value.is_empty() => self.span(value.start, value.end),
            Some(_) => Span::at(self.html[value.start].at as usize),
            None => Span::at(self.html[self.at].at as usize),
        };
        self.view.images.push(PyImage {
            src: src.map(|_| entities::attribute(&plain(&self.html[value]))),
            span: self.span(self.at, end),
            src_span,
            under_h2: self.last_h2,
        });
    }

    fn close_element(&mut self, name: &str, may_be_closed: bool, end: usize) {
        if may_be_closed
            && let Some(count) = self.closed_early.get_mut(name).filter(|count| **count > 0)
        {
            *count -= 1;
            return;
        }
        self.flush();
        let count = self.names.close(name);
        self.pop(count, Some(end));
    }

    /// Takes the innermost `count` elements off; `end` is where the end tag of the last one ends.
    fn pop(&mut self, count: usize, end: Option<usize>) {
        for left in (0..count).rev() {
            let Some(element) = self.open.pop() else {
                return;
            };
            let leaf = element.children == 1 && element.leaf;
            if let Some(parent) = self.open.last_mut() {
                parent.leaf = leaf;
            }
            let name = &*element.name;
            self.hidden -= usize::from(HIDDEN.contains(&name));
            self.preserved -= usize::from(name == "pre" || name == "textarea");
            if let Some((index, start)) = element.heading {
                self.open_headings -= 1;
                let text = &self.text[start..];
                let close = end
                    .filter(|_| left == 0)
                    .map(|end| self.source_end(end - 1));
                let heading = &mut self.view.headings[index];
                heading.text = (text.len() <= LONGEST_TEXT).then(|| text.to_owned());
                heading.single_node = leaf;
                heading.has_nested_element = element.nested;
                if let Some(close) = close.filter(|close| *close > heading.span.end as usize) {
                    heading.span = Span::new(heading.span.start as usize, close);
                }
            }
        }
    }

    fn reference(&mut self) -> Step {
        let (html, at) = (self.html, self.at);
        let in_heading = self.open_headings > 0;
        if starts_with(html, at, "&#") {
            let Some(digits) = char_ref(html, at) else {
                // The bare sign is text when some reference may still follow.
                if !self.fuel.is_empty() && find(html, at, ";").is_some() {
                    self.data(at, at + 2);
                    self.at = at + 2;
                }
                return None;
            };
            if in_heading {
                self.pending
                    .push(entities::numbered(&plain(&html[digits.clone()])));
            }
            return Some(digits.end + usize::from(html[digits.end].ch == ';'));
        }
        if let Some(name) = entity_ref(html, at) {
            if in_heading {
                let text = plain(&html[name.clone()]);
                match entities::named(&text) {
                    Some(decoded) => self.pending.push_str(&decoded),
                    None => {
                        self.pending.push('&');
                        self.pending.push_str(&text);
                    }
                }
            }
            return Some(name.end + usize::from(html[name.end].ch == ';'));
        }
        if html.get(at + 1).is_none_or(|c| c.ch.is_ascii_alphabetic()) {
            return None;
        }
        self.data(at, at + 1);
        Some(at + 1)
    }
}
