//! The indexer: one thread that reads repositories and keeps up with the disk, in
//! order of arrival. Reading is spread over a small pool; the state only changes
//! when a whole step is done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;

use super::outbound::{Outgoing, Step, start_progress};
use super::server::Server;
use crate::model::FileKind;
use crate::rules;
use crate::workspace::loader::{self, Disk, Published};
use crate::workspace::settings::{CONFIG_FILE, ConfigFile, FileChoice, PYPROJECT};
use crate::workspace::{Baseline, Integration, Repo, Repository, Root, Source};

/// Work of the indexer.
#[derive(Debug)]
pub(crate) enum Job {
    /// The folders of the editor changed.
    Folders,
    /// A repository has to be read, again if need be.
    Index(PathBuf),
    /// These paths changed on disk.
    Changed(Vec<PathBuf>),
    /// Templates may have changed where nobody watches, or the settings that name them did.
    Templates,
}

/// The file open first gets its findings before the whole repository is read.
const FIRST_CHECK: Duration = Duration::from_millis(50);
/// A switch of branches comes as many events; they are handled together.
const EVENTS_PAUSE: Duration = Duration::from_millis(20);
/// Work that is done sooner shows no progress.
const SHOW_PROGRESS_AFTER: Duration = Duration::from_millis(500);

/// Works until the process ends.
pub(super) fn run(jobs: &Receiver<Job>, server: &Arc<Server>) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.clamp(1, 4))
        .build();
    let mut waiting = None;
    while let Some(job) = waiting.take().or_else(|| jobs.recv().ok()) {
        let mut work = || match job {
            Job::Folders => find_repositories(server),
            Job::Templates => {
                let roots = server.read(|live| {
                    live.state
                        .now()
                        .repositories
                        .keys()
                        .cloned()
                        .collect::<Vec<_>>()
                });
                for root in roots {
                    templates_again(server, &root);
                }
            }
            Job::Index(ref root) => {
                server.wait_for_first_check(FIRST_CHECK);
                match &pool {
                    Ok(pool) => pool.install(|| index(server, root)),
                    Err(_) => index(server, root),
                }
            }
            Job::Changed(ref paths) => {
                let mut paths: BTreeSet<PathBuf> = paths.iter().cloned().collect();
                std::thread::sleep(EVENTS_PAUSE);
                while let Ok(next) = jobs.try_recv() {
                    match next {
                        Job::Changed(more) => paths.extend(more),
                        other => {
                            waiting = Some(other);
                            break;
                        }
                    }
                }
                update(server, &paths);
            }
        };
        // The hook has told about the panic; the next job may well succeed.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(&mut work));
    }
}

/// A repository on disk that was not read yet.
pub(super) fn on_disk(root: Root) -> Repository {
    let hints = loader::kind_hints(&root.path);
    let disk = Disk::new(&root.path);
    Repository::new(root, Arc::new(disk), hints)
}

fn find_repositories(server: &Arc<Server>) {
    let folders = server.read(|live| live.folders.clone());
    let roots: Vec<Root> = folders
        .iter()
        .filter_map(|folder| loader::find_root_on_disk(folder))
        .collect();
    let known: BTreeSet<&Path> = roots.iter().map(|root| root.path.as_path()).collect();
    server.write(|live| live.state.keep_repositories(|root| known.contains(root)));
    for root in &roots {
        add(server, root.clone());
    }
}

/// Adds a repository, and has it read.
pub(super) fn add(server: &Server, root: Root) {
    let path = root.path.clone();
    let repository = on_disk(root);
    let is_new = server.write(|live| {
        let is_new = !live.state.now().repositories.contains_key(&path);
        live.state.add_repository(repository);
        is_new
    });
    if is_new {
        server.job(Job::Index(path));
        // Its folder may have settings of its own.
        if server.read(|live| live.client.configuration && live.folders.len() > 1) {
            // Only fails when the server ends.
            let _ = server.outbound.send(Outgoing::PullSettings);
        }
    }
}

fn index(server: &Arc<Server>, root: &Path) {
    let snapshot = server.read(|live| live.state.snapshot());
    let Some(repository) = snapshot.repositories.get(root) else {
        return;
    };
    let can_show = server.read(|live| live.client.progress);
    let started = Instant::now();
    let progress: std::sync::Mutex<Option<UnboundedSender<Step>>> = std::sync::Mutex::new(None);
    let (count, shown) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let done = |all: usize| {
        let done = count.fetch_add(1, Ordering::Relaxed) + 1;
        let percentage = done * 100 / all.max(1);
        if !can_show
            || started.elapsed() < SHOW_PROGRESS_AFTER
            || shown.fetch_max(percentage, Ordering::Relaxed) >= percentage
        {
            return;
        }
        let Ok(mut progress) = progress.lock() else {
            return;
        };
        let sender = progress
            .get_or_insert_with(|| start_progress(&server.outbound, "Indexing integrations"));
        // The receiver only goes when the client refuses progress.
        let _ = sender.send(Step {
            percentage: percentage as u32,
            message: format!("{done}/{all}"),
        });
    };
    let (repo, detected) = repository.index(&done);
    drop(progress);
    let repo = with_templates(server, &repo, root);
    let compared = repo.compared_files();
    let sources = repo.licensed_sources();
    let file = repo.config_file.clone();
    server.write(|live| live.state.install(root, repo, detected));
    tell(server, root, file.as_deref());
    let published = Published::of(root);
    let disk = Disk::new(root);
    let on_disk = |path: &str| disk.read(path).ok();
    let mut baseline = Baseline::new(published.texts(&compared, &on_disk));
    if !sources.is_empty() {
        baseline = baseline.with_heads(published.heads(&sources, &on_disk));
    }
    if !baseline.is_empty() {
        server.write(|live| {
            live.state
                .update(root, |repo| repo.with_baseline(baseline.clone()));
        });
    }
}

/// What is told where none are found.
const NO_TEMPLATES: &str = "Templates of ddev were not found, so what they bring to \
    specifications is not checked. Install ddev, or name them with the setting `templates`.";

/// The repository with ddev's templates, if it has a use for them. What is wrong with the
/// setting is told.
fn with_templates(server: &Server, repo: &Repo, root: &Path) -> Repo {
    let (repo, problem) = loader::with_machine(repo, root);
    if !repo.uses_templates() {
        return repo;
    }
    let none = repo.templates.is_none().then(|| NO_TEMPLATES.to_owned());
    let problem = problem.or(none);
    let before = server.write(|live| {
        let told = live.told_templates.insert(root.to_owned(), problem.clone());
        told.flatten()
    });
    if let Some(problem) = problem.filter(|problem| before.as_ref() != Some(problem)) {
        // Only fails when the server ends.
        let told = if problem == NO_TEMPLATES {
            Outgoing::Log(problem)
        } else {
            Outgoing::Warn(problem)
        };
        let _ = server.outbound.send(told);
    }
    repo
}

/// Looks for templates again: the settings, the tree of integrations-core or what is installed
/// changed.
fn templates_again(server: &Server, root: &Path) {
    let snapshot = server.read(|live| live.state.snapshot());
    let Some(repository) = snapshot.repositories.get(root) else {
        return;
    };
    let base = repository.base();
    let templates = with_templates(server, &base, root).templates;
    // What is as before is the very same value.
    if templates.as_ref().map(Arc::as_ptr) != base.templates.as_ref().map(Arc::as_ptr) {
        let apply = |repo: &Repo| {
            let mut repo = repo.clone();
            repo.templates.clone_from(&templates);
            repo
        };
        server.write(|live| live.state.update(root, apply));
    }
}

/// Tells what is wrong with the settings file of a repository, and each thing once.
fn tell(server: &Server, root: &Path, file: Option<&ConfigFile>) {
    let counts = server.read(|live| {
        let settings = live.state.now().settings_of(root);
        settings.file != FileChoice::Ignore
    });
    let file = file.filter(|_| counts);
    let told = file.map(rules::settings::told).unwrap_or_default();
    let before = server.write(|live| live.told.insert(root.to_owned(), told.clone()));
    let before = before.unwrap_or_default();
    for problem in told.into_iter().filter(|problem| !before.contains(problem)) {
        // Only fails when the server ends.
        let _ = server.outbound.send(Outgoing::Warn(problem));
    }
}

/// What of one repository has to be read again.
#[derive(Default)]
struct Touched {
    everything: bool,
    settings: bool,
    templates: bool,
    dirs: BTreeSet<String>,
}

fn update(server: &Arc<Server>, paths: &BTreeSet<PathBuf>) {
    let snapshot = server.read(|live| live.state.snapshot());
    let mut touched: BTreeMap<PathBuf, Touched> = BTreeMap::new();
    for path in paths {
        let Some(repository) = snapshot.repository_of(path) else {
            if is_known_name(path)
                && let Some(root) = loader::find_root_on_disk(path)
            {
                add(server, root);
            }
            continue;
        };
        let Some(relative) = repository.relative(path) else {
            continue;
        };
        let entry = touched.entry(repository.root.path.clone()).or_default();
        // The formatter's settings in the latter shape what is generated.
        if relative.starts_with(".ddev/") || relative == PYPROJECT {
            entry.everything = true;
        } else {
            entry.settings |= relative == CONFIG_FILE;
            entry.templates |= relative.contains("/templates/configuration/");
            // Without a slash it is a directory that came or went, which the files of the
            // repository tell, too.
            let (dir, _) = repository.split(&relative).unwrap_or((&relative, ""));
            entry.dirs.insert(dir.to_owned());
            if !relative.contains('/') {
                entry.dirs.insert(String::new());
            }
        }
    }
    for (root, touched) in touched {
        let Some(repository) = snapshot.repositories.get(&root) else {
            continue;
        };
        if touched.everything || !repository.is_indexed {
            index(server, &root);
        } else {
            if touched.settings {
                let file = repository.read_config_file();
                server.write(|live| live.state.set_config_file(&root, file.clone()));
                tell(server, &root, file.as_deref());
            }
            read_again(server, repository, &touched.dirs);
            if touched.settings || touched.templates {
                templates_again(server, &root);
            }
        }
    }
}

/// Whether a path could be a file of ours.
pub(super) fn is_known_name(path: &Path) -> bool {
    FileKind::may_be(path)
}

/// Reads integrations again; what is as before stays the very same value.
fn read_again(server: &Arc<Server>, repository: &Repository, dirs: &BTreeSet<String>) {
    let base = repository.base();
    let present = repository.source.directories();
    let mut changes: Vec<(&str, Option<Arc<Integration>>)> = Vec::new();
    for dir in dirs {
        let is_there = repository.root.single.is_some() || dir.is_empty() || present.contains(dir);
        let now = is_there
            .then(|| repository.read(dir, &base.config))
            .flatten();
        let before = base.part(dir);
        let same = match (&now, before) {
            (Some(now), Some(before)) => now.files == before.files && now.facts == before.facts,
            (None, None) => true,
            _ => false,
        };
        if !same {
            changes.push((dir, now));
        }
    }
    if changes.is_empty() {
        return;
    }
    let apply = |repo: &Repo| {
        changes
            .iter()
            .fold(repo.clone(), |repo, (dir, now)| match now {
                Some(integration) => repo.with_integration(Arc::clone(integration)),
                None => repo.without_integration(dir),
            })
    };
    server.write(|live| live.state.update(&repository.root.path, apply));
}
