//! One integration: its files, their facts, and the names derived from them the
//! way ddev derives them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use super::{DdevConfig, DerivedMemo, Listing, PathTarget};
use crate::model::manifest::ManifestFacts;
use crate::model::metadata::MetadataFacts;
use crate::model::package::PackageFacts;
use crate::model::readme::ReadmeFacts;
use crate::model::service_checks::ServiceCheckFacts;
use crate::model::spec::SpecFacts;
use crate::model::{Facts, FileKind, Generation, Named};

/// An integration of a repository at one moment. The files of the repository that belong to
/// no integration are kept the same way, as those of an integration without a name.
#[derive(Debug, Clone, Default)]
pub struct Integration {
    /// Directory name.
    pub dir: Arc<str>,
    /// `"<dir>/"`, or empty when the integration is the root itself.
    pub base: Arc<str>,
    /// Everything below the directory.
    pub files: Arc<Listing>,
    /// Paths of `.pdf` files that are none, by their first line.
    pub not_pdf: BTreeSet<Box<str>>,
    /// Facts by path relative to the integration directory.
    pub facts: BTreeMap<Arc<str>, Arc<Facts>>,
    /// No integration: a directory beside them that holds a Python package or tests.
    pub is_package_only: bool,
    /// What was derived from its specification last.
    pub(super) memo: DerivedMemo,
}

impl Integration {
    /// Path relative to the repository root of a path relative to the integration.
    #[must_use]
    pub fn repo_path(&self, path: &str) -> String {
        let mut whole = String::with_capacity(self.base.len() + path.len());
        whole.push_str(&self.base);
        whole.push_str(path);
        whole
    }

    /// True for the files of the repository itself.
    #[must_use]
    pub fn is_repository(&self) -> bool {
        self.dir.is_empty()
    }

    /// Kind of a file by its path inside the integration: by custom, or because the manifest
    /// names it.
    #[must_use]
    pub fn kind_of(&self, path: &str) -> Option<FileKind> {
        if self.is_repository() {
            return FileKind::of_root(path);
        }
        FileKind::of(path).or_else(|| self.manifest()?.kind_of_named(path))
    }

    /// Its files of a kind are looked at by rules. Of a package that is no integration that is
    /// `pyproject.toml`, and only where ddev takes the directory for a check.
    #[must_use]
    pub fn is_checked(&self, kind: FileKind) -> bool {
        !self.is_package_only || (kind == FileKind::Pyproject && self.is_valid_check())
    }

    fn fact(&self, kind: FileKind) -> Option<&Facts> {
        self.facts_at(kind.file_name())
    }

    /// Facts of the file at a path relative to the integration.
    #[must_use]
    pub fn facts_at(&self, path: &str) -> Option<&Facts> {
        self.facts.get(path).map(|facts| &**facts)
    }

    /// Facts of all files below a folder that ends in `/`, in order of path.
    pub fn facts_below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Facts)> {
        self.facts
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, facts)| (&**path, &**facts))
    }

    /// The example configuration shows how to collect logs.
    #[must_use]
    pub fn example_has_logs(&self) -> bool {
        let facts = self.facts_at(&self.example_path());
        facts
            .and_then(Facts::as_config)
            .is_some_and(|config| config.has_logs)
    }

    /// Facts of the manifest.
    #[must_use]
    pub fn manifest(&self) -> Option<&ManifestFacts> {
        self.fact(FileKind::Manifest)?.as_manifest()
    }

    /// The `app_id` of a manifest of today.
    #[must_use]
    pub fn app_id(&self) -> Option<&Named> {
        let manifest = self.manifest()?;
        let app_id = manifest.app_id.as_ref();
        app_id.filter(|_| manifest.generation == Generation::V2)
    }

    /// Facts of the metric table.
    #[must_use]
    pub fn metadata(&self) -> Option<&MetadataFacts> {
        self.fact(FileKind::Metadata)?.as_metadata()
    }

    /// Facts of the README.
    #[must_use]
    pub fn readme(&self) -> Option<&ReadmeFacts> {
        self.fact(FileKind::Readme)?.as_readme()
    }

    /// Facts of the specification.
    #[must_use]
    pub fn spec(&self) -> Option<&SpecFacts> {
        match self.fact(FileKind::Spec)? {
            Facts::Spec(facts) => Some(facts),
            _ => None,
        }
    }

    /// Path of the declared service checks, relative to the integration: where the manifest says,
    /// else where they customarily are.
    #[must_use]
    pub fn service_checks_path(&self) -> String {
        let named = self
            .manifest()
            .and_then(|manifest| manifest.service_checks_path.as_ref())
            .map(|path| path.value.trim_start_matches("./"))
            .filter(|path| self.facts.contains_key(*path));
        named
            .unwrap_or(FileKind::ServiceChecks.file_name())
            .to_owned()
    }

    /// Facts of the declared service checks.
    #[must_use]
    pub fn service_checks(&self) -> Option<&ServiceCheckFacts> {
        self.facts_at(&self.service_checks_path())?
            .as_service_checks()
    }

    /// Facts of `pyproject.toml`.
    #[must_use]
    pub fn package(&self) -> Option<&PackageFacts> {
        self.fact(FileKind::Pyproject)?.as_package()
    }

    /// Name for people: override, else the manifest's `source_type_name`, else the directory.
    #[must_use]
    pub fn display_name(&self, config: &DdevConfig) -> String {
        if let Some(name) = config.display_name.get(&*self.dir) {
            return name.clone();
        }
        let named = self
            .manifest()
            .and_then(|manifest| manifest.source_type_name.as_ref());
        named.map_or(self.dir.to_string(), |named| named.value.to_string())
    }

    /// What the integration column of `metadata.csv` must hold.
    #[must_use]
    pub fn metadata_integration_name(&self, config: &DdevConfig) -> String {
        match config.metadata_integration.get(&*self.dir) {
            Some(name) => name.clone(),
            None => normalize_display_name(&self.display_name(config)),
        }
    }

    /// Prefix of every metric: the manifest's, else the override; empty when neither is set.
    #[must_use]
    pub fn prefix<'a>(&'a self, config: &'a DdevConfig) -> &'a str {
        let own = self
            .manifest()
            .and_then(|manifest| manifest.prefix.as_ref());
        let configured = || config.metrics_prefix.get(&*self.dir).map(String::as_str);
        own.map(|named| &*named.value)
            .or_else(configured)
            .unwrap_or_default()
    }

    /// The same, to keep.
    #[must_use]
    pub fn metrics_prefix(&self, config: &DdevConfig) -> String {
        self.prefix(config).to_owned()
    }

    /// Name of the Python package below `datadog_checks`.
    #[must_use]
    pub fn package_name(&self) -> String {
        self.dashed_package_name().replace('-', "_")
    }

    /// Below `datadog_checks`, this path lies in the package.
    #[must_use]
    pub fn is_in_package(&self, path: &str) -> bool {
        let (name, path) = (self.dashed_package_name().as_bytes(), path.as_bytes());
        let Some(folder) = memchr::memchr(b'/', path).map(|length| &path[..length]) else {
            return false;
        };
        // Nearly every name is without a dash, and its folder called like that.
        if folder == name {
            return memchr::memchr(b'-', name).is_none();
        }
        let name = name
            .iter()
            .map(|byte| if *byte == b'-' { b'_' } else { *byte });
        folder.iter().copied().eq(name)
    }

    fn dashed_package_name(&self) -> &str {
        match &*self.dir {
            "datadog_checks_base" => "base",
            "datadog_checks_dev" => "dev",
            "datadog_checks_downloader" => "downloader",
            dir => dir,
        }
    }

    /// The version that the package declares, with the path of the file that says so.
    #[must_use]
    pub fn declared_version(&self) -> Option<(String, &Named)> {
        let path = format!("datadog_checks/{}/__about__.py", self.package_name());
        let facts = self.facts_at(&path)?.as_python()?;
        Some((path, facts.declared_version.as_ref()?))
    }

    /// Path of the rendered example configuration, relative to the integration.
    #[must_use]
    pub fn example_path(&self) -> String {
        format!(
            "datadog_checks/{}/data/conf.yaml.example",
            self.package_name()
        )
    }

    /// Where a path written in one of this integration's files leads.
    #[must_use]
    pub fn resolve(&self, written: &str) -> PathTarget<'_> {
        self.files
            .resolve(written, &self.dir, usize::from(!self.base.is_empty()))
    }
}

/// ddev's normalisation: every character but ASCII letters, digits and `-` becomes `_`,
/// runs of `_` become one, `_` at the ends go, the rest is lower-cased.
#[must_use]
pub fn normalize_display_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('_') {
            out.push('_');
        }
    }
    out.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::normalize_display_name as normalize;

    #[test]
    fn display_names_normalise_as_ddev_does() {
        assert_eq!(normalize("ASP.NET"), "asp_net");
        assert_eq!(normalize("CRI-o"), "cri-o");
        assert_eq!(
            normalize("  Zabbix (Community Version) "),
            "zabbix_community_version"
        );
        assert_eq!(normalize("a__b é"), "a_b");
    }
}
