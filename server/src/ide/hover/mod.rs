//! Hover: what the thing under the cursor means, as Markdown.

mod manifest;
mod metadata;
mod readme;

use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx};

/// A hover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// Bytes it is about.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// What is under the cursor.
#[must_use]
pub fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    if let Some(cx) = MetadataCx::of(*cx) {
        metadata::hover(&cx, offset)
    } else if let Some(cx) = ManifestCx::of(*cx) {
        manifest::hover(&cx, offset)
    } else {
        readme::hover(&ReadmeCx::of(*cx)?, offset)
    }
}
