//! Manifests as they stand on the published main branch, for the rules that
//! forbid changing what is released.

use std::collections::HashMap;
use std::sync::Arc;

/// Texts of published manifests by path relative to the repository root. Empty when
/// there is no git repository or no `origin/master`.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Baseline {
    texts: HashMap<String, Arc<str>>,
}

impl Baseline {
    /// From texts by path.
    #[must_use]
    pub fn new(texts: HashMap<String, Arc<str>>) -> Self {
        Self { texts }
    }

    /// The published text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.texts.get(path)
    }

    /// True when nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
