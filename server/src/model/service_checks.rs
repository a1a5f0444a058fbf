//! `assets/service_checks.json`: the checks an integration declares.

use super::{Facts, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceCheckFacts {}

impl ServiceCheckFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let _ = file;
        Self::default()
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_service_checks(&self) -> Option<&ServiceCheckFacts> {
        if let Self::ServiceChecks(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
