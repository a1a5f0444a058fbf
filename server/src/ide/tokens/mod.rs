//! Semantic tokens: what stands where, for colours.

mod metadata;

use crate::model::FileKind;
use crate::model::metadata::Column;
use crate::text::Span;
use crate::workspace::{FileCx, MetadataCx};

/// A part of a file that has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes; may go over several lines.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// It is the name of the column.
    pub is_header: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A cell of a column of `metadata.csv`.
    Cell(Column),
}

/// Tokens that touch a range, in order and apart from each other; `None` for files without.
#[must_use]
pub fn tokens(cx: &FileCx, within: Span) -> Option<Vec<Token>> {
    match cx.file.kind {
        FileKind::Metadata => Some(metadata::tokens(&MetadataCx::of(*cx)?, within)),
        // Editors know the other languages.
        _ => None,
    }
}
