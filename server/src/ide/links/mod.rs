//! Document links: paths that exist, headings, and web addresses.

mod manifest;
mod readme;

use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, ReadmeCx};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A file: path relative to the repository root, and the byte offset to show.
    File(String, usize),
    /// A web address.
    Url(String),
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Bytes to click on.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Links of a file.
#[must_use]
pub fn links(cx: &FileCx) -> Vec<Link> {
    if let Some(cx) = ManifestCx::of(*cx) {
        manifest::links(&cx)
    } else if let Some(cx) = ReadmeCx::of(*cx) {
        readme::links(&cx)
    } else {
        Vec::new()
    }
}
