//! What the index remembers of a closed file: small values with their byte
//! ranges, no text. One extractor per file kind; a new kind adds a variant here
//! and a module beside it, and nothing else changes.

use super::manifest::ManifestFacts;
use super::metadata::MetadataFacts;
use super::package::PackageFacts;
use super::readme::ReadmeFacts;
use super::{FileKind, SourceFile};
use crate::text::Span;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The value, decoded.
    pub value: Box<str>,
    /// Bytes of the value in its file, without quotes.
    pub span: Span,
}

/// Facts of one file.
#[derive(Debug, Clone, PartialEq)]
pub enum Facts {
    /// Of `manifest.json`.
    Manifest(ManifestFacts),
    /// Of `metadata.csv`.
    Metadata(MetadataFacts),
    /// Of `README.md`.
    Readme(ReadmeFacts),
    /// Of `pyproject.toml`.
    Package(PackageFacts),
}

impl Facts {
    /// Extracts the facts of a file.
    #[must_use]
    pub fn of(file: &SourceFile) -> Self {
        match file.kind {
            FileKind::Manifest => Self::Manifest(ManifestFacts::of(file)),
            FileKind::Metadata => Self::Metadata(MetadataFacts::of(file)),
            FileKind::Readme => Self::Readme(ReadmeFacts::of(file)),
            FileKind::Pyproject => Self::Package(file.package().cloned().unwrap_or_default()),
        }
    }
}
