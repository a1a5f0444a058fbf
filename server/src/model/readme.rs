//! `README.md`: what other files may know of it. The two readings of the text
//! (CommonMark, and the reference validator's) are in [`crate::syntax::markdown`].

use super::{Facts, SourceFile};
use crate::text::Span;

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingFact {
    /// 1 to 6.
    pub level: u8,
    /// Plain text.
    pub title: Box<str>,
    /// Bytes of the title.
    pub span: Span,
}

/// What other files may know of a README.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadmeFacts {
    /// Headings in file order.
    pub headings: Vec<HeadingFact>,
    /// Has the words that the reference validator takes for log collection.
    pub mentions_logs: bool,
}

impl ReadmeFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let Some(markdown) = file.markdown() else {
            return Self::default();
        };
        let headings = markdown.outline.headings.iter().map(|h| HeadingFact {
            level: h.level,
            title: h.text.as_str().into(),
            span: h.title_span,
        });
        let lower = file.text.to_lowercase();
        Self {
            headings: headings.collect(),
            mentions_logs: lower.contains("# log collection") || lower.contains("# logs"),
        }
    }
}

impl Facts {
    /// As README facts.
    #[must_use]
    pub fn as_readme(&self) -> Option<&ReadmeFacts> {
        if let Self::Readme(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
