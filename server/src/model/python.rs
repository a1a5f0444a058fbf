//! Python sources of a package.

use super::{Facts, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PythonFacts {}

impl PythonFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let _ = file;
        Self::default()
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_python(&self) -> Option<&PythonFacts> {
        if let Self::Python(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
