//! Whether ddev looks at a file with the command that a rule stands for. Where it does not,
//! what it would fail on is only a warning.

use super::Rule;
use crate::model::setup::SETUP;
use crate::model::{FileKind, RepoKind};
use crate::text::Span;
use crate::workspace::{EntryKind, FileCx, PathTarget};

/// The command of the rule leaves out some files of their kind.
pub(super) fn is_choosy(rule: &Rule) -> bool {
    let command = rule.origin.ddev_command();
    matches!(
        command,
        Some("config" | "dashboards" | "dep" | "package" | "saved-views" | "service-checks")
    )
}

/// Those commands look at the file.
pub(super) fn is_looked_at(cx: &FileCx) -> bool {
    match cx.file.kind {
        FileKind::Dashboard | FileKind::SavedView => is_listed(cx),
        FileKind::ServiceChecks => is_declared(cx),
        FileKind::Spec => cx.is_validated_spec(),
        FileKind::Pyproject => is_of_check(cx),
        _ => true,
    }
}

/// True when the manifest names the file among its dashboards, monitors or saved views.
pub(super) fn is_listed(cx: &FileCx) -> bool {
    let Some(manifest) = cx.integration.manifest() else {
        return false;
    };
    let assets = manifest.assets.iter();
    let mut assets = assets.filter(|asset| asset.kind == cx.file.kind);
    // Of a manifest that is being typed nothing can be told.
    !manifest.well_formed || assets.any(|asset| leads_here(cx, &asset.path.value))
}

/// True for the service checks that the manifest names; at one of an unknown layout ddev stops.
fn is_declared(cx: &FileCx) -> bool {
    let Some(manifest) = cx.integration.manifest() else {
        return false;
    };
    let version = manifest.version.as_ref().map(|version| &*version.value);
    let named = manifest.service_checks_path.as_ref();
    !manifest.well_formed
        || (matches!(version, Some("1.0.0" | "2.0.0"))
            && named.is_some_and(|path| leads_here(cx, &path.value)))
}

/// A path of the manifest leads to this file. ddev splits paths at slashes, so that leading ones
/// do not count.
fn leads_here(cx: &FileCx, written: &str) -> bool {
    let own = cx.file.path.strip_prefix(&*cx.integration.base);
    match cx.integration.resolve(written.trim_start_matches('/')) {
        PathTarget::File(entry) => Some(&*entry.path) == own,
        _ => false,
    }
}

/// The directory holds a package with a version.
pub(super) fn is_of_check(cx: &FileCx) -> bool {
    cx.repo.kind == RepoKind::Single || cx.integration.is_valid_check()
}

/// What a Python source is to a check without `pyproject.toml`.
pub(super) enum WithoutProject {
    /// The file of the version, which makes the directory a check. There is no `setup.py` either.
    /// What is missing is told here.
    About(Span),
    /// `setup.py`, which ddev reads instead.
    Setup,
    /// Neither of them, or there is a `pyproject.toml`.
    No,
}

/// Finds the place to tell what a check without `pyproject.toml` lacks. To ddev a folder of that
/// name is no such file.
pub(super) fn without_project(cx: &FileCx) -> WithoutProject {
    let today = !matches!(cx.repo.kind, RepoKind::Legacy | RepoKind::Single);
    let entry = |path: &str| cx.integration.files.get(path).map(|entry| entry.kind);
    let is_folder = |kind| matches!(kind, EntryKind::Directory | EntryKind::Opaque);
    let lacks = |path: &str| entry(path).is_none_or(is_folder);
    if !today || !cx.integration.is_valid_check() || !lacks(FileKind::Pyproject.file_name()) {
        return WithoutProject::No;
    }
    let is = |path: &str| *cx.file.path == *cx.integration.repo_path(path);
    if is(&cx.integration.about_path()) && lacks(SETUP) {
        let first = cx.file.lines().line_range(cx.text(), 0);
        WithoutProject::About(Span::from(first))
    } else if is(SETUP) {
        WithoutProject::Setup
    } else {
        WithoutProject::No
    }
}
