//! READMEs, read twice: as CommonMark for outline, links and images, and the way the
//! reference validator reads them, for the rules that must agree with it.

pub mod outline;
pub mod pymd;

pub use outline::Outline;
pub use pymd::PyView;

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
        Self {
            outline: Outline::parse(text),
            pymd: PyView::parse(text),
        }
    }
}
