//! The CommonMark view of a README.

use super::definitions;
pub use super::definitions::{Definition, normalize_id, normalized};
use super::destination;
use super::slug::Slugger;
use super::tail::Tail;
use crate::text::Span;
use foldhash::HashMap;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// Headings, links and other landmarks of a README, each list in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// All headings, those in lists and quotes included.
    pub headings: Vec<Heading>,
    /// All links and images written as Markdown; raw `<img>` tags are in the other reading.
    pub links: Vec<Link>,
    /// Reference definitions, repeated ones included.
    pub definitions: Vec<Definition>,
    /// References in full or collapsed form whose id is not defined; readers see the brackets.
    pub undefined: Vec<UndefinedReference>,
    /// Code blocks, fenced and indented.
    pub code_blocks: Vec<Span>,
    /// The fenced ones among them.
    pub fences: Vec<Fence>,
    /// HTML comments from `<!--` to `-->`, or to the end of the block when they do not end.
    pub comments: Vec<Span>,
    /// Made for the first who asks: few files have links to their own headings.
    slugs: OnceLock<Vec<String>>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Plain text, markup removed.
    pub text: String,
    /// Bytes of its line, or of all its lines when underlined, without the last line break.
    pub span: Span,
    /// Bytes of the title with its markup; empty when there is none.
    pub title_span: Span,
}

/// How a link or image names its destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// Written in place.
    Inline,
    /// Through a definition; its id as written in the link.
    Id(String),
    /// `<https://…>`
    Autolink,
}

/// A link or image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// True for `![…]`.
    pub image: bool,
    /// Plain text between the brackets.
    pub text: String,
    /// Address, decoded; that of the definition when it is named by an id.
    pub destination: String,
    /// How it is named.
    pub reference: Reference,
    /// All of it.
    pub span: Span,
    /// Bytes of the address when it is written in place, without angle brackets.
    pub destination_span: Option<Span>,
    /// Bytes of the id when it is named by one.
    pub id_span: Option<Span>,
}

/// A reference to an id that has no definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndefinedReference {
    /// The id as written.
    pub id: String,
    /// Bytes of the reference, text included.
    pub span: Span,
}

/// A fenced code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// What stands behind the opening fence, such as `yaml`.
    pub info: String,
    /// Bytes from fence to fence.
    pub span: Span,
}

impl Outline {
    /// Reads a README. Never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::with(text, Tail::of(text))
    }

    /// Reads a README with this tail.
    pub(super) fn with(text: &str, tail: Tail) -> Self {
        let whole = || Self::read(text, Tail::none(text));
        Self::read(text, tail).or_else(whole).unwrap_or_default()
    }

    /// Reads what stands in front of the definitions at the end; `None` when these may be something
    /// else.
    pub(super) fn read(text: &str, tail: Tail) -> Option<Self> {
        let known = tail.by_id();
        let mut undefined = Vec::new();
        let mut certain = true;
        let on_undefined = |link: BrokenLink<'_>| {
            if !known.is_empty() {
                // Some letters beyond ASCII are the same as one of it but for case.
                certain &= link.reference.is_ascii();
                if let Some(definition) = known.get(&*lower(&link.reference)) {
                    let address = definition.destination_span.slice(text);
                    return Some((address.into(), "".into()));
                }
            }
            let mut span = Span::from(link.span);
            // The parser leaves the empty brackets out.
            let collapsed = link.link_type == LinkType::Collapsed;
            if collapsed && text[span.end as usize..].starts_with("[]") {
                span.end += 2;
            }
            if collapsed || link.link_type == LinkType::Reference {
                undefined.push((link.reference.to_string(), span));
            }
            None
        };
        let mut builder = Builder::new(text);
        let parser = Parser::new_with_broken_link_callback(
            &text[..tail.start],
            Options::ENABLE_TABLES,
            Some(on_undefined),
        );
        for (event, range) in parser.into_offset_iter() {
            builder.event(event, range);
        }
        if !certain || builder.raw_end > tail.blank {
            return None;
        }
        let mut outline = builder.finish(tail);
        undefined.sort_by_key(|(_, span)| (span.start, span.end));
        undefined.dedup();
        outline.undefined = undefined
            .into_iter()
            .map(|(id, span)| UndefinedReference { id, span })
            .collect();
        Some(outline)
    }

    /// Bytes from a heading to the next one of the same or a higher level, or to `length`, the end
    /// of the text.
    #[must_use]
    pub fn section(&self, index: usize, length: usize) -> Span {
        let heading = &self.headings[index];
        let next = self.headings[index + 1..]
            .iter()
            .find(|next| next.level <= heading.level);
        let end = next.map_or(length, |next| next.span.start as usize);
        Span::new(heading.span.start as usize, end)
    }

    /// The text of a section behind its heading.
    #[must_use]
    pub fn section_text<'a>(&self, text: &'a str, index: usize) -> &'a str {
        let body = self.headings[index].span.end as usize;
        let end = self.section(index, text.len()).end as usize;
        Span::new(body, end).slice(text)
    }

    /// True when the offset lies in a code block.
    #[must_use]
    pub fn in_code(&self, offset: usize) -> bool {
        let after = self
            .code_blocks
            .partition_point(|b| b.start as usize <= offset);
        after > 0 && offset < self.code_blocks[after - 1].end as usize
    }

    /// The anchors of the headings as GitHub makes them, without the `#`; each is unique in the file.
    #[must_use]
    pub fn slugs(&self) -> &[String] {
        self.slugs.get_or_init(|| {
            let mut slugger = Slugger::default();
            let titles = self.headings.iter().map(|heading| &heading.text);
            titles.map(|title| slugger.slug(title)).collect()
        })
    }

    /// The heading an anchor (without `#`) leads to. The case of letters does not matter: manifests
    /// write `#Setup`.
    #[must_use]
    pub fn heading_for_anchor(&self, anchor: &str) -> Option<usize> {
        let anchor = anchor.to_lowercase();
        self.slugs().iter().position(|slug| *slug == anchor)
    }

    /// The definition that counts for an id.
    #[must_use]
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        let id = normalize_id(id);
        self.definitions
            .iter()
            .find(|d| !d.duplicate && normalize_id(&d.id) == id)
    }
}

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

struct Builder<'a> {
    text: &'a str,
    outline: Outline,
    heading: Option<OpenHeading>,
    links: Vec<OpenLink>,
    /// Ranges of everything that is not a definition, those that touch as one.
    covered: Vec<Span>,
    /// Where code and HTML end, which may go on over blank lines.
    raw_end: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            outline: Outline::default(),
            heading: None,
            links: Vec::new(),
            covered: Vec::new(),
            raw_end: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
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

    fn finish(self, tail: Tail) -> Outline {
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

/// In lower case as far as ASCII goes.
fn lower(id: &str) -> Cow<'_, str> {
    if id.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(id.to_ascii_lowercase())
    } else {
        Cow::Borrowed(id)
    }
}
