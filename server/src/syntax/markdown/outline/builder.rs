//! The events of the CommonMark parser, put together to headings, links and what else an outline
//! holds.

use std::ops::Range;

use foldhash::HashMap;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::super::{definitions, destination};
use super::{Fence, Heading, Link, Outline, Reference, Tail, normalized};
use crate::text::Span;

/// Images nest in the text of images without limit; text counts for this many of those around it.
const NESTED_TEXTS: usize = 8;

/// A link or image that is being read.
struct OpenLink {
    kind: LinkType,
    link: Link,
    /// End of the last piece of its text.
    inner_end: usize,
}

struct OpenHeading {
    text: String,
    title: Option<Range<usize>>,
}

/// Takes the events of the parser in and gives the outline.
pub(super) struct Builder<'a> {
    text: &'a str,
    outline: Outline,
    heading: Option<OpenHeading>,
    links: Vec<OpenLink>,
    /// Ranges of everything that is not a definition, those that touch as one.
    covered: Vec<Span>,
    /// Where code and HTML end, which may go on over blank lines.
    pub(super) raw_end: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            outline: Outline::default(),
            heading: None,
            links: Vec::new(),
            covered: Vec::new(),
            raw_end: 0,
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) => self.words(&text, range),
            Event::SoftBreak | Event::HardBreak => self.words(" ", range),
            Event::InlineHtml(_) => {
                if self.text[range.clone()].starts_with("<!--") {
                    self.outline.comments.push(range.clone().into());
                }
                self.words("", range);
            }
            Event::Rule => self.cover(&range),
            _ => {}
        }
    }

    fn cover(&mut self, range: &Range<usize>) {
        let span = Span::from(range.clone());
        match self.covered.last_mut() {
            Some(last) if last.start <= span.start && span.start <= last.end => {
                last.end = last.end.max(span.end);
            }
            _ => self.covered.push(span),
        }
    }

    /// Text inside a heading, link or image.
    fn words(&mut self, words: &str, range: Range<usize>) {
        self.cover(&range);
        if self.links.is_empty() && self.heading.is_none() {
            return;
        }
        if let Some(link) = self.links.last_mut() {
            link.inner_end = link.inner_end.max(range.end);
        }
        for link in self.links.iter_mut().rev().take(NESTED_TEXTS) {
            link.link.text.push_str(words);
        }
        self.extend_title(range);
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(words);
        }
    }

    fn extend_title(&mut self, range: Range<usize>) {
        if let Some(heading) = &mut self.heading {
            let title = heading.title.get_or_insert(range.clone());
            title.start = title.start.min(range.start);
            title.end = title.end.max(range.end);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } => {
                self.cover(&range);
                self.heading = Some(OpenHeading {
                    text: String::new(),
                    title: None,
                });
            }
            Tag::Paragraph => self.cover(&range),
            Tag::CodeBlock(kind) => {
                self.cover(&range);
                self.raw_end = self.raw_end.max(range.end);
                let span = self.without_line_end(range);
                self.outline.code_blocks.push(span);
                if let CodeBlockKind::Fenced(info) = kind {
                    let info = info.to_string();
                    self.outline.fences.push(Fence { info, span });
                }
            }
            Tag::HtmlBlock => {
                self.cover(&range);
                self.raw_end = self.raw_end.max(range.end);
                self.comments(range);
            }
            Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            } => {
                self.open_link(link_type, &dest_url, &id, false, range);
            }
            Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            } => {
                self.open_link(link_type, &dest_url, &id, true, range);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.extend_title(range),
            _ => {}
        }
    }

    fn open_link(
        &mut self,
        kind: LinkType,
        address: &str,
        id: &str,
        image: bool,
        range: Range<usize>,
    ) {
        let kind = match kind {
            LinkType::ReferenceUnknown => LinkType::Reference,
            LinkType::CollapsedUnknown => LinkType::Collapsed,
            LinkType::ShortcutUnknown => LinkType::Shortcut,
            known => known,
        };
        let reference = match kind {
            LinkType::Autolink | LinkType::Email => Reference::Autolink,
            LinkType::Inline | LinkType::WikiLink { .. } => Reference::Inline,
            _ => Reference::Id(id.to_owned()),
        };
        self.cover(&range);
        self.extend_title(range.clone());
        self.links.push(OpenLink {
            kind,
            inner_end: range.start + 1 + usize::from(image),
            link: Link {
                image,
                text: String::new(),
                destination: address.to_owned(),
                reference,
                span: range.into(),
                destination_span: None,
                id_span: None,
            },
        });
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(level) => self.end_heading(level as u8, range),
            TagEnd::Link | TagEnd::Image => self.end_link(range),
            TagEnd::Emphasis | TagEnd::Strong => {
                if let Some(link) = self.links.last_mut() {
                    link.inner_end = link.inner_end.max(range.end);
                }
            }
            _ => {}
        }
    }

    fn end_heading(&mut self, level: u8, range: Range<usize>) {
        let Some(open) = self.heading.take() else {
            return;
        };
        let span = self.without_line_end(range);
        let hashes = span
            .slice(self.text)
            .bytes()
            .take_while(|b| *b == b'#')
            .count();
        let title_span = open
            .title
            .map_or(Span::at(span.start as usize + hashes), Span::from);
        self.outline.headings.push(Heading {
            level,
            text: open.text,
            span,
            title_span,
        });
    }

    fn end_link(&mut self, range: Range<usize>) {
        let Some(open) = self.links.pop() else { return };
        if let Some(outer) = self.links.last_mut() {
            outer.inner_end = outer.inner_end.max(range.end);
        }
        let (mut link, end) = (open.link, range.end);
        let text_start = range.start + 1 + usize::from(link.image);
        link.destination_span = match open.kind {
            LinkType::Inline => destination::inline(self.text, open.inner_end, end),
            LinkType::Autolink | LinkType::Email => Some(Span::new(range.start + 1, end - 1)),
            _ => None,
        };
        link.id_span = match open.kind {
            LinkType::Reference => destination::last_label(self.text, text_start, end),
            LinkType::Collapsed => Some(Span::new(text_start, end.saturating_sub(3))),
            LinkType::Shortcut => Some(Span::new(text_start, end.saturating_sub(1))),
            _ => None,
        };
        self.outline.links.push(link);
    }

    fn without_line_end(&self, range: Range<usize>) -> Span {
        let length = self.text[range.clone()]
            .trim_end_matches(['\n', '\r'])
            .len();
        Span::new(range.start, range.start + length)
    }

    fn comments(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(open) = self.text[at..range.end].find("<!--") {
            let start = at + open;
            let close = self.text[start + 4..range.end].find("-->");
            let end = close.map_or(range.end, |i| start + 4 + i + 3);
            self.outline
                .comments
                .push(self.without_line_end(start..end));
            at = end;
        }
    }

    pub(super) fn finish(self, tail: Tail) -> Outline {
        let mut outline = self.outline;
        outline.definitions = definitions::find(&self.text[..tail.start], self.covered);
        outline.definitions.extend(tail.definitions);
        let mut uses: HashMap<_, Uses> = HashMap::default();
        for link in &outline.links {
            if let Reference::Id(id) = &link.reference {
                let uses = uses.entry(normalized(id)).or_default();
                uses.shown |= link.image;
                uses.linked |= !link.image;
            }
        }
        for definition in &mut outline.definitions {
            let uses = uses.entry(normalized(&definition.id)).or_default();
            definition.duplicate = uses.defined;
            definition.used = !uses.defined && (uses.linked || uses.shown);
            definition.image = uses.shown && !uses.linked;
            uses.defined = true;
        }
        outline.links.sort_by_key(|link| link.span.start);
        outline
    }
}

/// Who uses an id.
#[derive(Default)]
struct Uses {
    linked: bool,
    shown: bool,
    defined: bool,
}
