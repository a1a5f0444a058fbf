//! Symbols: the outline of a file, and integrations and metrics over a repository.

mod manifest;
mod metadata;
mod readme;
mod workspace;

pub use workspace::{WorkspaceSymbol, workspace_symbols};

use crate::text::Span;
use crate::workspace::{FileCx, ManifestCx, MetadataCx, ReadmeCx};

/// Icon of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    /// A group of metrics with a common prefix.
    Namespace,
    /// A metric.
    Metric,
    /// An integration.
    Integration,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// A key with a simple value.
    Property,
    /// A heading.
    Heading,
}

/// A node of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Name.
    pub name: String,
    /// Short text beside the name.
    pub detail: Option<String>,
    /// Icon.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// The part to select; inside `span`.
    pub selection: Span,
    /// What is inside; within `span`.
    pub children: Vec<Symbol>,
}

/// Outline of a file.
#[must_use]
pub fn document_symbols(cx: &FileCx) -> Vec<Symbol> {
    if let Some(cx) = MetadataCx::of(*cx) {
        metadata::symbols(&cx)
    } else if let Some(cx) = ManifestCx::of(*cx) {
        manifest::symbols(&cx)
    } else if let Some(cx) = ReadmeCx::of(*cx) {
        readme::symbols(&cx)
    } else {
        Vec::new()
    }
}
