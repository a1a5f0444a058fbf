//! Whether ddev looks at a file with the command that a rule stands for. Where it does not,
//! what it would fail on is only a warning.

use super::Rule;
use crate::model::{FileKind, RepoKind};
use crate::workspace::{FileCx, PathTarget};

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
