//! Folding ranges.

mod manifest;
mod metadata;
mod readme;

use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx};

/// A foldable range: from the line of its start to the line of its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Bytes; both ends inside the lines that fold.
    pub span: Span,
    /// A comment rather than content.
    pub comment: bool,
}

/// Foldable ranges of a file.
#[must_use]
pub fn folding(cx: &FileCx) -> Vec<Fold> {
    if let Some(cx) = MetadataCx::of(*cx) {
        metadata::folds(&cx)
    } else if let Some(cx) = ManifestCx::of(*cx) {
        manifest::folds(&cx)
    } else if let Some(cx) = ReadmeCx::of(*cx) {
        readme::folds(&cx)
    } else {
        Vec::new()
    }
}
