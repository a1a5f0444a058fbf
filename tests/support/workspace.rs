//! Throw-away repositories on disk, in a folder whose name needs escaping everywhere.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A repository that goes away with this value.
pub(crate) struct Workspace {
    _dir: TempDir,
    root: PathBuf,
}

impl Workspace {
    /// An empty folder of a name.
    pub(crate) fn empty(name: &str) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let base = dir.path().canonicalize().expect("a real path");
        let root = base.join("mit Umlaut ä & 100% 😀").join(name);
        fs::create_dir_all(&root).expect("a folder");
        Self { _dir: dir, root }
    }

    /// A copy of the sample repository.
    pub(crate) fn sample() -> Self {
        let workspace = Self::empty("integrations-extras");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample");
        copy(&sample, &workspace.root);
        workspace
    }

    /// The root folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Absolute path of a file.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Text of a file.
    pub(crate) fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).expect("a readable file")
    }

    /// Absolute paths of all files.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let (mut files, mut folders) = (Vec::new(), vec![self.root.clone()]);
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).expect("a folder").flatten() {
                let into = if item.path().is_dir() {
                    &mut folders
                } else {
                    &mut files
                };
                into.push(item.path());
            }
        }
        files.sort();
        files
    }

    /// Writes a file with the folders above it; gives its absolute path.
    pub(crate) fn write(&self, relative: &str, text: &str) -> PathBuf {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a writable file");
        path
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for item in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).expect("a copy");
        }
    }
}
