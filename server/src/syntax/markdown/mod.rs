//! READMEs, read twice: as CommonMark for outline, links and images, and the way the
//! reference validator reads them, for the rules that must agree with it.

pub mod outline;

pub use outline::Outline;

/// Both readings of one text.
#[derive(Debug, Clone, Default)]
pub struct Markdown {
    /// As CommonMark.
    pub outline: Outline,
}

impl Markdown {
    /// Parses a text; never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self {
            outline: Outline::parse(text),
        }
    }
}
