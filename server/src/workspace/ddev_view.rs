//! What ddev takes a directory for. Its commands look at different sets of directories;
//! rules that repeat a command ask here which ones it would look at.

use std::collections::BTreeSet;

use super::{EntryKind, Integration, Repo};
use crate::model::config::JmxUse;
use crate::model::pins::PinFacts;
use crate::model::{Facts, FileKind, Generation, Named};

/// Directories of the Agent of the fifth generation, which is pinned nowhere.
const AGENT_5_ONLY: [&str; 5] = [
    "agent_metrics",
    "docker_daemon",
    "go-metro",
    "kubernetes",
    "ntp",
];

/// Directories of tools.
const NOT_CHECKS: [&str; 3] = ["datadog_checks_dev", "datadog_checks_tests_helper", "ddev"];

/// A directory that continuous integration never tests.
const UNTESTABLE: &str = "mesos_slave";

impl Integration {
    /// Path of the file that holds the version, relative to the integration.
    #[must_use]
    pub fn about_path(&self) -> String {
        match &*self.dir {
            "ddev" => "src/ddev/__about__.py".to_owned(),
            _ => format!("datadog_checks/{}/__about__.py", self.package_name()),
        }
    }

    /// True for the file that the Agent imports.
    #[must_use]
    pub fn is_package_init(&self, path: &str) -> bool {
        let folder = path.strip_suffix("/__init__.py");
        folder.and_then(|folder| folder.strip_prefix("datadog_checks/"))
            == Some(&self.package_name())
    }

    /// Commands that work on checks look only at directories with a version.
    #[must_use]
    pub fn is_valid_check(&self) -> bool {
        &*self.dir == "ddev" || self.files.has_file(&self.about_path())
    }

    /// The version that its package declares.
    #[must_use]
    pub fn version(&self) -> Option<&Named> {
        let facts = self.facts_at(&self.about_path())?;
        facts.as_python()?.declared_version.as_ref()
    }

    /// True for a package that holds a check, by what its `__init__.py` imports; `None` when
    /// that file cannot be read.
    #[must_use]
    pub fn is_agent_check(&self) -> Option<bool> {
        // ddev looks for the name of the directory here, even for the base library.
        let package = self.dir.replace('-', "_");
        let path = format!("datadog_checks/{package}/__init__.py");
        if !self.files.has_file(&path) {
            return Some(false);
        }
        let facts = self.facts_at(&path)?.as_python()?;
        Some(facts.imports > 1)
    }

    /// True for the tools that live beside the checks.
    #[must_use]
    pub fn is_tool(&self) -> bool {
        NOT_CHECKS.contains(&&*self.dir)
    }

    /// The Agent's list of releases must hold it, once it is released.
    #[must_use]
    pub fn is_pinned_by_agent(&self) -> bool {
        self.is_valid_check() && !self.is_tool() && !AGENT_5_ONLY.contains(&&*self.dir)
    }

    /// It has a Python package.
    #[must_use]
    pub fn is_package(&self) -> bool {
        self.files.has_file(FileKind::Pyproject.file_name())
    }

    /// Its tests run in an environment of their own.
    #[must_use]
    pub fn is_testable(&self) -> bool {
        self.files.has_file(FileKind::Hatch.file_name())
            && matches!(
                self.files.get("tests").map(|entry| entry.kind),
                Some(EntryKind::Directory | EntryKind::Opaque)
            )
    }

    /// Continuous integration has a job for it, unless the configuration excludes it.
    #[must_use]
    pub fn is_tested_by_jobs(&self) -> bool {
        self.is_testable() && &*self.dir != UNTESTABLE
    }

    /// The path in the repository whose coverage counts for it.
    #[must_use]
    pub fn coverage_path(&self) -> String {
        let dir = &*self.dir;
        match dir {
            "ddev" => "ddev/src/ddev/".to_owned(),
            _ => format!("{dir}/datadog_checks/{}/", self.package_name()),
        }
    }

    /// Path of the JMX metrics, relative to the integration.
    #[must_use]
    pub fn jmx_metrics_path(&self) -> String {
        format!("datadog_checks/{}/data/metrics.yaml", self.package_name())
    }

    /// What its example configuration says of JMX.
    #[must_use]
    pub fn jmx_use(&self) -> JmxUse {
        let facts = self.facts_at(&self.example_path());
        facts
            .and_then(Facts::as_config)
            .map(|config| config.jmx)
            .unwrap_or_default()
    }

    /// Path of the specification, relative to the integration; as the manifest writes it.
    #[must_use]
    pub fn config_spec_path(&self) -> &str {
        let manifest = self.manifest().filter(|m| m.generation == Generation::V2);
        manifest
            .and_then(|manifest| manifest.spec_path.as_ref())
            .map_or(FileKind::Spec.file_name(), |named| &named.value)
    }

    /// Name of its Python package on the index.
    #[must_use]
    pub fn distribution(&self) -> String {
        match &*self.dir {
            "datadog_checks_base" => "datadog-checks-base".to_owned(),
            "datadog_checks_downloader" => "datadog-checks-downloader".to_owned(),
            "datadog_checks_dependency_provider" => "datadog-checks-dependency-provider".to_owned(),
            "ddev" => "ddev".to_owned(),
            dir => format!("datadog-{}", dir.replace('_', "-")),
        }
    }
}

impl Repo {
    /// Integrations and the packages beside them.
    pub fn directories(&self) -> impl Iterator<Item = &Integration> {
        let all = self.integrations.values().chain(self.packages.values());
        all.map(|directory| &**directory)
    }

    /// Names of the directories that ddev takes for integrations: those with a manifest, and
    /// every other one that its configuration does not exclude. In order.
    #[must_use]
    pub fn ddev_integrations(&self) -> BTreeSet<&str> {
        let top = self.root.files.entries().iter().filter(|entry| {
            matches!(entry.kind, EntryKind::Opaque | EntryKind::Directory)
                && !entry.path.starts_with('.')
                && !entry.path.contains('/')
        });
        let bare = top.map(|entry| &*entry.path);
        bare.chain(self.integrations.keys().map(|dir| &**dir))
            .filter(|dir| self.is_ddev_integration(dir))
            .collect()
    }

    /// ddev takes the directory for an integration.
    #[must_use]
    pub fn is_ddev_integration(&self, dir: &str) -> bool {
        let known = self.integrations.get(dir);
        known.is_some_and(|i| i.files.has_file(FileKind::Manifest.file_name()))
            || self.config.is_integration.get(dir) != Some(&false)
    }

    /// True when a directory of this name stands at the top, whatever it holds.
    #[must_use]
    pub fn has_top_directory(&self, dir: &str) -> bool {
        self.integrations.contains_key(dir)
            || self
                .root
                .files
                .get(dir)
                .is_some_and(|entry| matches!(entry.kind, EntryKind::Opaque | EntryKind::Directory))
    }

    /// The integration whose package has this name on the index.
    #[must_use]
    pub fn by_distribution(&self, package: &str) -> Option<&Integration> {
        self.directories()
            .find(|directory| directory.distribution() == package)
    }

    /// The requirements of the Agent's Python, where the repository has them.
    #[must_use]
    pub fn agent_requirements(&self) -> Option<&PinFacts> {
        let file = FileKind::AgentRequirements.file_name();
        self.root.facts_at(file)?.as_pins()
    }

    /// The integrations that the Agent ships, where the repository has them.
    #[must_use]
    pub fn agent_release(&self) -> Option<&PinFacts> {
        let file = FileKind::AgentRelease.file_name();
        self.root.facts_at(file)?.as_pins()
    }
}
