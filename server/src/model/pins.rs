//! Requirement files of the repository: packages and their pinned versions.

use super::{Facts, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PinFacts {}

impl PinFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let _ = file;
        Self::default()
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_pins(&self) -> Option<&PinFacts> {
        if let Self::Pins(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
