//! The disk: the only place of the core that touches it. Walks, reads, and finds
//! roots; its parts ask git and look for ddev. Never follows a link out of the
//! repository and never opens what is not a regular file.

mod published;
mod read;
mod templates;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Entry, EntryKind, Listing, ReadError, Root, RootProbe, Source};
use crate::syntax::json::{JsonKind, JsonTree};

pub use published::{OnDisk, Published};
pub use templates::{Environment, find_templates, with_machine};

/// Directories whose content is never looked at: version control, environments,
/// installed packages, build output.
const OPAQUE: [&str; 14] = [
    ".git",
    ".hg",
    ".svn",
    ".tox",
    ".nox",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "site-packages",
    "target",
];

/// Directories of the root with files of the repository itself.
const OF_REPOSITORY: [&str; 2] = [".github", ".ddev"];

/// Directories of the root that hold no integrations.
const NOT_INTEGRATIONS: [&str; 4] = ["build", "dist", "docs", "env"];

/// A repository on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The repository at an absolute path.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// Absolute path of one below the root, made in one piece of memory.
    fn place(&self, path: &str) -> PathBuf {
        let length = self.root.as_os_str().len() + path.len() + 1;
        let mut place = PathBuf::with_capacity(length);
        place.push(&self.root);
        place.push(path);
        place
    }

    /// `prefix` is the path of `dir` below the integration, empty or ending in a slash. False
    /// when the directory may not be read.
    fn walk(&self, dir: &Path, prefix: &mut String, entries: &mut Vec<Entry>) -> bool {
        let Ok(reader) = fs::read_dir(dir) else {
            return false;
        };
        for item in reader.flatten() {
            let Ok(name) = item.file_name().into_string() else {
                continue;
            };
            let Ok(file_type) = item.file_type() else {
                continue;
            };
            let kind = if file_type.is_symlink() {
                self.link_kind(&item.path())
            } else if file_type.is_dir() {
                if OPAQUE.contains(&name.as_str()) {
                    EntryKind::Opaque
                } else {
                    EntryKind::Directory
                }
            } else if file_type.is_file() {
                EntryKind::File(size_if_picture(&item, &name))
            } else {
                continue;
            };
            let length = prefix.len();
            prefix.push_str(&name);
            entries.push(Entry {
                path: prefix.as_str().into(),
                kind,
            });
            if kind == EntryKind::Directory {
                let own = entries.len() - 1;
                prefix.push('/');
                if !self.walk(&item.path(), prefix, entries) {
                    entries[own].kind = EntryKind::Opaque;
                }
            }
            prefix.truncate(length);
        }
        true
    }

    /// A link counts as what it leads to, when that is a file of this repository.
    fn link_kind(&self, path: &Path) -> EntryKind {
        let root = fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone());
        match fs::canonicalize(path) {
            Ok(target) if !target.starts_with(&root) => EntryKind::Outside,
            Ok(target) if target.is_file() => {
                EntryKind::File(fs::metadata(&target).map_or(0, |meta| meta.len()))
            }
            Ok(_) => EntryKind::Opaque,
            // A dangling link leads nowhere we could vouch for.
            Err(_) => EntryKind::Outside,
        }
    }
}

/// Only the sizes of pictures matter to a rule; asking for all would cost a call per file.
fn size_if_picture(item: &fs::DirEntry, name: &str) -> u64 {
    let picture = [".png", ".jpg", ".jpeg", ".gif", ".svg"]
        .iter()
        .any(|ext| name.ends_with(ext));
    if picture {
        item.metadata().map_or(0, |meta| meta.len())
    } else {
        0
    }
}

impl Source for Disk {
    fn directories(&self) -> Vec<String> {
        let Ok(reader) = fs::read_dir(&self.root) else {
            return Vec::new();
        };
        let mut names: Vec<String> = reader
            .flatten()
            .filter(|item| item.file_type().is_ok_and(|kind| kind.is_dir()))
            .filter_map(|item| item.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .filter(|name| !OPAQUE.contains(&name.as_str()))
            .filter(|name| !NOT_INTEGRATIONS.contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }

    fn list(&self, directory: &str) -> Listing {
        let mut entries = Vec::new();
        self.walk(&self.root.join(directory), &mut String::new(), &mut entries);
        Listing::new(entries)
    }

    fn list_root(&self) -> Listing {
        let mut entries = Vec::new();
        for item in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            let (Ok(name), Ok(kind)) = (item.file_name().into_string(), item.file_type()) else {
                continue;
            };
            let is_ours = OF_REPOSITORY.contains(&name.as_str());
            let kind = if kind.is_symlink() {
                self.link_kind(&item.path())
            } else if kind.is_file() {
                EntryKind::File(0)
            } else if kind.is_dir() && is_ours {
                self.walk(&item.path(), &mut format!("{name}/"), &mut entries);
                EntryKind::Directory
            } else if kind.is_dir() {
                EntryKind::Opaque
            } else {
                continue;
            };
            let path = name.into();
            entries.push(Entry { path, kind });
        }
        Listing::new(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<str>, ReadError> {
        read_file(&self.root.join(path), &self.root)
    }

    fn read_listed(&self, path: &str) -> Result<Arc<str>, ReadError> {
        // The walk follows no link to a directory, so only the file itself may be one.
        let listed = read::listed(&self.place(path));
        listed.unwrap_or_else(|| self.read(path))
    }

    fn head(&self, path: &str, count: usize) -> Option<Vec<u8>> {
        let path = self.root.join(path);
        if !is_file_inside(&path, &self.root) {
            return None;
        }
        let mut head = Vec::new();
        let file = fs::File::open(path).ok()?;
        file.take(count as u64).read_to_end(&mut head).ok()?;
        Some(head)
    }
}

/// True when a path below a directory leads to a regular file that lies below it, too.
/// Asked before opening: a link could lead out, and a pipe would wait for a writer.
fn is_file_inside(path: &Path, dir: &Path) -> bool {
    let linked = path
        .ancestors()
        .take_while(|part| *part != dir)
        .any(|part| part.is_symlink());
    if !linked {
        return path.is_file();
    }
    let real = |path: &Path| fs::canonicalize(path).ok();
    match (real(path), real(dir)) {
        (Some(target), Some(dir)) => target.starts_with(dir) && target.is_file(),
        _ => false,
    }
}

/// Text of a regular file inside a directory.
fn read_file(path: &Path, dir: &Path) -> Result<Arc<str>, ReadError> {
    fs::metadata(path).map_err(refused)?;
    if !is_file_inside(path, dir) {
        return Err(ReadError::NotFound);
    }
    read::text(&fs::File::open(path).map_err(refused)?)
}

fn refused(error: std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::NotFound,
        kind => ReadError::Io(kind),
    }
}

/// The probe of the real disk.
#[derive(Debug, Clone, Copy)]
pub struct DiskProbe;

impl RootProbe for DiskProbe {
    fn has_ddev_config(&self, dir: &Path) -> bool {
        is_file_inside(&dir.join(".ddev/config.toml"), dir)
    }

    fn is_integration(&self, dir: &Path) -> bool {
        looks_like_integration(dir)
    }

    fn holds_integrations(&self, dir: &Path, except: Option<&Path>) -> bool {
        let Ok(reader) = fs::read_dir(dir) else {
            return false;
        };
        reader
            .flatten()
            .filter(|item| item.file_type().is_ok_and(|kind| kind.is_dir()))
            .filter(|item| !item.file_name().to_string_lossy().starts_with('.'))
            .map(|item| item.path())
            .any(|path| Some(path.as_path()) != except && looks_like_integration(&path))
    }
}

/// Tells a Datadog manifest from the many other files of that name (browser extensions,
/// web apps), and accepts a directory without one when its metric table or package says so.
fn looks_like_integration(dir: &Path) -> bool {
    // A manifest may be a link to a file elsewhere in the repository, one level up.
    let repository = dir.parent().unwrap_or(dir);
    if let Ok(text) = read_file(&dir.join("manifest.json"), repository) {
        return is_datadog_manifest(&text);
    }
    has_metric_header(&dir.join("metadata.csv"), repository)
        || (dir.join("pyproject.toml").is_file() && dir.join("datadog_checks").is_dir())
}

/// True for a metric table, by the beginning of its header.
fn has_metric_header(path: &Path, repository: &Path) -> bool {
    let mut head = [0u8; 256];
    if !is_file_inside(path, repository) {
        return false;
    }
    let read = fs::File::open(path).and_then(|mut file| file.read(&mut head));
    let header = read.map(|count| String::from_utf8_lossy(&head[..count]).into_owned());
    header.is_ok_and(|text| text.contains("metric_name") && text.contains("metric_type"))
}

/// True for a manifest of an integration, complete or half typed.
#[must_use]
pub fn is_datadog_manifest(text: &str) -> bool {
    let tree = JsonTree::parse(text);
    let root = tree.root(text);
    let own = [
        "app_id",
        "app_uuid",
        "integration_id",
        "display_on_public_website",
        "guid",
    ];
    let version = root.get("manifest_version").map(|node| node.kind());
    match version {
        // Browser extensions write the number 2 or 3.
        Some(JsonKind::Number) => false,
        Some(JsonKind::String) => true,
        _ => own.iter().any(|key| root.get(key).is_some()),
    }
}

/// The root of the repository that holds a file or directory on disk.
#[must_use]
pub fn find_root_on_disk(path: &Path) -> Option<Root> {
    let start = if path.is_dir() { path } else { path.parent()? };
    super::find_root(start, &DiskProbe)
}

/// Texts that hint at the kind of a repository: directory name and git remotes.
#[must_use]
pub fn kind_hints(root: &Path) -> Vec<String> {
    let name = root
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let git = root.join(".git/config");
    let git = if is_file_inside(&git, root) {
        fs::read_to_string(git).unwrap_or_default()
    } else {
        String::new()
    };
    let remotes = git
        .lines()
        .filter(|line| line.trim_start().starts_with("url"));
    remotes.map(str::to_owned).chain(name).collect()
}

/// The current year in UTC; `None` when the clock is before 1970.
#[must_use]
pub fn this_year() -> Option<i32> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let day = since.ok()?.as_secs() / 86_400;
    i32::try_from(year_of(i64::try_from(day).ok()?)).ok()
}

/// Year of a day, counted from the first of 1970.
fn year_of(day: i64) -> i64 {
    // Eras of 400 years that begin on the first of March.
    let day = day + 719_468;
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let is_january_or_february = of_year >= 306;
    day.div_euclid(146_097) * 400 + year_of_era + i64::from(is_january_or_february)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_year() {
        for (day, year) in [
            (0, 1970),
            (364, 1970),
            (365, 1971),
            (11_016, 2000),
            (20_818, 2026),
            (20_819, 2027),
        ] {
            assert_eq!(year_of(day), year, "{day}");
        }
    }
}
