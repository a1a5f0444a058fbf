//! `assets/configuration/spec.yaml`: what a configuration may hold.

use super::{Facts, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpecFacts {}

impl SpecFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let _ = file;
        Self::default()
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_spec(&self) -> Option<&SpecFacts> {
        if let Self::Spec(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
