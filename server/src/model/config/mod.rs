//! Example and default configurations of a check.

pub mod legacy;
mod params;

pub use params::{Param, params};

use super::{Facts, Named, SourceFile};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConfigFacts {
    /// Shows how to collect logs (holds `# logs:`).
    pub has_logs: bool,
    /// Options with their help, in order of place: section path and name, joined by a dot.
    pub params: Vec<Named>,
}

impl ConfigFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let params = params(&file.text).into_iter().map(|param| Named {
            value: param.path().into(),
            span: param.name_span,
        });
        Self {
            has_logs: file.text.contains("# logs:"),
            params: params.collect(),
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
