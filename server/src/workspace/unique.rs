//! Values that must occur once in a repository, and who has them.

use std::sync::Arc;

use foldhash::HashMap;

use super::Integration;
use crate::model::{FileKind, Named};
use crate::text::Span;

/// A kind of unique value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdKind {
    /// `app_uuid`, or `guid` of older manifests.
    Uuid,
    /// `app_id`, or `integration_id`.
    AppId,
    /// `source_type_name`, or `display_name`.
    SourceTypeName,
    /// `source_type_id`.
    SourceTypeId,
    /// Catalogue title.
    Title,
}

/// One occurrence of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// Directory of the integration.
    pub dir: Arc<str>,
    /// Path relative to the repository root.
    pub path: String,
    /// Bytes of the value.
    pub span: Span,
}

/// All occurrences by value.
#[derive(Debug, Default)]
pub struct UniqueIds {
    by_value: HashMap<(IdKind, Box<str>), Vec<Unique>>,
}

impl UniqueIds {
    /// Collects the values of all integrations, in order of directory.
    #[must_use]
    pub fn collect<'a>(integrations: impl Iterator<Item = &'a Arc<Integration>>) -> Self {
        let mut ids = Self::default();
        for integration in integrations {
            let Some(manifest) = integration.manifest() else {
                continue;
            };
            for (kind, named) in [
                (IdKind::Uuid, &manifest.uuid),
                (IdKind::AppId, &manifest.app_id),
                (IdKind::SourceTypeName, &manifest.source_type_name),
                (IdKind::SourceTypeId, &manifest.source_type_id),
                (IdKind::Title, &manifest.title),
            ] {
                if let Some(named) = named {
                    ids.add(kind, named, integration);
                }
            }
        }
        ids
    }

    fn add(&mut self, kind: IdKind, named: &Named, integration: &Integration) {
        let unique = Unique {
            dir: Arc::clone(&integration.dir),
            path: integration.repo_path(FileKind::Manifest.file_name()),
            span: named.span,
        };
        self.by_value
            .entry((kind, named.value.clone()))
            .or_default()
            .push(unique);
    }

    /// Everybody who has a value.
    #[must_use]
    pub fn of(&self, kind: IdKind, value: &str) -> &[Unique] {
        self.by_value
            .get(&(kind, value.into()))
            .map_or(&[], Vec::as_slice)
    }
}
