//! How a repository gets into the index: every directory is listed, its files are read and
//! parsed, and their facts kept. What is read comes from a [`Source`]; nothing here knows a disk.

use std::sync::Arc;

use rayon::prelude::*;

use super::{DdevConfig, Integration, Listing, Overrides, ReadError, Repo, Source, detect_kind};
use crate::model::{Facts, FileKind, Problem, SourceFile};

/// An integration with the parsed files its facts came from.
#[derive(Debug)]
pub struct IntegrationLoad {
    /// What the index keeps.
    pub integration: Arc<Integration>,
    /// Its files, parsed.
    pub files: Vec<SourceFile>,
}

impl Repo {
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
