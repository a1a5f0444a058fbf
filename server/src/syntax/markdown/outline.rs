//! The CommonMark reading of a README: headings, links, images, reference
//! definitions and code blocks with byte ranges, from `pulldown-cmark`'s events.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::Span;

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Plain text, markup removed.
    pub text: String,
    /// Bytes of the whole heading, without its line break.
    pub span: Span,
    /// Bytes of the title.
    pub title_span: Span,
    /// Anchor as the web shows it, unique in the file.
    pub slug: String,
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
    /// Address, escapes decoded.
    pub destination: String,
    /// How it is named.
    pub reference: Reference,
    /// All of it.
    pub span: Span,
    /// Bytes of the address, when it is written in place as it is.
    pub destination_span: Option<Span>,
}

/// `[id]: address`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Id as written.
    pub id: String,
    /// Bytes between the brackets.
    pub id_span: Span,
    /// Address as written.
    pub destination: String,
    /// Bytes of the address.
    pub destination_span: Span,
    /// The line.
    pub span: Span,
}

/// The CommonMark reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings in file order.
    pub headings: Vec<Heading>,
    /// Links and images in order of their start.
    pub links: Vec<Link>,
    /// Reference definitions in file order, repeated ones included.
    pub definitions: Vec<Definition>,
    /// Code blocks, fenced and indented.
    pub code_blocks: Vec<Span>,
    /// HTML comments.
    pub comments: Vec<Span>,
}

/// A heading or link whose end has not come yet.
struct Open {
    text: String,
    inner: Option<Span>,
}

impl Outline {
    /// Reads a text; never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut outline = Self::default();
        let mut slugs: HashMap<String, usize> = HashMap::new();
        let mut heading: Option<Open> = None;
        let mut links: Vec<(usize, Open)> = Vec::new();
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            let span = Span::from(range);
            if let Some(open) = &mut heading
                && !matches!(
                    event,
                    Event::Start(Tag::Heading { .. }) | Event::End(TagEnd::Heading(_))
                )
            {
                open.inner = Some(open.inner.map_or(span, |inner| inner.cover(span)));
            }
            match event {
                Event::Start(Tag::Heading { .. }) => {
                    heading = Some(Open {
                        text: String::new(),
                        inner: None,
                    });
                }
                Event::End(TagEnd::Heading(level)) => {
                    if let Some(open) = heading.take() {
                        outline.heading(text, level as u8, span, open, &mut slugs);
                    }
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    id,
                    ..
                }) => {
                    links.push(outline.start_link(text, span, false, link_type, &dest_url, &id));
                }
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    id,
                    ..
                }) => {
                    links.push(outline.start_link(text, span, true, link_type, &dest_url, &id));
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    if let Some((index, open)) = links.pop() {
                        outline.links[index].text = open.text;
                    }
                }
                Event::Text(piece) | Event::Code(piece) => {
                    push_text(&piece, &mut heading, &mut links);
                }
                Event::SoftBreak | Event::HardBreak => push_text(" ", &mut heading, &mut links),
                Event::Start(Tag::CodeBlock(_)) => outline.code_blocks.push(span),
                Event::Html(html) | Event::InlineHtml(html)
                    if html.trim_start().starts_with("<!--") =>
                {
                    outline.comments.push(span);
                }
                _ => {}
            }
        }
        outline.definitions = definitions(text, &outline.code_blocks);
        outline
    }

    fn heading(
        &mut self,
        text: &str,
        level: u8,
        span: Span,
        open: Open,
        slugs: &mut HashMap<String, usize>,
    ) {
        let slice = span.slice(text);
        let span = Span::new(
            span.start as usize,
            span.start as usize + slice.trim_end().len(),
        );
        let title = open.text.trim().to_owned();
        let base = slug(&title);
        let count = slugs.entry(base.clone()).or_insert(0);
        let slug = if *count == 0 {
            base
        } else {
            format!("{base}-{count}")
        };
        *count += 1;
        let title_span = open.inner.unwrap_or_else(|| Span::at(span.end as usize));
        self.headings.push(Heading {
            level,
            text: title,
            span,
            title_span,
            slug,
        });
    }

    fn start_link(
        &mut self,
        text: &str,
        span: Span,
        image: bool,
        link_type: LinkType,
        destination: &CowStr,
        id: &CowStr,
    ) -> (usize, Open) {
        let reference = match link_type {
            LinkType::Inline => Reference::Inline,
            LinkType::Autolink | LinkType::Email => Reference::Autolink,
            _ => Reference::Id(id.to_string()),
        };
        let destination_span = match reference {
            Reference::Id(_) => None,
            _ => written(text, span, destination),
        };
        self.links.push(Link {
            image,
            text: String::new(),
            destination: destination.to_string(),
            reference,
            span,
            destination_span,
        });
        (
            self.links.len() - 1,
            Open {
                text: String::new(),
                inner: None,
            },
        )
    }

    /// Bytes from a heading to the next one of the same or a higher level.
    #[must_use]
    pub fn section(&self, index: usize, length: usize) -> Span {
        let heading = &self.headings[index];
        let next = self.headings[index + 1..]
            .iter()
            .find(|next| next.level <= heading.level);
        let end = next.map_or(length, |next| next.span.start as usize);
        Span::new(heading.span.start as usize, end)
    }

    /// The definition a reference link uses: the first of its id, ignoring case.
    #[must_use]
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        let wanted = normalize_id(id);
        self.definitions
            .iter()
            .find(|definition| normalize_id(&definition.id) == wanted)
    }

    /// True when the offset lies in a code block.
    #[must_use]
    pub fn in_code(&self, offset: usize) -> bool {
        let at = offset as u32;
        self.code_blocks
            .iter()
            .any(|block| block.start <= at && at < block.end)
    }
}

fn push_text(piece: &str, heading: &mut Option<Open>, links: &mut [(usize, Open)]) {
    if let Some(open) = heading {
        open.text.push_str(piece);
    }
    for (_, open) in links {
        open.text.push_str(piece);
    }
}

/// Ids are compared without case and with runs of blanks as one.
#[must_use]
pub fn normalize_id(id: &str) -> String {
    id.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Where an address stands inside a link: after its last `](`, or anywhere in an autolink.
fn written(text: &str, link: Span, destination: &str) -> Option<Span> {
    if destination.is_empty() {
        return None;
    }
    let slice = link.slice(text);
    let from = slice.rfind("](").map_or(0, |at| at + 2);
    let at = slice[from..].find(destination)? + from + link.start as usize;
    Some(Span::new(at, at + destination.len()))
}

/// Anchor of a title: lower case, blanks as dashes, punctuation dropped.
fn slug(title: &str) -> String {
    let kept = title
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// Lines of the form `[id]: address` outside code blocks.
fn definitions(text: &str, code_blocks: &[Span]) -> Vec<Definition> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let at = start;
        start += line.len();
        let line = line.trim_end();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent > 3 || !line[indent..].starts_with('[') {
            continue;
        }
        let in_code = code_blocks
            .iter()
            .any(|b| (b.start as usize) <= at && at < b.end as usize);
        if in_code {
            continue;
        }
        found.extend(definition(line, at, indent));
    }
    found
}

fn definition(line: &str, at: usize, indent: usize) -> Option<Definition> {
    let close = line.find("]:")?;
    let id = &line[indent + 1..close];
    if id.trim().is_empty() || id.contains(['[', ']']) || id.starts_with('^') {
        return None;
    }
    let rest = &line[close + 2..];
    let blank = rest.len() - rest.trim_start().len();
    let destination = rest.split_whitespace().next()?;
    let (skip, destination) = match destination.strip_prefix('<') {
        Some(inner) => (1, inner.strip_suffix('>').unwrap_or(inner)),
        None => (0, destination),
    };
    let from = at + close + 2 + blank + skip;
    Some(Definition {
        id: id.to_owned(),
        id_span: Span::new(at + indent + 1, at + close),
        destination: destination.to_owned(),
        destination_span: Span::new(from, from + destination.len()),
        span: Span::new(at, at + line.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_plain_text_spans_and_anchors() {
        let text = "# Foo `bar`\n\n## *Over*view ##\n\ntext\n\nSetup\n-----\n\n## Overview\n";
        let outline = Outline::parse(text);
        let all: Vec<_> = outline
            .headings
            .iter()
            .map(|h| {
                (
                    h.level,
                    h.text.as_str(),
                    h.title_span.slice(text),
                    h.slug.as_str(),
                )
            })
            .collect();
        assert_eq!(
            all,
            [
                (1, "Foo bar", "Foo `bar`", "foo-bar"),
                (2, "Overview", "*Over*view", "overview"),
                (2, "Setup", "Setup", "setup"),
                (2, "Overview", "Overview", "overview-1"),
            ]
        );
        assert_eq!(
            outline.section(1, text.len()).slice(text),
            "## *Over*view ##\n\ntext\n\n"
        );
    }

    #[test]
    fn links_images_and_definitions() {
        let text = "See [a b](x.md) and [docs][1], ![pic](images/p.png) <https://e.com>\n\n\
                    ```\n[2]: code\n```\n\n[1]: https://d.com \"T\"\n[1]: again\n";
        let outline = Outline::parse(text);
        let all: Vec<_> = outline
            .links
            .iter()
            .map(|l| (l.image, l.text.as_str(), l.destination.as_str()))
            .collect();
        assert_eq!(
            all,
            [
                (false, "a b", "x.md"),
                (false, "docs", "https://d.com"),
                (true, "pic", "images/p.png"),
                (false, "https://e.com", "https://e.com"),
            ]
        );
        assert_eq!(
            outline.links[2].destination_span.unwrap().slice(text),
            "images/p.png"
        );
        let ids: Vec<_> = outline
            .definitions
            .iter()
            .map(|d| (d.id_span.slice(text), d.destination_span.slice(text)))
            .collect();
        assert_eq!(ids, [("1", "https://d.com"), ("1", "again")]);
        assert_eq!(
            outline.definition("1").unwrap().destination,
            "https://d.com"
        );
        assert!(outline.in_code(text.find("code").unwrap()));
    }
}
