//! A specification in its surroundings, and whether ddev looks at it.

use std::ops::Deref;

use super::FileCx;
use crate::model::spec::Spec;
use crate::model::{FileKind, RepoKind};

/// Directories that ddev leaves out when it checks configurations.
const SKIPPED: [&str; 5] = [
    "ddev",
    "datadog_checks_dev",
    "datadog_checks_base",
    "datadog_checks_dependency_provider",
    "datadog_checks_downloader",
];

impl FileCx<'_> {
    /// ddev looks at the configurations of this integration: it has a package with a version,
    /// and is none of ddev's own.
    #[must_use]
    pub fn has_checked_configurations(&self) -> bool {
        let about = format!(
            "datadog_checks/{}/__about__.py",
            self.integration.package_name()
        );
        self.repo.kind != RepoKind::Legacy
            && !SKIPPED.contains(&self.dir())
            && self.integration.files.has_file(&about)
    }

    /// ddev looks at this specification. It never asks the manifest for the path.
    #[must_use]
    pub fn is_validated_spec(&self) -> bool {
        let path = self.integration.repo_path(FileKind::Spec.file_name());
        self.has_checked_configurations() && *self.file.path == *path
    }
}

/// A `spec.yaml`, possibly with syntax errors.
#[derive(Debug, Clone)]
pub struct SpecCx<'a> {
    cx: FileCx<'a>,
    /// The typed view.
    pub spec: Spec<'a>,
}

impl<'a> SpecCx<'a> {
    /// `None` for other files.
    #[must_use]
    pub fn of(cx: FileCx<'a>) -> Option<Self> {
        if cx.file.kind != FileKind::Spec {
            return None;
        }
        let spec = Spec::of(cx.file)?;
        Some(Self { cx, spec })
    }

    /// The text is YAML that can be loaded.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.file
            .yaml()
            .is_some_and(|tree| tree.errors().is_empty())
    }

    /// What ddev expects the only file to be called.
    #[must_use]
    pub fn expected_name(&self) -> String {
        format!("{}.yaml", self.dir().to_lowercase().replace(' ', "_"))
    }
}

impl<'a> Deref for SpecCx<'a> {
    type Target = FileCx<'a>;
    fn deref(&self) -> &FileCx<'a> {
        &self.cx
    }
}
