//! The live state of a session: open documents over indexed repositories. One
//! writer changes it in arrival order; everybody else works on a [`Snapshot`], which
//! never changes and costs a few reference counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::live::Repository;
use super::{ConfigFile, FileCx, Integration, Overrides, Repo};
use crate::model::{Facts, FileKind, RepoKind, SourceFile};
use crate::text::{Change, Document, PositionEncoding};

/// Where an open file stands in its repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Absolute path of the repository root.
    pub root: PathBuf,
    /// Directory name of the integration; empty for files of the repository.
    pub dir: Arc<str>,
    /// Path relative to the integration.
    pub inside: Arc<str>,
    /// Path relative to the repository root, `/` separators.
    pub path: Arc<str>,
    /// What the file is.
    pub kind: FileKind,
}

/// A document of the editor at one version. Parsed at most once, on first need.
#[derive(Debug)]
pub struct OpenFile {
    /// Absolute path.
    pub path: PathBuf,
    /// `None` for files that are not ours.
    pub place: Option<Place>,
    /// Text and version.
    pub document: Document,
    /// Revision of the last change.
    pub touched: u64,
    parsed: OnceLock<(Arc<SourceFile>, Arc<Facts>)>,
    /// Facts of the version before: kept when equal, so that nobody who depends on
    /// them has to look again.
    before: Option<Arc<Facts>>,
}

impl OpenFile {
    /// The parsed file with its facts; `None` for files that are not ours.
    #[must_use]
    pub fn parsed(&self) -> Option<&(Arc<SourceFile>, Arc<Facts>)> {
        let place = self.place.as_ref()?;
        Some(self.parsed.get_or_init(|| {
            let text = self.document.text();
            let file = SourceFile::parse(Arc::clone(&place.path), place.kind, text);
            let facts = Facts::of(&file);
            let facts = match &self.before {
                Some(before) if **before == facts => Arc::clone(before),
                _ => Arc::new(facts),
            };
            (Arc::new(file), facts)
        }))
    }

    fn at(&self, place: Option<Place>, document: Document, touched: u64) -> Self {
        let same_place = self.place == place;
        let known = self.parsed.get().map(|(_, facts)| Arc::clone(facts));
        let before = known.or_else(|| self.before.clone()).filter(|_| same_place);
        Self {
            path: self.path.clone(),
            place,
            document,
            touched,
            parsed: OnceLock::new(),
            before,
        }
    }
}

/// A file in its surroundings, owned: what a request works on.
#[derive(Debug, Clone)]
pub struct FileView {
    /// The repository with open documents laid over the disk.
    pub repo: Arc<Repo>,
    /// Its integration.
    pub integration: Arc<Integration>,
    /// The parsed file.
    pub file: Arc<SourceFile>,
}

impl FileView {
    /// As the rules and features take it.
    #[must_use]
    pub fn cx(&self) -> FileCx<'_> {
        FileCx {
            repo: &self.repo,
            integration: &self.integration,
            file: &self.file,
        }
    }
}

/// The state at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Counts every change of the state.
    pub revision: u64,
    /// Settings of the editor.
    pub settings: Overrides,
    /// The same for repositories in folders with settings of their own.
    pub settings_by_root: Arc<BTreeMap<PathBuf, Overrides>>,
    /// Open documents by absolute path.
    pub documents: Arc<BTreeMap<PathBuf, Arc<OpenFile>>>,
    /// Repositories by root.
    pub repositories: Arc<BTreeMap<PathBuf, Arc<Repository>>>,
}

impl Snapshot {
    /// Settings of the editor for the repository at a root.
    #[must_use]
    pub fn settings_of(&self, root: &Path) -> &Overrides {
        self.settings_by_root.get(root).unwrap_or(&self.settings)
    }

    /// The repository at a root, with open documents laid over the disk.
    #[must_use]
    pub fn repo(&self, root: &Path) -> Option<Arc<Repo>> {
        let repository = self.repositories.get(root)?;
        Some(repository.overlaid(self.overlay(root)))
    }

    /// Facts of the open documents of a repository, in order of path.
    fn overlay(&self, root: &Path) -> impl Iterator<Item = (&Place, &Arc<Facts>)> {
        self.documents.values().filter_map(move |file| {
            let place = file.place.as_ref().filter(|place| place.root == root)?;
            Some((place, &file.parsed()?.1))
        })
    }

    /// True when a repository is the same here and there, so that equal files have equal
    /// findings.
    #[must_use]
    pub fn has_same_repo(&self, other: &Self, root: &Path) -> bool {
        let base = |snapshot: &Self| Some(snapshot.repositories.get(root)?.base());
        let same_base = match (base(self), base(other)) {
            (Some(one), Some(two)) => Arc::ptr_eq(&one, &two),
            _ => false,
        };
        let open = |snapshot: &Self| -> Vec<(Place, *const Facts)> {
            let overlay = snapshot.overlay(root);
            overlay
                .map(|(place, facts)| (place.clone(), Arc::as_ptr(facts)))
                .collect()
        };
        same_base && open(self) == open(other)
    }

    /// An open file in its surroundings; `None` when it is not open, not ours, or rules do not
    /// look at such files of its directory.
    #[must_use]
    pub fn view(&self, path: &Path) -> Option<FileView> {
        let open = self.documents.get(path)?;
        let place = open.place.as_ref()?;
        let file = Arc::clone(&open.parsed()?.0);
        let repo = self.repo(&place.root)?;
        let integration = Arc::clone(repo.part(&place.dir)?);
        integration.is_checked(place.kind).then_some(FileView {
            repo,
            integration,
            file,
        })
    }

    /// Open files of ours, the one changed last first.
    #[must_use]
    pub fn open_files(&self) -> Vec<Arc<OpenFile>> {
        let ours = self.documents.values().filter(|file| file.place.is_some());
        let mut files: Vec<_> = ours.cloned().collect();
        files.sort_by_key(|file| std::cmp::Reverse(file.touched));
        files
    }

    /// The repository with the nearest root above a path.
    #[must_use]
    pub fn repository_of(&self, path: &Path) -> Option<&Arc<Repository>> {
        path.ancestors()
            .find_map(|above| self.repositories.get(above))
    }

    fn place(&self, path: &Path) -> Option<Place> {
        let repository = self.repository_of(path)?;
        let relative = repository.relative(path)?;
        let (dir, name) = repository.split(&relative)?;
        let base = repository.base();
        let kind = match (dir, base.integrations.get(dir)) {
            ("", _) => FileKind::of_root(name),
            (_, Some(integration)) => integration.kind_of(name),
            (_, None) => FileKind::of(name),
        };
        Some(Place {
            root: repository.root.path.clone(),
            kind: kind?,
            dir: dir.into(),
            inside: name.into(),
            path: relative.as_str().into(),
        })
    }
}

/// The one writer. Every method is cheap enough to run between two messages.
#[derive(Debug, Default)]
pub struct State {
    now: Snapshot,
}

impl State {
    /// A state that begins as a snapshot and goes its own way: changes of either are unknown to the other.
    #[must_use]
    pub fn apart(snapshot: &Snapshot) -> Self {
        let mut now = snapshot.clone();
        for repository in Arc::make_mut(&mut now.repositories).values_mut() {
            *repository = Arc::new(repository.apart());
        }
        Self { now }
    }

    /// The state as it is now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.now.clone()
    }

    /// As [`Self::snapshot`], without a copy.
    #[must_use]
    pub fn now(&self) -> &Snapshot {
        &self.now
    }

    fn bump(&mut self) -> u64 {
        self.now.revision += 1;
        self.now.revision
    }

    fn put(&mut self, file: OpenFile) {
        let file = Arc::new(file);
        Arc::make_mut(&mut self.now.documents).insert(file.path.clone(), file);
    }

    /// A document was opened, or opened again.
    pub fn open(&mut self, path: PathBuf, text: &str, version: i32) {
        let touched = self.bump();
        let place = self.now.place(&path);
        self.put(OpenFile {
            path,
            place,
            document: Document::new(text, version),
            touched,
            parsed: OnceLock::new(),
            before: None,
        });
    }

    /// A document changed; unknown ones are left alone.
    pub fn edit(
        &mut self,
        path: &Path,
        changes: Vec<Change>,
        version: i32,
        encoding: PositionEncoding,
    ) {
        let Some(file) = self.now.documents.get(path).cloned() else {
            return;
        };
        let touched = self.bump();
        let mut document = file.document.clone();
        document.apply(changes, version, encoding);
        self.put(file.at(file.place.clone(), document, touched));
    }

    /// A document was closed: the disk counts again.
    pub fn close(&mut self, path: &Path) {
        self.bump();
        Arc::make_mut(&mut self.now.documents).remove(path);
    }

    /// The settings changed: those of all repositories, and those of some.
    pub fn set_settings(&mut self, settings: Overrides, by_root: BTreeMap<PathBuf, Overrides>) {
        if settings == self.now.settings && by_root == *self.now.settings_by_root {
            return;
        }
        self.bump();
        let before = self.now.clone();
        self.now.settings = settings;
        self.now.settings_by_root = Arc::new(by_root);
        let after = self.now.clone();
        for (root, repository) in Arc::make_mut(&mut self.now.repositories) {
            let settings = after.settings_of(root);
            if settings != before.settings_of(root) {
                *repository = Arc::new(repository.with_overrides(settings.clone()));
            }
        }
    }

    /// A repository was found; it is read only when somebody asks.
    pub fn add_repository(&mut self, repository: Repository) {
        if self.now.repositories.contains_key(&repository.root.path) {
            return;
        }
        self.bump();
        let settings = self.now.settings_of(&repository.root.path).clone();
        let repository = repository.with_overrides(settings);
        Arc::make_mut(&mut self.now.repositories)
            .insert(repository.root.path.clone(), Arc::new(repository));
        self.place_documents();
    }

    /// Only these repositories remain, and those with open documents.
    pub fn keep_repositories(&mut self, keep: impl Fn(&Path) -> bool) {
        self.bump();
        let places = self.now.documents.values().filter_map(|f| f.place.as_ref());
        let in_use: Vec<PathBuf> = places.map(|place| place.root.clone()).collect();
        Arc::make_mut(&mut self.now.repositories)
            .retain(|root, _| keep(root) || in_use.contains(root));
        self.place_documents();
    }

    /// A repository was read as a whole. `detected` is its kind without settings.
    pub fn install(&mut self, root: &Path, repo: Repo, detected: RepoKind) {
        let settings = self.now.settings_of(root).clone();
        self.replace(root, |repository| {
            let repository = repository.indexed(repo, detected);
            repository.with_overrides(settings)
        });
        // Manifests, now known, may name files in unusual places.
        self.place_documents();
    }

    /// The settings file of a repository was read again.
    pub fn set_config_file(&mut self, root: &Path, file: Option<Arc<ConfigFile>>) {
        self.replace(root, |repository| repository.with_config_file(file));
    }

    /// What is indexed of a repository changes.
    pub fn update(&mut self, root: &Path, change: impl FnOnce(&Repo) -> Repo) {
        self.replace(root, |repository| {
            repository.with_base(change(&repository.base()))
        });
    }

    fn replace(&mut self, root: &Path, change: impl FnOnce(&Repository) -> Repository) {
        let Some(repository) = self.now.repositories.get(root) else {
            return;
        };
        let repository = Arc::new(change(repository));
        self.bump();
        Arc::make_mut(&mut self.now.repositories).insert(root.to_owned(), repository);
    }

    /// Documents may belong elsewhere after the set of repositories changed.
    fn place_documents(&mut self) {
        let now = self.now.clone();
        for file in now.documents.values() {
            let place = now.place(&file.path);
            if place != file.place {
                self.put(file.at(place, file.document.clone(), file.touched));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, MemorySource};
    use crate::workspace::Root;

    fn state() -> State {
        let files = [
            ("foo/manifest.json", MANIFEST),
            ("foo/metadata.csv", "metric_name,metric_type\nfoo.a,gauge\n"),
            ("bar/manifest.json", MANIFEST),
        ];
        let root = Root {
            path: "/repo".into(),
            single: None,
        };
        let source = Arc::new(MemorySource::new(&files));
        let mut state = State::default();
        state.add_repository(Repository::new(root, source, Vec::new()));
        state
    }

    fn index(state: &mut State) {
        let repository = Arc::clone(&state.now().repositories[Path::new("/repo")]);
        let (repo, detected) = repository.index(&|_| {});
        state.install(Path::new("/repo"), repo, detected);
    }

    fn repo(state: &State) -> Arc<Repo> {
        state.now().repo(Path::new("/repo")).expect("a repository")
    }

    fn prefix(repo: &Repo) -> String {
        repo.integrations["foo"].metrics_prefix(&repo.config)
    }

    #[test]
    fn open_documents_lie_over_the_disk_until_they_are_closed() {
        let mut state = state();
        index(&mut state);
        let disk = repo(&state);
        let path = PathBuf::from("/repo/foo/manifest.json");
        state.open(path.clone(), &MANIFEST.replace("\"foo.\"", "\"new.\""), 1);
        let open = repo(&state);
        assert_eq!((&*prefix(&disk), &*prefix(&open)), ("foo.", "new."));
        assert!(Arc::ptr_eq(
            &disk.integrations["bar"],
            &open.integrations["bar"]
        ));
        state.close(&path);
        assert_eq!(prefix(&repo(&state)), "foo.");
    }

    #[test]
    fn an_edit_that_changes_no_fact_leaves_the_very_same_repository() {
        let mut state = state();
        index(&mut state);
        let path = PathBuf::from("/repo/foo/manifest.json");
        let titled = MANIFEST.replace("\"title\": \"Foo\"", "\"title\": \"Bar\"");
        state.open(path.clone(), &titled, 1);
        let before = state.now().view(&path).expect("a view");
        let mut edit = |text: String, version| {
            let full = vec![Change::Full(text)];
            state.edit(&path, full, version, PositionEncoding::Utf16);
            state.now().view(&path).expect("a view")
        };
        let after = edit(format!("{titled}\n"), 2);
        assert!(!Arc::ptr_eq(&after.file, &before.file));
        assert!(Arc::ptr_eq(&after.repo, &before.repo));
        let after = edit(MANIFEST.to_owned(), 3);
        assert!(!Arc::ptr_eq(&after.repo, &before.repo));
    }

    #[test]
    fn before_the_index_only_integrations_of_open_documents_are_read() {
        let mut state = state();
        assert!(repo(&state).integrations.is_empty());
        let path = PathBuf::from("/repo/foo/metadata.csv");
        state.open(path.clone(), "metric_name\n", 1);
        let view = state.now().view(&path).expect("a view");
        assert!(!view.repo.complete);
        assert_eq!(view.repo.integrations.len(), 1);
        assert_eq!(prefix(&view.repo), "foo.");
        index(&mut state);
        assert!(repo(&state).complete);
        assert_eq!(repo(&state).integrations.len(), 2);
    }

    #[test]
    fn a_snapshot_does_not_change() {
        let mut state = state();
        let path = PathBuf::from("/repo/foo/metadata.csv");
        state.open(path.clone(), "metric_name\n", 1);
        let snapshot = state.snapshot();
        state.edit(
            &path,
            vec![Change::Full("changed\n".to_owned())],
            2,
            PositionEncoding::Utf8,
        );
        let text = |s: &Snapshot| s.view(&path).expect("a view").file.text.to_string();
        assert_eq!(text(&snapshot), "metric_name\n");
        assert_eq!(text(state.now()), "changed\n");
        assert!(snapshot.revision < state.now().revision);
    }

    #[test]
    fn a_kind_that_is_set_wins_over_the_detected_one() {
        let mut state = state();
        let core = Overrides::kind(Some(RepoKind::Core));
        state.set_settings(core, BTreeMap::new());
        assert_eq!(repo(&state).kind, RepoKind::Core);
        index(&mut state);
        assert_eq!(repo(&state).kind, RepoKind::Core);
        state.set_settings(Overrides::default(), BTreeMap::new());
        assert_eq!(repo(&state).kind, RepoKind::Extras);
    }

    #[test]
    fn a_repository_with_settings_of_its_own_goes_by_them() {
        let mut state = state();
        index(&mut state);
        let own = |root: &str| {
            let core = Overrides::kind(Some(RepoKind::Core));
            BTreeMap::from([(PathBuf::from(root), core)])
        };
        state.set_settings(Overrides::default(), own("/other"));
        assert_eq!(repo(&state).kind, RepoKind::Extras);
        state.set_settings(Overrides::default(), own("/repo"));
        assert_eq!(repo(&state).kind, RepoKind::Core);
    }

    #[test]
    fn documents_belong_to_the_nearest_repository() {
        let mut state = state();
        let path = PathBuf::from("/repo/foo/sub/metadata.csv");
        state.open(path.clone(), "metric_name\n", 1);
        assert_eq!(state.now().documents[&path].place, None);
        let root = Root {
            path: "/repo/foo".into(),
            single: None,
        };
        let source = Arc::new(MemorySource::new(&[("sub/manifest.json", MANIFEST)]));
        state.add_repository(Repository::new(root, source, Vec::new()));
        assert!(state.now().view(&path).is_some());
        state.keep_repositories(|root| root == Path::new("/repo"));
        assert!(state.now().view(&path).is_some(), "it is in use");
        state.close(&path);
        state.keep_repositories(|root| root == Path::new("/repo"));
        assert_eq!(state.now().repositories.len(), 1);
    }
}
