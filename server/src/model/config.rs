//! Example and default configurations of a check.

use super::{Facts, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConfigFacts {
    /// Shows how to collect logs (holds `# logs:`).
    pub has_logs: bool,
}

impl ConfigFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        Self {
            has_logs: file.text.contains("# logs:"),
        }
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_config(&self) -> Option<&ConfigFacts> {
        if let Self::Config(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
