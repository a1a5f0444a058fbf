//! Inlay hints: what a reader has to know and the file does not say on the spot.

mod metadata;

use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::{ColumnHints, FileCx, MetadataCx};

/// A text shown in front of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Byte offset.
    pub offset: usize,
    /// Short, without padding.
    pub label: String,
}

/// Hints in a range, in order.
#[must_use]
pub fn hints(cx: &FileCx, within: Span, columns: ColumnHints) -> Vec<Hint> {
    match cx.file.kind {
        FileKind::Metadata => MetadataCx::of(*cx)
            .map(|cx| metadata::hints(&cx, within, columns))
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}
