//! README files, in two readings of the same text, both with byte ranges into it.
//!
//! [`Outline`] is CommonMark, what readers of the page see: headings with their anchors, links,
//! images, definitions. [`PyView`] is what the reference validator sees, which decides whether a
//! section exists. Both never fail.

mod definitions;
mod destination;
pub mod outline;
pub mod pymd;
mod slug;
mod tail;
#[cfg(test)]
mod tests;

pub use outline::Outline;
pub use pymd::PyView;
use tail::Tail;

/// Both readings of one text.
#[derive(Debug, Clone, Default)]
pub struct Markdown {
    /// As CommonMark.
    pub outline: Outline,
    /// As the reference validator reads it.
    pub pymd: PyView,
}

impl Markdown {
    /// Parses a text; never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let tail = Tail::of(text);
        Self {
            pymd: PyView::with(text, &tail),
            outline: Outline::with(text, tail),
        }
    }
}
