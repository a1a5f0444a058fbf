//! The CommonMark view of a README.

mod builder;

use std::borrow::Cow;
use std::sync::OnceLock;

use pulldown_cmark::{BrokenLink, LinkType, Options, Parser};

pub use super::definitions::{Definition, normalize_id, normalized};
use super::slug::Slugger;
use super::tail::Tail;
use crate::text::Span;
use builder::Builder;

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

/// In lower case as far as ASCII goes.
fn lower(id: &str) -> Cow<'_, str> {
    if id.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(id.to_ascii_lowercase())
    } else {
        Cow::Borrowed(id)
    }
}
