//! ddev's configuration templates as a repository uses them: what they are, and how they
//! were found.

use std::path::PathBuf;
use std::sync::Arc;

use crate::engine::TemplateSet;

/// How templates were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateOrigin {
    /// The settings name them.
    Setting,
    /// They are part of the repository.
    Repository,
    /// They belong to the `ddev` on the path.
    Ddev,
    /// They are in the active environment.
    Environment,
    /// They are where an installer of ddev puts them.
    Installed,
    /// They are in a checkout of integrations-core beside the repository.
    Sibling,
}

impl TemplateOrigin {
    /// For people: where they come from.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Setting => "the settings",
            Self::Repository => "this repository",
            Self::Ddev => "the `ddev` on the path",
            Self::Environment => "the active environment",
            Self::Installed => "an installed ddev",
            Self::Sibling => "integrations-core beside this repository",
        }
    }
}

/// The templates of a repository.
#[derive(Debug, Clone)]
pub struct Templates {
    /// The templates themselves.
    pub set: Arc<TemplateSet>,
    /// Their directory, absolute.
    pub dir: PathBuf,
    /// How they were found.
    pub origin: TemplateOrigin,
    /// Version of the package they belong to.
    pub version: Option<String>,
}

impl PartialEq for Templates {
    fn eq(&self, other: &Self) -> bool {
        (&self.dir, &self.version, &self.set) == (&other.dir, &other.version, &other.set)
    }
}

impl Templates {
    /// One line that says which they are.
    #[must_use]
    pub fn describe(&self) -> String {
        let version = self.version.as_deref().unwrap_or("of unknown version");
        format!(
            "datadog-checks-dev {version}, from {} ({})",
            self.origin.describe(),
            self.dir.display()
        )
    }
}
