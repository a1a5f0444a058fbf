//! The floor: walk the repository and read the files we check, in parallel. No tree,
//! no index, no rules.

use std::fs;
use std::path::{Path, PathBuf};

use integrations_ls::model::FileKind;
use rayon::prelude::*;

/// What was met on the way.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Walk {
    /// Files there are.
    pub(crate) files: usize,
    /// Files that were read.
    pub(crate) read: usize,
    /// Their bytes.
    pub(crate) bytes: usize,
}

/// Walks and reads.
pub(crate) fn run(root: &Path) -> Walk {
    let dirs: Vec<PathBuf> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    dirs.par_iter()
        .map(|dir| {
            let mut walk = Walk::default();
            visit(dir, &mut String::new(), &mut walk);
            walk
        })
        .reduce(Walk::default, |a, b| Walk {
            files: a.files + b.files,
            read: a.read + b.read,
            bytes: a.bytes + b.bytes,
        })
}

fn visit(dir: &Path, prefix: &mut String, walk: &mut Walk) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else {
            continue;
        };
        let length = prefix.len();
        prefix.push_str(&name);
        if kind.is_dir() {
            prefix.push('/');
            visit(&entry.path(), prefix, walk);
        } else {
            walk.files += 1;
            if FileKind::of(prefix).is_some()
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                walk.read += 1;
                walk.bytes += std::hint::black_box(text).len();
            }
        }
        prefix.truncate(length);
    }
}
