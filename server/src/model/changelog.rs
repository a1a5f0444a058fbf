//! `CHANGELOG.md`: the releases of an integration.

use super::{Facts, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChangelogFacts {}

impl ChangelogFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let _ = file;
        Self::default()
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_changelog(&self) -> Option<&ChangelogFacts> {
        if let Self::Changelog(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
