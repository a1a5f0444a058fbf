//! A repository at one moment: kind, configuration, integrations. Replacing one
//! integration shares all others, so a keystroke costs microseconds here.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::baseline::COMPARED;
use super::unique::UniqueIds;
use super::{Baseline, ConfigFile, DdevConfig, Integration, Settings, Templates};
use crate::model::{FileKind, RepoKind};

/// A repository, or one integration alone.
#[derive(Debug, Clone)]
pub struct Repo {
    /// Which rules apply.
    pub kind: RepoKind,
    /// ddev's configuration.
    pub config: Arc<DdevConfig>,
    /// The files that belong to no integration; see [`Integration::is_repository`].
    pub root: Arc<Integration>,
    /// Integrations by directory name.
    pub integrations: Arc<BTreeMap<Arc<str>, Arc<Integration>>>,
    /// Directories that are no integrations but hold a Python package or tests, such as the
    /// tools of integrations-core. Only their names, versions and needs are known; see
    /// [`Integration::is_checked`].
    pub packages: Arc<BTreeMap<Arc<str>, Arc<Integration>>>,
    /// Manifests as published on the main branch, when git objects are at hand.
    pub baseline: Arc<Baseline>,
    /// The settings file, whether or not it counts.
    pub config_file: Option<Arc<ConfigFile>>,
    /// The settings that hold.
    pub settings: Arc<Settings>,
    /// ddev's templates, when they were found.
    pub templates: Option<Arc<Templates>>,
    /// The current year, which new licences bear.
    pub year: i32,
    /// False while only some integrations are indexed: rules over the whole
    /// repository then stay silent.
    pub complete: bool,
    unique: Arc<OnceLock<UniqueIds>>,
    /// Follows from the manifests and from `config`, which stays what it is.
    prefixes: Arc<OnceLock<Vec<Prefix>>>,
}

/// What the metrics of an integration begin with, without blanks around it, and its directory.
type Prefix = (Box<str>, Arc<str>);

/// The year of a repository to which nobody told one: that of the first published licences.
const NO_YEAR: i32 = 2010;

impl Repo {
    /// A repository of loaded integrations.
    #[must_use]
    pub fn new(
        kind: RepoKind,
        config: DdevConfig,
        root: Arc<Integration>,
        integrations: impl IntoIterator<Item = Arc<Integration>>,
        complete: bool,
    ) -> Self {
        let (packages, by_dir): (BTreeMap<_, _>, BTreeMap<_, _>) = integrations
            .into_iter()
            .map(|i| (Arc::clone(&i.dir), i))
            .partition(|(_, integration)| integration.is_package_only);
        Self {
            kind,
            config: Arc::new(config),
            root,
            integrations: Arc::new(by_dir),
            packages: Arc::new(packages),
            baseline: Arc::new(Baseline::default()),
            config_file: None,
            settings: Arc::default(),
            templates: None,
            year: NO_YEAR,
            complete,
            unique: Arc::default(),
            prefixes: Arc::default(),
        }
    }

    /// The same repository with other settings.
    #[must_use]
    pub fn with_settings(&self, file: Option<Arc<ConfigFile>>, settings: Settings) -> Self {
        Self {
            config_file: file,
            settings: Arc::new(settings),
            ..self.clone()
        }
    }

    /// Integration or package of a path relative to the repository root, with the path inside.
    #[must_use]
    pub fn locate<'p>(&self, path: &'p str) -> Option<(&Arc<Integration>, &'p str)> {
        if let Some(single) = self.integrations.values().find(|i| i.base.is_empty()) {
            return Some((single, path));
        }
        let (dir, rest) = path.split_once('/')?;
        self.directory(dir).map(|directory| (directory, rest))
    }

    /// The integration or package of a directory; of the empty name the files of the
    /// repository.
    #[must_use]
    pub fn part(&self, dir: &str) -> Option<&Arc<Integration>> {
        if dir.is_empty() {
            return Some(&self.root);
        }
        self.directory(dir)
    }

    fn directory(&self, dir: &str) -> Option<&Arc<Integration>> {
        self.integrations
            .get(dir)
            .or_else(|| self.packages.get(dir))
    }

    /// Where a file of ours is kept, by its path relative to the root: its integration or the
    /// files of the repository, and the path inside.
    #[must_use]
    pub fn home_of<'p>(&self, path: &'p str) -> Option<(&Arc<Integration>, &'p str)> {
        if self.kind != RepoKind::Single && FileKind::of_root(path).is_some() {
            return Some((&self.root, path));
        }
        self.locate(path)
    }

    /// The same repository with one integration replaced or added.
    #[must_use]
    pub fn with_integration(&self, integration: Arc<Integration>) -> Self {
        if integration.is_repository() {
            return Self {
                root: integration,
                ..self.clone()
            };
        }
        if integration.is_package_only {
            let mut other = self.without_integration(&integration.dir);
            Arc::make_mut(&mut other.packages).insert(Arc::clone(&integration.dir), integration);
            return other;
        }
        let mut packages = Arc::clone(&self.packages);
        if packages.contains_key(&integration.dir) {
            Arc::make_mut(&mut packages).remove(&integration.dir);
        }
        let mut integrations = (*self.integrations).clone();
        let before = integrations.insert(Arc::clone(&integration.dir), Arc::clone(&integration));
        let same_manifest =
            before.as_deref().map(Integration::manifest) == Some(integration.manifest());
        let (unique, prefixes) = if same_manifest {
            (Arc::clone(&self.unique), Arc::clone(&self.prefixes))
        } else {
            Default::default()
        };
        Self {
            integrations: Arc::new(integrations),
            packages,
            unique,
            prefixes,
            ..self.clone()
        }
    }

    /// The same repository without one integration.
    #[must_use]
    pub fn without_integration(&self, dir: &str) -> Self {
        let mut integrations = (*self.integrations).clone();
        integrations.remove(dir);
        let mut packages = Arc::clone(&self.packages);
        if packages.contains_key(dir) {
            Arc::make_mut(&mut packages).remove(dir);
        }
        Self {
            packages,
            integrations: Arc::new(integrations),
            unique: Arc::default(),
            prefixes: Arc::default(),
            ..self.clone()
        }
    }

    /// The same repository with the published manifests known.
    #[must_use]
    pub fn with_baseline(&self, baseline: Baseline) -> Self {
        Self {
            baseline: Arc::new(baseline),
            ..self.clone()
        }
    }

    /// The same repository in a year.
    #[must_use]
    pub fn in_year(mut self, year: i32) -> Self {
        self.year = year;
        self
    }

    /// The same repository with other templates. What is as before stays the very same value.
    #[must_use]
    pub fn with_templates(&self, templates: Option<Templates>) -> Self {
        let same = templates.as_ref() == self.templates.as_deref();
        Self {
            templates: if same {
                self.templates.clone()
            } else {
                templates.map(Arc::new)
            },
            ..self.clone()
        }
    }

    /// A specification uses templates of ddev.
    #[must_use]
    pub fn uses_templates(&self) -> bool {
        let specs = self.integrations.values().filter_map(|i| i.spec());
        let mut texts = specs.map(|spec| &spec.text);
        texts.any(|text| text.contains("template:"))
    }

    /// Sources whose published beginnings rules ask for, relative to the root: those of core
    /// that carry a licence header.
    #[must_use]
    pub fn licensed_sources(&self) -> Vec<String> {
        if self.kind != RepoKind::Core {
            return Vec::new();
        }
        let listed = |integration: &Arc<Integration>| {
            let files = integration.files.files_below("");
            let sources = files.filter(|entry| entry.path.ends_with(".py"));
            sources
                .map(|entry| integration.repo_path(&entry.path))
                .collect::<Vec<_>>()
        };
        self.integrations.values().flat_map(listed).collect()
    }

    /// Files that rules compare with their published text.
    #[must_use]
    pub fn compared_files(&self) -> Vec<String> {
        let names = COMPARED.map(FileKind::file_name);
        let integrations = self.integrations.values();
        let listed = integrations.flat_map(|integration| {
            let files = names.iter().filter(|name| integration.files.has_file(name));
            files.map(|name| integration.repo_path(name))
        });
        listed.collect()
    }

    /// Values that must be unique; collected on first use.
    #[must_use]
    pub fn unique(&self) -> &UniqueIds {
        self.unique
            .get_or_init(|| UniqueIds::collect(self.integrations.values()))
    }

    /// What the metrics of integrations begin with, blanks around it left out, with their
    /// directories: all that begin with the same character as a name. Collected on first use; see
    /// [`Integration::prefix`].
    pub fn prefixes_like(&self, name: &str) -> impl Iterator<Item = (&str, &Arc<str>)> {
        let collect = || {
            let all = self.integrations.iter();
            let mut all: Vec<Prefix> = all
                .map(|(dir, own)| (own.prefix(&self.config).trim().into(), Arc::clone(dir)))
                .collect();
            all.sort_unstable();
            all
        };
        let prefixes = self.prefixes.get_or_init(collect);
        let first = &name[..name.chars().next().map_or(0, char::len_utf8)];
        let start = prefixes.partition_point(|(prefix, _)| **prefix < *first);
        let alike = prefixes[start..].iter();
        alike
            .take_while(move |(prefix, _)| prefix.starts_with(first))
            .map(|(prefix, dir)| (&**prefix, dir))
    }

    /// Number of metrics over all integrations.
    #[must_use]
    pub fn metric_count(&self) -> usize {
        self.integrations
            .values()
            .filter_map(|i| i.metadata())
            .map(|m| m.metrics.len())
            .sum()
    }
}
