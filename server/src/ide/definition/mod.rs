//! Go to definition.

mod manifest;
mod metadata;
mod readme;

pub(in crate::ide) use readme::place_of;

use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx};

/// A place in the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Bytes in this file that were asked about.
    pub origin: Span,
    /// Path relative to the repository root.
    pub path: String,
    /// Bytes there; an empty span at 0 for a whole file.
    pub span: Span,
}

/// Where the thing under the cursor is defined.
#[must_use]
pub fn definition(cx: &FileCx, offset: usize) -> Vec<Target> {
    if let Some(cx) = MetadataCx::of(*cx) {
        metadata::definition(&cx, offset)
    } else if let Some(cx) = ManifestCx::of(*cx) {
        manifest::definition(&cx, offset)
    } else if let Some(cx) = ReadmeCx::of(*cx) {
        readme::definition(&cx, offset)
    } else {
        Vec::new()
    }
}
