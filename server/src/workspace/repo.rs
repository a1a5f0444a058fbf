//! A repository at one moment: kind, configuration, integrations. Replacing one
//! integration shares all others, so a keystroke costs microseconds here.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::baseline::COMPARED;
use super::unique::UniqueIds;
use super::{
    Baseline, ConfigFile, DdevConfig, Integration, Listing, Overrides, ReadError, Settings, Source,
    Templates, detect_kind,
};
use crate::model::{Facts, FileKind, Problem, RepoKind, SourceFile};

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
    prefixes: Arc<OnceLock<Vec<Prefix>>>,
}

/// What the metrics of an integration begin with, without blanks around it, and its directory.
type Prefix = (Box<str>, Arc<str>);

/// An integration with the parsed files its facts came from.
#[derive(Debug)]
pub struct IntegrationLoad {
    /// What the index keeps.
    pub integration: Arc<Integration>,
    /// Its files, parsed.
    pub files: Vec<SourceFile>,
}

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

    /// Reads a whole repository in parallel. `single` is the name of the integration when
    /// the root itself is one; `wanted` tells by its path which file to parse even if nobody
    /// depends on it; `done` is called after each integration with the number of all.
    pub fn load(
        source: &dyn Source,
        single: Option<&str>,
        overrides: &Overrides,
        hints: &[&str],
        wanted: &(dyn Fn(&str) -> bool + Sync),
        done: &(dyn Fn(usize) + Sync),
    ) -> (Self, Vec<IntegrationLoad>) {
        let config = DdevConfig::read(source);
        let file = overrides.config_file(source);
        let settings = overrides.settings(file.as_deref());
        let dirs = match single {
            Some(dir) => vec![dir.to_owned()],
            None => source.directories(),
        };
        let count = dirs.len();
        let all = || -> Vec<IntegrationLoad> {
            // Each by itself: some hold a hundred times as much as others.
            let each = dirs.par_iter().with_max_len(1);
            let loads = each.filter_map(|dir| {
                let load = load_integration(source, dir, single.is_some(), &config, wanted);
                done(count);
                load
            });
            loads.collect()
        };
        let of_root = || single.is_none().then(|| load_root(source, wanted));
        let (of_root, mut loads) = rayon::join(of_root, all);
        loads.sort_by(|a, b| a.integration.dir.cmp(&b.integration.dir));
        let integrations: Vec<_> = loads.iter().map(|l| Arc::clone(&l.integration)).collect();
        let is_single = single.is_some();
        let shown = integrations.iter().filter(|i| !i.is_package_only);
        let detect = || detect_kind(is_single, hints, source, shown.cloned());
        let kind = settings.repository_kind().unwrap_or_else(detect);
        let mut root = Arc::default();
        if let Some(load) = of_root {
            root = Arc::clone(&load.integration);
            loads.insert(0, load);
        }
        let repo = Self::new(kind, config, root, integrations, true);
        (repo.with_settings(file, settings), loads)
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

/// Reads one integration; `None` when the directory is none. See [`Repo::load`] for `wanted`.
#[must_use]
pub fn load_integration(
    source: &dyn Source,
    dir: &str,
    is_root: bool,
    config: &DdevConfig,
    wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Option<IntegrationLoad> {
    let listing = source.list(if is_root { "" } else { dir });
    let is_package_only = !is_integration(&listing, dir, config);
    if is_package_only && !holds_package(&listing) {
        return None;
    }
    let base: Arc<str> = if is_root {
        "".into()
    } else {
        format!("{dir}/").into()
    };
    let integration = Integration {
        dir: dir.into(),
        base,
        files: Arc::new(listing),
        is_package_only,
        ..Integration::default()
    };
    Some(load_files(source, integration, wanted))
}

/// A directory that ddev may build or test, though it is no integration.
fn holds_package(listing: &Listing) -> bool {
    listing.has_file("pyproject.toml") || listing.has_file("hatch.toml")
}

/// Reads the files of the repository that belong to no integration.
#[must_use]
pub fn load_root(source: &dyn Source, wanted: &(dyn Fn(&str) -> bool + Sync)) -> IntegrationLoad {
    let integration = Integration {
        files: Arc::new(source.list_root()),
        ..Integration::default()
    };
    load_files(source, integration, wanted)
}

fn load_files(
    source: &dyn Source,
    mut integration: Integration,
    wanted: &(dyn Fn(&str) -> bool + Sync),
) -> IntegrationLoad {
    let mut files: Vec<SourceFile> = Vec::new();
    let listing = Arc::clone(&integration.files);
    let manifest = FileKind::Manifest.file_name();
    // First the manifest: it tells the kind of others.
    if listing.has_file(manifest) && !integration.is_repository() {
        load_one(source, &mut integration, manifest, wanted, &mut files);
    }
    for entry in listing.files_below("") {
        if *entry.path != *manifest {
            load_one(source, &mut integration, &entry.path, wanted, &mut files);
        }
    }
    let pdf = listing.files_below("").map(|entry| &entry.path);
    for path in pdf.filter(|path| path.ends_with(".pdf")) {
        let head = source.head(&integration.repo_path(path), PDF_LINE);
        if head.is_some_and(|head| !begins_as_pdf(&head)) {
            integration.not_pdf.insert(path.clone());
        }
    }
    files.sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
    IntegrationLoad {
        integration: Arc::new(integration),
        files,
    }
}

/// Bytes of a file among which its first line must end to be looked at.
const PDF_LINE: usize = 8192;

/// The first line holds the mark of a PDF file, or is too long to tell.
fn begins_as_pdf(head: &[u8]) -> bool {
    let end = head.iter().position(|&b| b == b'\n');
    let line = &head[..end.unwrap_or(head.len())];
    line.windows(4).any(|part| part == b"%PDF") || (end.is_none() && head.len() == PDF_LINE)
}

fn load_one(
    source: &dyn Source,
    integration: &mut Integration,
    name: &str,
    wanted: &(dyn Fn(&str) -> bool + Sync),
    files: &mut Vec<SourceFile>,
) {
    let Some(kind) = integration.kind_of(name) else {
        return;
    };
    if integration.is_package_only
        && !matches!(kind, FileKind::Pyproject | FileKind::Hatch)
        && name != integration.about_path()
        && !integration.is_package_init(name)
    {
        return;
    }
    let has_facts = kind.has_facts(name);
    let wanted = integration.is_checked(kind) && wanted(&integration.repo_path(name));
    if !has_facts && !wanted {
        return;
    }
    let Some(file) = load_file(source, integration, name, kind) else {
        return;
    };
    // Of an unreadable file nothing is known, which is not the same as an empty one.
    if has_facts && file.problem.is_none() {
        let facts = Arc::new(Facts::of(&file));
        integration.facts.insert(name.into(), facts);
    }
    if wanted {
        files.push(file);
    }
}

/// Reads and parses one file of an integration; `None` when it is not there.
pub(crate) fn load_file(
    source: &dyn Source,
    integration: &Integration,
    name: &str,
    kind: FileKind,
) -> Option<SourceFile> {
    let path: Arc<str> = integration.repo_path(name).into();
    Some(match source.read_listed(&path) {
        Ok(text) => SourceFile::parse(path, kind, text),
        Err(ReadError::InvalidUtf8(at, text)) => {
            SourceFile::unreadable(path, kind, text, Problem::InvalidUtf8(at))
        }
        Err(ReadError::TooLarge(size)) => {
            SourceFile::unreadable(path, kind, "".into(), Problem::TooLarge(size))
        }
        Err(ReadError::Io(reason)) => {
            SourceFile::unreadable(path, kind, "".into(), Problem::Refused(reason))
        }
        Err(ReadError::NotFound) => return None,
    })
}

/// A directory with a manifest always is one. Without, ddev takes every directory that
/// its configuration does not exclude; we also want a sign that it is one.
fn is_integration(listing: &Listing, dir: &str, config: &DdevConfig) -> bool {
    if listing.has_file("manifest.json") {
        return true;
    }
    let sign = ["metadata.csv", "assets/service_checks.json"]
        .iter()
        .any(|f| listing.has_file(f))
        || (listing.has_directory("datadog_checks") && listing.has_file("pyproject.toml"));
    sign && config.is_integration.get(dir) != Some(&false)
}
