//! A specification in its surroundings, and whether ddev looks at it.

use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::Arc;

use super::FileCx;
use crate::engine::example::{self, RenderError};
use crate::engine::{PackageVersion, Resolved, SpecInput, TemplateSet, resolve};
use crate::model::spec::Spec;
use crate::model::{Facts, FileKind, RepoKind};

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
    resolved: OnceCell<Arc<Resolved>>,
    rendered: OnceCell<Option<Vec<RenderError>>>,
}

impl<'a> SpecCx<'a> {
    /// `None` for other files.
    #[must_use]
    pub fn of(cx: FileCx<'a>) -> Option<Self> {
        if cx.file.kind != FileKind::Spec {
            return None;
        }
        let spec = Spec::of(cx.file)?;
        Some(Self {
            cx,
            spec,
            resolved: OnceCell::new(),
            rendered: OnceCell::new(),
        })
    }

    /// With everything that its templates bring, as far as they are at hand.
    #[must_use]
    pub fn resolved(&self) -> &Resolved {
        self.resolved.get_or_init(|| Arc::new(self.resolve()))
    }

    /// What is wrong with the example files; `None` when they cannot be rendered, because of
    /// faults or without templates.
    #[must_use]
    pub fn render_errors(&self) -> Option<&[RenderError]> {
        let rendered = self.rendered.get_or_init(|| {
            let resolved = self.resolved();
            let root = resolved.root.filter(|_| resolved.is_complete())?;
            let files = example::render(&resolved.heap, root);
            Some(files.into_iter().flat_map(|file| file.errors).collect())
        });
        rendered.as_deref()
    }

    /// ddev's templates.
    #[must_use]
    pub fn templates(&self) -> Option<&'a TemplateSet> {
        self.cx.repo.templates.as_deref().map(|found| &*found.set)
    }

    fn resolve(&self) -> Resolved {
        let Some(tree) = self.file.yaml() else {
            return Resolved::default();
        };
        let package = self.integration.package_name();
        let about = format!("datadog_checks/{package}/__about__.py");
        let about = self.integration.facts_at(&about).and_then(Facts::as_python);
        let version = match about.map(|facts| facts.declared_version.as_ref()) {
            None => PackageVersion::Unknown,
            Some(None) if self.is_validated_spec() => PackageVersion::Missing,
            Some(None) => PackageVersion::Unknown,
            Some(Some(version)) => PackageVersion::Known(&version.value),
        };
        resolve(SpecInput {
            text: self.text(),
            tree,
            source: self.dir(),
            version,
            templates: self.templates(),
        })
    }

    /// The text is YAML that can be loaded.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.file
            .yaml()
            .is_some_and(|tree| tree.errors().is_empty())
    }
}

impl<'a> Deref for SpecCx<'a> {
    type Target = FileCx<'a>;
    fn deref(&self) -> &FileCx<'a> {
        &self.cx
    }
}
