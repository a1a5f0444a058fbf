//! A specification in its surroundings, and whether ddev looks at it.

use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::Arc;

use super::{FileCx, Integration};
use crate::engine::example::{self, RenderError};
use crate::engine::{PackageVersion, Resolved, SpecInput, TemplateSet, resolve};
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

impl Integration {
    /// ddev looks at its configurations: it has a package with a version, and is none of
    /// ddev's own.
    #[must_use]
    pub fn has_checked_configurations(&self, kind: RepoKind) -> bool {
        let about = format!("datadog_checks/{}/__about__.py", self.package_name());
        kind != RepoKind::Legacy && !SKIPPED.contains(&&*self.dir) && self.files.has_file(&about)
    }
}

impl FileCx<'_> {
    /// ddev looks at the configurations of this integration: it has a package with a version,
    /// and is none of ddev's own.
    #[must_use]
    pub fn has_checked_configurations(&self) -> bool {
        self.integration.has_checked_configurations(self.repo.kind)
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
        self.resolved.get_or_init(|| self.resolve())
    }

    /// What is wrong with the example files; `None` when they cannot be rendered, because of
    /// faults or without templates.
    #[must_use]
    pub fn render_errors(&self) -> Option<&[RenderError]> {
        let rendered = self.rendered.get_or_init(|| {
            let resolved = self.resolved();
            let root = resolved.root.filter(|_| resolved.is_complete())?;
            if self.is_indexed()
                && let Some(derived) = self.cx.derived()
            {
                return Some(derived.render_errors.clone());
            }
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

    /// The index knows this very text.
    fn is_indexed(&self) -> bool {
        let known = self.integration.spec();
        known.is_some_and(|facts| *facts.text == *self.file.text)
    }

    fn resolve(&self) -> Arc<Resolved> {
        if self.is_indexed()
            && let Some(resolved) = self.cx.resolved()
        {
            return resolved;
        }
        // A file that only the manifest takes for a specification.
        let Some(tree) = self.file.yaml() else {
            return Arc::default();
        };
        Arc::new(resolve(SpecInput {
            text: self.text(),
            tree,
            source: self.dir(),
            version: PackageVersion::Unknown,
            templates: self.templates(),
        }))
    }

    /// The text is YAML that can be loaded.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.file.sound_yaml().is_some()
    }
}

impl<'a> Deref for SpecCx<'a> {
    type Target = FileCx<'a>;
    fn deref(&self) -> &FileCx<'a> {
        &self.cx
    }
}
