//! A README as ddev's validator sees it: through Python-Markdown 3 without extensions and an HTML
//! parser. The dialect differs from CommonMark in what is a heading, so this view and not the
//! outline decides which sections a README has.
//!
//! `quick` knows most of a usual README from its lines alone and leaves the rest to the stages:
//! `cells` (normalised text that remembers its source) → `rawblocks` with `places`
//! (raw HTML cut out)
//! → `blocks` with `lines` and `refdefs` (block tree) → `inline` with `links` and `emphasis` →
//! `render` (HTML; `inert` says what it may skip) → `soup` with `html` and `entities` (headings and images).
//! `tests/parity/readme_headings.py` compares the outcome with the real converter.

mod blocks;
mod cells;
mod emphasis;
mod entities;
mod html;
mod inert;
mod inline;
mod lines;
mod links;
mod places;
mod quick;
mod rawblocks;
mod refdefs;
mod render;
mod soup;
#[cfg(test)]
mod tests;

use super::tail::Tail;
use crate::text::Span;

/// Headings and images of a README in the order of the HTML, which is that of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PyView {
    /// All `h1` to `h6` elements, wherever they are: in lists, quotes and raw HTML too.
    pub headings: Vec<PyHeading>,
    /// All `img` elements.
    pub images: Vec<PyImage>,
    /// The HTML holds a marked section (`<![...`) that Python's parser refuses: ddev dies on the file.
    pub unreadable: bool,
}

/// A heading element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyHeading {
    /// 1 to 6.
    pub level: u8,
    /// Its text as ddev compares it: markup gone, references decoded, nothing trimmed beyond what the
    /// converter trims. `None` when it is longer than 1000 bytes (a raw heading that never ends).
    pub text: Option<String>,
    /// It comes down to one piece of text, directly or inside a single nested element. ddev looks a
    /// section up by that piece; if no `h2` of the name has it, the lookup fails and ddev dies.
    pub single_node: bool,
    /// It holds an element, such as emphasis; ddev takes that for content of the section.
    pub has_nested_element: bool,
    /// Bytes of the heading: its line (both lines when underlined) without the line end and without
    /// list or quote signs before it; for raw HTML from the start tag to the end tag, or the start
    /// tag alone when it is not closed by its own end tag.
    pub span: Span,
    /// The element that comes next in the document.
    pub followed_by: Following,
}

/// What follows the start of a heading in document order. Text and comments do not count; an
/// element inside the heading does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Following {
    /// An `h2`: if the heading is an `h2` too, its section is empty.
    OtherH2,
    /// Any other element.
    Something,
    /// No element at all, up to the end of the file.
    NothingAtAll,
}

/// An image element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PyImage {
    /// Its address, decoded; `None` for a raw `<img>` without `src`.
    pub src: Option<String>,
    /// Bytes of the image: `![...](...)`, `![...][id]` or the raw tag.
    pub span: Span,
    /// Bytes of the address where it is written, which for the reference style is the definition.
    /// Empty when there is no address.
    pub src_span: Span,
    /// Index in [`PyView::headings`] of the last `h2` that starts before it.
    pub under_h2: Option<usize>,
}

impl PyView {
    /// Reads a README. Never fails; work is linear in the length of the text, save for a fixed
    /// allowance on constructs that do not close.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::with(text, &Tail::of(text))
    }

    /// Reads a README with this tail.
    pub(super) fn with(text: &str, tail: &Tail) -> Self {
        if text.chars().all(cells::is_space) {
            return Self::default();
        }
        quick::read(text, tail).unwrap_or_else(|| Self::read(text, inert::is_tidy(text)))
    }

    /// Reads the whole text through all stages. Of a tidy text, what cannot matter is not read.
    fn read(text: &str, tidy: bool) -> Self {
        let source = cells::normalise(text);
        let mut fuel = cells::Fuel::for_length(source.len());
        Self::stages(text, &source, None, tidy, &mut fuel)
    }

    /// The definitions of the whole text.
    fn references(text: &str, fuel: &mut cells::Fuel) -> refdefs::References {
        let marked = rawblocks::cut(&cells::normalise(text), &mut Vec::new(), fuel);
        blocks::parse(&marked, fuel).references
    }

    /// Takes a normalised piece of the text through all stages. Its links may refer to these
    /// definitions instead of its own.
    fn stages(
        text: &str,
        source: &[cells::Cell],
        known: Option<&refdefs::References>,
        tidy: bool,
        fuel: &mut cells::Fuel,
    ) -> Self {
        let mut tokens = Vec::new();
        let marked = rawblocks::cut(source, &mut tokens, fuel);
        let tree = blocks::parse(&marked, fuel);
        let known = known.unwrap_or(&tree.references);
        let html = render::document(&marked, &tree, known, &mut tokens, fuel, tidy);
        soup::read(&html, text, fuel)
    }

    /// The `h2` headings whose text is exactly `name`, in order, with their index.
    pub fn sections<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (usize, &'a PyHeading)> {
        self.headings
            .iter()
            .enumerate()
            .filter(move |(_, h)| h.level == 2 && h.text.as_deref() == Some(name))
    }
}
