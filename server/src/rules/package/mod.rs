//! Rules about `pyproject.toml`, and about what ddev reads where a check has none.

mod author_email;
mod authors;
mod folder;
mod missing_file;
mod name;
mod toml;
mod untested;
mod version_path;
mod wheel;

use super::Rule;
use crate::model::RepoKind;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &author_email::AUTHOR_EMAIL,
    &authors::AUTHORS,
    &folder::FOLDER,
    &missing_file::MISSING_FILE,
    &name::NAME,
    &toml::TOML,
    &untested::UNTESTED,
    &version_path::VERSION_PATH,
    &wheel::WHEEL,
];

/// Directories of tools, whose packages follow other names.
const TOOLS: [&str; 4] = [
    "datadog_checks_base",
    "datadog_checks_dev",
    "datadog_checks_downloader",
    "ddev",
];

/// Name of the Python package of an integration, below `datadog_checks`; `None` when none
/// is expected. The directory of a single integration may be called anything: there the
/// package that exists counts.
fn expected_package(cx: &FileCx) -> Option<String> {
    if cx.repo.kind != RepoKind::Single {
        return (cx.dir() != "ddev").then(|| cx.integration.package_name());
    }
    let folders = cx.integration.files.entries().iter().filter_map(|entry| {
        let name = entry.path.strip_prefix("datadog_checks/")?;
        let folder = cx.integration.files.has_directory(&entry.path);
        (folder && !name.contains('/') && !name.starts_with("__")).then_some(name)
    });
    let folders: Vec<&str> = folders.collect();
    match folders.as_slice() {
        [only] => Some((*only).to_owned()),
        _ => None,
    }
}

/// True when the file is TOML; otherwise nothing can be said to be missing.
fn is_toml(cx: &FileCx) -> bool {
    cx.file.sound_toml().is_some()
}
