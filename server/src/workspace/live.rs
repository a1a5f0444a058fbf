//! One repository of a session: what is indexed of it, and the same with open
//! documents laid over. Before the index is there, integrations of open documents
//! are read one by one, so that the first answer does not wait for the others.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::state::Place;
use super::{
    ConfigFile, DdevConfig, Integration, Overrides, Repo, Root, Source, detect_kind,
    load_integration, load_root,
};
use crate::model::{Facts, FileKind, RepoKind};

/// Facts of open documents by path relative to the integration.
type Overlay = BTreeMap<Arc<str>, Arc<Facts>>;

/// A repository and how to read it.
#[derive(Clone)]
pub struct Repository {
    /// Where it begins.
    pub root: Root,
    /// How to read it.
    pub source: Arc<dyn Source + Send + Sync>,
    /// True once everything is indexed.
    pub is_indexed: bool,
    hints: Arc<[String]>,
    overrides: Overrides,
    detected: Option<RepoKind>,
    base: Arc<OnceLock<Arc<Repo>>>,
    memo: Arc<Mutex<Memo>>,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Repository({:?})", self.root)
    }
}

/// The overlay computed last. Changing one document changes one integration of it,
/// and equal facts give the very same `Arc`, which tells dependents that nothing changed.
#[derive(Default)]
struct Memo {
    base: Option<Arc<Repo>>,
    overlays: BTreeMap<Arc<str>, Overlay>,
    /// Integrations read before the index was there.
    read: BTreeMap<Arc<str>, Option<Arc<Integration>>>,
    repo: Option<Arc<Repo>>,
}

impl Repository {
    /// A repository that was not read yet. `hints` are texts that tell its kind.
    #[must_use]
    pub fn new(root: Root, source: Arc<dyn Source + Send + Sync>, hints: Vec<String>) -> Self {
        Self {
            root,
            source,
            is_indexed: false,
            hints: hints.into(),
            overrides: Overrides::default(),
            detected: None,
            base: Arc::default(),
            memo: Arc::default(),
        }
    }

    /// What is indexed; nothing but configuration and kind at first.
    #[must_use]
    pub fn base(&self) -> Arc<Repo> {
        let base = self.base.get_or_init(|| {
            let config = DdevConfig::read(&*self.source);
            let file = self.read_config_file();
            let settings = self.overrides.settings(file.as_deref());
            let kind = settings.repository_kind();
            let kind = kind.unwrap_or_else(|| self.detect(&[]));
            let repo = Repo::new(kind, config, Arc::default(), [], false);
            Arc::new(repo.with_settings(file, settings))
        });
        Arc::clone(base)
    }

    fn detect(&self, integrations: &[Arc<Integration>]) -> RepoKind {
        let hints: Vec<&str> = self.hints.iter().map(String::as_str).collect();
        let single = self.root.single.is_some();
        detect_kind(single, &hints, &*self.source, integrations.iter().cloned())
    }

    /// Reads everything in parallel, keeping facts only. `done` is called after each
    /// integration with the number of all. Gives the repository and its detected kind.
    #[must_use]
    pub fn index(&self, done: &(dyn Fn(usize) + Sync)) -> (Repo, RepoKind) {
        let config = DdevConfig::read(&*self.source);
        let dirs = match &self.root.single {
            Some(dir) => vec![dir.clone()],
            None => self.source.directories(),
        };
        let count = dirs.len();
        let integrations: Vec<Arc<Integration>> = dirs
            .par_iter()
            .filter_map(|dir| {
                let integration = self.read(dir, &config);
                done(count);
                integration
            })
            .collect();
        let detected = self.detect(&integrations);
        let root = match self.root.single {
            Some(_) => Arc::default(),
            None => load_root(&*self.source, &|_| false).integration,
        };
        let file = self.read_config_file();
        let settings = self.overrides.settings(file.as_deref());
        let repo = Repo::new(detected, config, root, integrations, true);
        (repo.with_settings(file, settings), detected)
    }

    /// Reads the settings file from disk.
    #[must_use]
    pub fn read_config_file(&self) -> Option<Arc<ConfigFile>> {
        self.overrides.config_file(&*self.source)
    }

    /// Reads one integration from disk, or with an empty name the files of the repository;
    /// `None` when the directory is no integration.
    #[must_use]
    pub fn read(&self, dir: &str, config: &DdevConfig) -> Option<Arc<Integration>> {
        if dir.is_empty() {
            return Some(load_root(&*self.source, &|_| false).integration);
        }
        let is_root = self.root.single.is_some();
        load_integration(&*self.source, dir, is_root, config, &|_| false)
            .map(|load| load.integration)
    }

    /// Path relative to the root with `/` separators; `None` outside.
    #[must_use]
    pub fn relative(&self, path: &Path) -> Option<String> {
        let relative = path.strip_prefix(&self.root.path).ok()?;
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// Integration directory of a path relative to the root, and the path inside it. The
    /// directory is empty for files of the repository.
    #[must_use]
    pub fn split<'p>(&'p self, relative: &'p str) -> Option<(&'p str, &'p str)> {
        match &self.root.single {
            Some(dir) => Some((dir, relative)),
            None if FileKind::of_root(relative).is_some() => Some(("", relative)),
            None => relative.split_once('/'),
        }
    }

    /// The same, laying open documents over what is indexed for itself.
    pub(super) fn apart(&self) -> Self {
        Self {
            memo: Arc::default(),
            ..self.clone()
        }
    }

    /// With other settings from outside the repository.
    pub(super) fn with_overrides(&self, overrides: Overrides) -> Self {
        let mut other = Self {
            overrides,
            ..self.clone()
        };
        if self.detected.is_none() {
            other.base = Arc::default();
            return other;
        }
        let file = self.base().config_file.clone();
        other.with_config_file(file)
    }

    /// With another settings file.
    pub(super) fn with_config_file(&self, file: Option<Arc<ConfigFile>>) -> Self {
        let base = self.base();
        let settings = self.overrides.settings(file.as_deref());
        let mut repo = base.with_settings(file, settings);
        let kind = repo.settings.repository_kind().or(self.detected);
        repo.kind = kind.unwrap_or_else(|| self.detect(&[]));
        self.with_base(repo)
    }

    pub(super) fn indexed(&self, repo: Repo, detected: RepoKind) -> Self {
        Self {
            is_indexed: true,
            detected: Some(detected),
            ..self.with_base(repo)
        }
    }

    pub(super) fn with_base(&self, repo: Repo) -> Self {
        Self {
            base: Arc::new(OnceLock::from(Arc::new(repo))),
            ..self.clone()
        }
    }

    /// The repository with facts of open documents instead of those on disk.
    pub(super) fn overlaid<'a>(
        &self,
        open: impl Iterator<Item = (&'a Place, &'a Arc<Facts>)>,
    ) -> Arc<Repo> {
        let mut wanted: BTreeMap<Arc<str>, Overlay> = BTreeMap::new();
        for (place, facts) in open {
            if **facts == Facts::None || !place.kind.has_facts(&place.inside) {
                continue;
            }
            let of_dir = wanted.entry(Arc::clone(&place.dir)).or_default();
            of_dir.insert(Arc::clone(&place.inside), Arc::clone(facts));
        }
        let base = self.base();
        let mut memo = self.memo.lock().unwrap_or_else(PoisonError::into_inner);
        if !memo.base.as_ref().is_some_and(|b| Arc::ptr_eq(b, &base)) {
            *memo = Memo {
                base: Some(Arc::clone(&base)),
                ..Memo::default()
            };
        }
        let mut repo = memo.repo.take().unwrap_or_else(|| Arc::clone(&base));
        let before = std::mem::take(&mut memo.overlays);
        for dir in before.keys().filter(|dir| !wanted.contains_key(*dir)) {
            repo = Arc::new(match base.part(dir) {
                Some(integration) => repo.with_integration(Arc::clone(integration)),
                None => repo.without_integration(dir),
            });
        }
        for (dir, overlay) in &wanted {
            if before.get(dir).is_some_and(|b| same(b, overlay)) {
                continue;
            }
            let Some(integration) = self.on_disk(dir, &base, &mut memo) else {
                continue;
            };
            let integration = lay_over(&integration, overlay);
            let current = repo.part(dir);
            if !current.is_some_and(|c| Arc::ptr_eq(c, &integration)) {
                repo = Arc::new(repo.with_integration(integration));
            }
        }
        memo.overlays = wanted;
        memo.repo = Some(Arc::clone(&repo));
        repo
    }

    fn on_disk(&self, dir: &Arc<str>, base: &Repo, memo: &mut Memo) -> Option<Arc<Integration>> {
        if base.complete {
            return base.part(dir).cloned();
        }
        if let Some(integration) = base.integrations.get(dir) {
            return Some(Arc::clone(integration));
        }
        let read = || self.read(dir, &base.config);
        memo.read
            .entry(Arc::clone(dir))
            .or_insert_with(read)
            .clone()
    }
}

fn same(a: &Overlay, b: &Overlay) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(a.1, b.1))
}

/// The integration itself when the open documents say what the disk says.
fn lay_over(integration: &Arc<Integration>, overlay: &Overlay) -> Arc<Integration> {
    let differing: Vec<_> = overlay
        .iter()
        .filter(|(name, facts)| integration.facts.get(*name).map(|f| &**f) != Some(&***facts))
        .collect();
    if differing.is_empty() {
        return Arc::clone(integration);
    }
    let mut changed = (**integration).clone();
    for (name, facts) in differing {
        changed.facts.insert(Arc::clone(name), Arc::clone(facts));
    }
    Arc::new(changed)
}
