//! Rules about the version of a package and the releases of its changelog. ddev compares
//! them in core only.

mod changelog_missing;
mod mismatch;
mod no_release;
mod not_towncrier;
mod tile_changelog;
mod unreleased_has_releases;

use super::Rule;
use crate::model::changelog::ChangelogFacts;
use crate::model::{Facts, FileKind, Named, RepoKind};
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &changelog_missing::CHANGELOG_MISSING,
    &mismatch::MISMATCH,
    &no_release::NO_RELEASE,
    &not_towncrier::NOT_TOWNCRIER,
    &tile_changelog::TILE_CHANGELOG,
    &unreleased_has_releases::UNRELEASED_HAS_RELEASES,
];

const CHANGELOG: &str = "CHANGELOG.md";

/// Versions below are not released. ddev compares the texts.
const FIRST: &str = "1.0.0";

/// Path of the file that holds the version, relative to the integration. The directory of a
/// single integration may be called anything.
fn about_path(cx: &FileCx) -> String {
    if cx.repo.kind == RepoKind::Single {
        let mut found = cx.integration.facts_below("datadog_checks/");
        if let Some((path, _)) = found.find(|(path, _)| path.ends_with("/__about__.py")) {
            return path.to_owned();
        }
    }
    format!(
        "datadog_checks/{}/__about__.py",
        cx.integration.package_name()
    )
}

/// The file of the version is there: to ddev it is a Python package.
fn has_about(cx: &FileCx) -> bool {
    cx.integration.files.has_file(&about_path(cx))
}

/// The version of the package.
fn version<'a>(cx: &FileCx<'a>) -> Option<&'a Named> {
    let facts = cx.integration.facts_at(&about_path(cx))?.as_python()?;
    facts.version.as_ref()
}

fn changelog<'a>(cx: &FileCx<'a>) -> Option<&'a ChangelogFacts> {
    cx.integration.facts_at(CHANGELOG)?.as_changelog()
}

/// The file that holds the version, in a repository and directory whose version ddev checks.
fn is_about(cx: &FileCx) -> bool {
    cx.file.kind == FileKind::Python && *cx.file.path == *cx.integration.repo_path(&about_path(cx))
}

/// ddev checks versions in core, but for its own.
fn is_checked(cx: &FileCx) -> bool {
    let manifest = cx.integration.files.has_file("manifest.json");
    let excluded = cx.repo.config.is_integration.get(cx.dir()) == Some(&false);
    let package = cx.integration.files.has_file("pyproject.toml");
    cx.repo.kind == RepoKind::Core && cx.dir() != "ddev" && (manifest || package || !excluded)
}

/// An integration without a Python project.
fn is_tile(cx: &FileCx) -> bool {
    let manifest = cx.integration.files.has_file("manifest.json");
    let excluded = cx.repo.config.is_integration.get(cx.dir()) == Some(&false);
    (manifest || !excluded) && !cx.integration.files.has_file("pyproject.toml")
}

/// Facts of an open file rather than those of the index, which may lag behind.
fn own_changelog(cx: &FileCx) -> Option<ChangelogFacts> {
    match Facts::of(cx.file) {
        Facts::Changelog(facts) => Some(facts),
        _ => None,
    }
}
