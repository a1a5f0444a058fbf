//! `integrations-ls check`: loads the repositories of the given paths, runs every
//! rule over the selected files, and applies fixes when asked.

use std::collections::{BTreeSet, HashMap};
use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use rayon::prelude::*;

use super::fix::{Fixer, Written};
use super::output::{self, Report};
use super::progress::Progress;
use super::select::{self, Job, Selection};
use super::{CheckArgs, Failure, OutputFormat, settings};
use crate::model::SourceFile;
use crate::rules::{self, Finding, Severity};
use crate::workspace::loader::{self, Disk, Published};
use crate::workspace::settings::ConfigProblem;
use crate::workspace::{Baseline, FileCx, IntegrationLoad, Overrides, Repo, Source};

/// One repository, loaded and checked.
pub(super) struct Checked {
    /// Absolute path of the root.
    pub(super) root: PathBuf,
    /// The index.
    pub(super) repo: Repo,
    /// Parsed files by integration.
    pub(super) loads: Vec<IntegrationLoad>,
    /// What to check.
    pub(super) selection: Selection,
    /// Findings of the selected files in order of path and place.
    pub(super) findings: Vec<Finding>,
    /// Files that were checked.
    pub(super) file_count: usize,
    /// Integrations with a checked file.
    pub(super) integration_count: usize,
}

pub(super) fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let overrides = settings::overrides(&args.settings)?;
    let jobs = select::jobs(&args.paths)?;
    let progress = Progress::new(!args.quiet && std::io::stderr().is_terminal());
    let mut checked = Vec::new();
    for job in jobs {
        checked.push(check(job, &overrides, &progress)?);
    }
    progress.finish();
    warn(&checked, args);
    let mut written = Written::default();
    if args.fix || args.diff {
        for checked in &mut checked {
            let mut fixer = Fixer::new(checked, args);
            fixer.run()?;
            if args.diff {
                output::print(&fixer.diff())?;
            } else {
                fixer.write()?;
            }
            written += fixer.written();
        }
    }
    if args.diff {
        if !args.quiet {
            eprintln!("{}", written.would());
        }
        return Ok(ExitCode::from(u8::from(written.edits > 0)));
    }
    let report = Report {
        args,
        checked: &checked,
        written,
    };
    output::print(&report.render())?;
    let failed = checked
        .iter()
        .flat_map(|c| &c.findings)
        .any(|f| f.severity == Severity::Error);
    // The process ends now and gives back the memory faster than we could.
    std::mem::forget(checked);
    Ok(ExitCode::from(u8::from(failed)))
}

/// Tells what is wrong with the configuration of the repositories, each thing once, unless
/// a finding tells it.
fn warn(checked: &[Checked], args: &CheckArgs) {
    let mut told = BTreeSet::new();
    for checked in checked {
        let repo = &checked.repo;
        let mut warnings = match checked.reports_ddev_config() {
            true => Vec::new(),
            false => repo.config.problems.clone(),
        };
        let file = repo.config_file.as_ref();
        if let Some(file) = file.filter(|_| !args.settings.isolated) {
            let problems = rules::settings::problems(file).into_iter();
            let untold = problems.filter(|problem| !checked.reports(problem, args));
            warnings.extend(untold.map(|problem| problem.to_string()));
            warnings.extend(rules::settings::shadows(file));
        }
        for warning in warnings {
            if !told.contains(&warning) {
                eprintln!("warning: {warning}");
                told.insert(warning);
            }
        }
    }
}

/// Loads a repository and runs the rules over the selected files.
fn check(
    (root, selection): Job,
    overrides: &Overrides,
    progress: &Progress,
) -> Result<Checked, Failure> {
    let disk = Disk::new(&root.path);
    let hints = loader::kind_hints(&root.path);
    let hints: Vec<&str> = hints.iter().map(String::as_str).collect();
    // git answers while we read.
    let ((repo, loads), published) = std::thread::scope(|scope| {
        // A thread of its own: it mostly waits.
        let published = scope.spawn(|| Published::of(&root.path));
        let loaded = Repo::load(
            &disk,
            root.single.as_deref(),
            overrides,
            &hints,
            &|path| selection.wants(path),
            &|all| progress.step(all),
        );
        (loaded, published.join())
    });
    // A repository may still be empty.
    let is_repository = repo.root.files.has_file(".ddev/config.toml");
    if repo.integrations.is_empty() && !is_repository {
        return Err(select::no_integration(&root.path));
    }
    let known = published.ok().filter(Published::is_known);
    let baseline = known.map(|published| {
        let files = loads.iter().flat_map(|load| &load.files);
        let loaded: HashMap<&str, &Arc<str>> =
            files.map(|file| (&*file.path, &file.text)).collect();
        let on_disk = |path: &str| match loaded.get(path) {
            Some(text) => Some(Arc::clone(text)),
            None => disk.read(path).ok(),
        };
        let chosen = |mut paths: Vec<String>| {
            paths.retain(|path| selection.wants(path));
            paths
        };
        let compared = chosen(repo.compared_files());
        let baseline = Baseline::new(published.texts(&compared, &on_disk));
        match chosen(repo.licensed_sources()) {
            sources if sources.is_empty() => baseline,
            sources => baseline.with_heads(published.heads(&sources, &on_disk)),
        }
    });
    // Git is no reason to say nothing.
    let baseline = baseline.unwrap_or_default();
    let repo = repo.with_baseline(baseline);
    let repo = with_templates(&repo, &root.path);
    let mut checked = Checked {
        root: root.path,
        repo,
        loads,
        selection,
        findings: Vec::new(),
        file_count: 0,
        integration_count: 0,
    };
    checked.refresh()?;
    if checked.file_count == 0 && !checked.selection_is_inside_an_integration() {
        return Err(select::no_integration(
            &checked.root.join(&checked.selection.paths[0]),
        ));
    }
    Ok(checked)
}

/// The repository with what the machine adds to it. What is wrong with the setting of the
/// templates is told.
pub(super) fn with_templates(repo: &Repo, root: &Path) -> Repo {
    let (repo, problem) = loader::with_machine(repo, root);
    if let Some(problem) = problem {
        eprintln!("warning: {problem}");
    }
    repo
}

impl Checked {
    /// Runs the rules again over the selected files.
    pub(super) fn refresh(&mut self) -> Result<(), Failure> {
        let selected: Vec<(&IntegrationLoad, &SourceFile)> = self
            .loads
            .iter()
            .flat_map(|load| load.files.iter().map(move |file| (load, file)))
            .filter(|(_, file)| self.selection.wants(&file.path))
            .collect();
        let own = || {
            selected
                .iter()
                .filter(|(_, f)| self.selection.holds(&f.path))
        };
        self.file_count = own().count();
        let mut dirs: Vec<_> = own()
            .filter(|(load, _)| !load.integration.is_package_only)
            .map(|(load, _)| &load.integration.dir)
            .filter(|dir| !dir.is_empty())
            .collect();
        dirs.dedup();
        self.integration_count = dirs.len();
        let repo = &self.repo;
        // In small portions, so that no thread is left with many when the others are done.
        let results: Vec<Result<Vec<Finding>, Failure>> = selected
            .par_iter()
            .with_max_len(4)
            .map(|(load, file)| check_one(repo, load, file))
            .collect();
        let mut findings = Vec::new();
        for result in results {
            findings.extend(
                result?
                    .into_iter()
                    .filter(|f| self.selection.holds_finding(f)),
            );
        }
        self.findings = findings;
        Ok(())
    }

    /// A loaded file by its path. For the few files that are told of; nothing is built for it.
    pub(super) fn file(&self, path: &str) -> Option<&SourceFile> {
        let dir = path.split_once('/').map_or("", |(dir, _)| dir);
        let loads = &self.loads;
        let home = loads.binary_search_by(|load| (*load.integration.dir).cmp(dir));
        let own = home.ok().map(|at| &loads[at]);
        // The files of a repository, and of an integration by itself, are kept under another name.
        let mut files = own.into_iter().chain(loads).flat_map(|load| &load.files);
        files.find(|file| *file.path == *path)
    }

    /// True when a finding that is shown says the same.
    fn reports(&self, problem: &ConfigProblem, args: &CheckArgs) -> bool {
        let shown = |finding: &&Finding| {
            args.output_format == OutputFormat::Json || finding.severity <= args.severity.severity()
        };
        self.findings
            .iter()
            .filter(shown)
            .any(|finding| finding.path == problem.path && finding.message == problem.raw.message)
    }

    /// True when findings tell what is wrong with ddev's configuration: its files were among
    /// those that were checked.
    fn reports_ddev_config(&self) -> bool {
        let areas = ["ddev-config", "file"];
        self.findings.iter().any(|finding| {
            finding.path.starts_with(".ddev/")
                && finding.severity == Severity::Error
                && areas.contains(&finding.rule.area())
        })
    }

    /// A selected path that is no checked file, but belongs to an integration, is no mistake:
    /// commit hooks pass every changed file.
    fn selection_is_inside_an_integration(&self) -> bool {
        self.selection.all
            || self
                .selection
                .paths
                .iter()
                .all(|path| self.repo.home_of(path).is_some() || self.root.join(path).is_file())
    }
}

/// A defect of a rule must not hide the findings of the others' files, nor look like success.
fn check_one(
    repo: &Repo,
    load: &IntegrationLoad,
    file: &SourceFile,
) -> Result<Vec<Finding>, Failure> {
    let cx = FileCx {
        repo,
        integration: &load.integration,
        file,
    };
    catch_unwind(AssertUnwindSafe(|| rules::check_file(&cx))).map_err(|_| {
        format!(
            "a rule failed on {}; this is a defect of this tool",
            file.path
        )
        .into()
    })
}
