//! Log pipelines and their tests.

use super::{Facts, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogFacts {}

impl LogFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let _ = file;
        Self::default()
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_logs(&self) -> Option<&LogFacts> {
        if let Self::Logs(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
