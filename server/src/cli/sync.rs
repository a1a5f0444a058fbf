//! `integrations-ls sync`: writes what is derived from specifications, the rendered
//! configuration files and the models, or tells what it would write.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use rayon::prelude::*;

use super::check::with_templates;
use super::fix::plural;
use super::select::{self, Selection};
use super::write::{unified, write_whole};
use super::{Failure, SyncArgs, output, settings};
use crate::model::FileKind;
use crate::workspace::loader::{self, Disk};
use crate::workspace::{
    Derived, DerivedFile, DerivedKind, Freshness, Integration, ReadError, Repo, Source, Trouble,
};

/// What became of the files.
#[derive(Debug, Default)]
struct Outcome {
    written: usize,
    same: usize,
    integrations: usize,
    failed: usize,
    /// For standard output, in order.
    report: String,
}

pub(super) fn run(args: &SyncArgs) -> Result<ExitCode, Failure> {
    let overrides = settings::of_sync(args)?;
    let jobs = select::jobs(&args.paths)?;
    let mut outcome = Outcome::default();
    for (root, selection) in jobs {
        let disk = Disk::new(&root.path);
        let hints = loader::kind_hints(&root.path);
        let hints: Vec<&str> = hints.iter().map(String::as_str).collect();
        let single = root.single.as_deref();
        let (repo, _) = Repo::load(&disk, single, &overrides, &hints, &|_| false, &|_| {});
        let repo = with_templates(&repo, &root.path);
        sync(&repo, &root.path, &disk, &selection, args, &mut outcome)?;
    }
    output::print(&outcome.report)?;
    if !args.quiet {
        eprintln!("{}", outcome.summary(args));
    }
    let to_do = (args.check || args.diff) && outcome.written > 0;
    Ok(ExitCode::from(u8::from(to_do || outcome.failed > 0)))
}

fn sync(
    repo: &Repo,
    root: &Path,
    disk: &Disk,
    selection: &Selection,
    args: &SyncArgs,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let chosen: Vec<&Arc<Integration>> = repo
        .integrations
        .values()
        .filter(|integration| is_chosen(selection, integration, repo))
        .collect();
    if chosen.is_empty() && !selection.all {
        return Err(select::no_integration(root));
    }
    let all: Vec<Option<Arc<Derived>>> = chosen
        .par_iter()
        .map(|integration| integration.derived(repo))
        .collect();
    for (integration, derived) in chosen.into_iter().zip(all) {
        let Some(derived) = derived else {
            if !selection.all {
                let spec = integration.repo_path(FileKind::Spec.file_name());
                return Err(
                    format!("{spec} does not exist, so there is nothing to derive.").into(),
                );
            }
            continue;
        };
        outcome.integrations += 1;
        tell_trouble(repo, integration, &derived, outcome)?;
        let models = derived.expects_models || args.models;
        let files = derived.files.iter();
        for file in files.filter(|file| models || file.kind == DerivedKind::Example) {
            bring(file, integration, root, disk, args, outcome)?;
        }
    }
    Ok(())
}

/// Without names everything that ddev looks at is chosen.
fn is_chosen(selection: &Selection, integration: &Integration, repo: &Repo) -> bool {
    let dir = &*integration.base;
    (selection.all && integration.has_checked_configurations(repo.kind))
        || selection
            .paths
            .iter()
            .any(|path| format!("{path}/").starts_with(dir))
}

fn tell_trouble(
    repo: &Repo,
    integration: &Integration,
    derived: &Derived,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let spec = integration.repo_path(FileKind::Spec.file_name());
    match derived.trouble {
        None => {}
        Some(Trouble::NoTemplates) => {
            return Err(format!(
                "{spec} uses templates of ddev, and none were found on this machine. Install \
                 ddev, or name a directory with `--templates`."
            )
            .into());
        }
        Some(Trouble::Errors) => {
            outcome.failed += 1;
            let dir = if repo.kind == crate::model::RepoKind::Single {
                ""
            } else {
                &*integration.dir
            };
            let command = format!("integrations-ls check {dir}");
            eprintln!(
                "error: {spec} has errors, so not everything can be derived; `{}` tells them.",
                command.trim_end()
            );
        }
    }
    Ok(())
}

/// Makes one file what it should be, or notes that it is not.
fn bring(
    file: &DerivedFile,
    integration: &Integration,
    root: &Path,
    disk: &Disk,
    args: &SyncArgs,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    if file.freshness(integration) == Freshness::Same {
        outcome.same += 1;
        return Ok(());
    }
    let path = integration.repo_path(&file.path);
    let before = match disk.read(&path) {
        Ok(text) => Some(text),
        Err(ReadError::NotFound) => None,
        // Written anew as a whole, it can be read.
        Err(ReadError::InvalidUtf8(_, text)) => Some(text),
        Err(ReadError::TooLarge(size)) => {
            return Err(format!("{path} has {size} bytes; it was left alone.").into());
        }
        Err(ReadError::Io(kind)) => return Err(format!("cannot read {path}: {kind}").into()),
    };
    outcome.written += 1;
    if args.diff {
        let from = if before.is_some() {
            &*path
        } else {
            "/dev/null"
        };
        let before = before.as_deref().unwrap_or_default();
        outcome.report += &unified(from, &path, before, &file.text);
    } else if args.check {
        outcome.report += &format!("would write {path}\n");
    } else {
        let target = root.join(&path);
        let made = target.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| write_whole(&target, &file.text))
            .map_err(|e| format!("cannot write {path}: {e}"))?;
        outcome.report += &format!("wrote {path}\n");
    }
    Ok(())
}

impl Outcome {
    fn summary(&self, args: &SyncArgs) -> String {
        let verb = if args.check || args.diff {
            "would be written"
        } else {
            "written"
        };
        format!(
            "{} {verb}, {} in sync, from the specifications of {}.",
            plural(self.written, "file"),
            self.same,
            plural(self.integrations, "integration")
        )
    }
}
