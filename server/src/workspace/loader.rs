//! The disk: the only place of the core that touches it. Walks, reads, finds
//! roots, and asks git for published manifests. Never follows a link out of the
//! repository and never opens what is not a regular file.

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::{Baseline, Entry, EntryKind, Listing, ReadError, Root, RootProbe, Source};
use crate::model::MAX_FILE_SIZE;
use crate::syntax::json::{JsonKind, JsonTree};

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

    /// `prefix` is the path of `dir` below the integration, empty or ending in a slash.
    fn walk(&self, dir: &Path, prefix: &mut String, entries: &mut Vec<Entry>) {
        let Ok(reader) = fs::read_dir(dir) else {
            return;
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
                EntryKind::File(size_if_picture(&item))
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
                prefix.push('/');
                self.walk(&item.path(), prefix, entries);
            }
            prefix.truncate(length);
        }
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
fn size_if_picture(item: &fs::DirEntry) -> u64 {
    let name = item.file_name();
    let name = name.to_string_lossy();
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
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::NotFound,
        kind => ReadError::Io(kind),
    };
    let meta = fs::metadata(path).map_err(refused)?;
    if !is_file_inside(path, dir) {
        return Err(ReadError::NotFound);
    }
    if meta.len() > MAX_FILE_SIZE {
        return Err(ReadError::TooLarge(meta.len()));
    }
    let bytes = fs::read(path).map_err(refused)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(ReadError::InvalidUtf8(
                at,
                String::from_utf8_lossy(error.as_bytes()).into(),
            ))
        }
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

/// Published texts of files, read from `origin/master` with one run of git; empty when
/// there is no git repository, no git, or no such branch. Nothing is fetched.
#[must_use]
pub fn published(root: &Path, paths: &[String]) -> Baseline {
    let git = root.join(".git");
    // In a further work tree `.git` is a file that names the real directory.
    if !git.is_file() && !git.join("config").is_file() {
        return Baseline::default();
    }
    // One line is one question.
    let paths: Vec<String> = paths
        .iter()
        .filter(|path| !path.contains(['\n', '\r']))
        .cloned()
        .collect();
    if paths.is_empty() {
        return Baseline::default();
    }
    git_batch(root, &paths)
        .map(Baseline::new)
        .unwrap_or_default()
}

fn git_batch(root: &Path, paths: &[String]) -> Option<HashMap<String, Arc<str>>> {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["cat-file", "--batch"])
        // A partial clone must not reach for the network.
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let asked: String = paths
        .iter()
        .map(|path| format!("origin/master:{path}\n"))
        .collect();
    // Written from a thread: git answers while we still ask, and pipes are small.
    let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()));
    let mut output = Vec::new();
    let read = child.stdout.take()?.read_to_end(&mut output);
    let _ = writer.join();
    let _ = child.wait();
    read.ok()?;
    let mut texts = HashMap::new();
    let mut rest = output.as_slice();
    for path in paths {
        let end = rest.iter().position(|&b| b == b'\n')?;
        let header = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 1..];
        let Some((_, size)) = header
            .rsplit_once(" blob ")
            .map(|(id, size)| (id, size.trim()))
        else {
            continue;
        };
        let size: usize = size.parse().ok()?;
        let body = rest.get(..size)?;
        texts.insert(path.clone(), String::from_utf8_lossy(body).into());
        rest = rest.get(size + 1..)?;
    }
    Some(texts)
}
