//! The files of one integration as names only, and where a path written in a file
//! leads. Rules ask here whether something exists; nothing is opened.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file, or a link to one inside the repository; its size in bytes.
    File(u64),
    /// A directory.
    Directory,
    /// A directory we do not look into (tests, build output, environments) or a link to
    /// a directory: nothing is known of what is below.
    Opaque,
    /// A link that leads out of the repository.
    Outside,
}

/// A path below the integration directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Relative to the integration directory, `/` separators.
    pub path: Box<str>,
    /// What it is.
    pub kind: EntryKind,
}

/// Where a path written by a user leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathTarget<'a> {
    /// A file of the integration.
    File(&'a Entry),
    /// A directory of the integration.
    Directory,
    /// Nothing is there. Holds the normalised path.
    Missing(String),
    /// Out of the integration directory, but inside the repository: the normalised
    /// path relative to the repository root.
    Sibling(String),
    /// Out of the repository: absolute, too many `..`, or through a link.
    Outside,
    /// Below something we do not look into.
    Unknown,
}

/// All files of an integration, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    entries: Vec<Entry>,
    /// Their indices by path: most rules ask for some file or other.
    by_path: HashTable<u32>,
    hasher: RandomState,
}

impl PartialEq for Listing {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Listing {
    /// Sorts the entries of a walk.
    #[must_use]
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.dedup_by(|a, b| a.path == b.path);
        let hasher = RandomState::default();
        let hash = |index: &u32| hasher.hash_one(&*entries[*index as usize].path);
        let mut by_path = HashTable::with_capacity(entries.len());
        for index in 0..entries.len() as u32 {
            by_path.insert_unique(hash(&index), index, hash);
        }
        Self {
            entries,
            by_path,
            hasher,
        }
    }

    /// Entries in order of path.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry at an exact path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Entry> {
        let entry = |index: &u32| &self.entries[*index as usize];
        let is_it = |index: &u32| *entry(index).path == *path;
        self.by_path
            .find(self.hasher.hash_one(path), is_it)
            .map(entry)
    }

    /// True when a file stands at the exact path.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        matches!(
            self.get(path),
            Some(Entry {
                kind: EntryKind::File(_),
                ..
            })
        )
    }

    /// True when a directory stands at the exact path.
    #[must_use]
    pub fn has_directory(&self, path: &str) -> bool {
        matches!(
            self.get(path),
            Some(Entry {
                kind: EntryKind::Directory,
                ..
            })
        )
    }

    /// Files below a directory, `""` for all.
    pub fn files_below<'a>(&'a self, directory: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| {
            matches!(entry.kind, EntryKind::File(_))
                && (directory.is_empty()
                    || entry
                        .path
                        .strip_prefix(directory)
                        .is_some_and(|rest| rest.starts_with('/')))
        })
    }

    /// Where a path written in a file of this integration leads. `depth` is how many
    /// directories the integration lies below the repository root (0 or 1), `dir` its name.
    #[must_use]
    pub fn resolve(&self, written: &str, dir: &str, depth: usize) -> PathTarget<'_> {
        let windows_drive = written.as_bytes().get(1) == Some(&b':');
        if written.starts_with('/') || written.starts_with('\\') || windows_drive {
            return PathTarget::Outside;
        }
        // Most are written as they are listed.
        if let Some(entry) = self
            .get(written)
            .filter(|e| matches!(e.kind, EntryKind::File(_)))
        {
            return PathTarget::File(entry);
        }
        let mut parts: Vec<&str> = if depth == 0 { Vec::new() } else { vec![dir] };
        for part in written.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return PathTarget::Outside;
                    }
                }
                part => parts.push(part),
            }
        }
        if depth > 0 {
            if parts.first() != Some(&dir) {
                return PathTarget::Sibling(parts.join("/"));
            }
            parts.remove(0);
        }
        self.inside(&parts)
    }

    fn inside(&self, parts: &[&str]) -> PathTarget<'_> {
        if parts.is_empty() {
            return PathTarget::Directory;
        }
        for count in 1..parts.len() {
            match self.get(&parts[..count].join("/")).map(|entry| entry.kind) {
                Some(EntryKind::Opaque) => return PathTarget::Unknown,
                Some(EntryKind::Outside) => return PathTarget::Outside,
                _ => {}
            }
        }
        let path = parts.join("/");
        match self.get(&path) {
            Some(entry) => match entry.kind {
                EntryKind::File(_) => PathTarget::File(entry),
                EntryKind::Directory | EntryKind::Opaque => PathTarget::Directory,
                EntryKind::Outside => PathTarget::Outside,
            },
            None => PathTarget::Missing(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing() -> Listing {
        let entry = |path: &str, kind| Entry {
            path: path.into(),
            kind,
        };
        Listing::new(vec![
            entry("images", EntryKind::Directory),
            entry("images/a.png", EntryKind::File(10)),
            entry("link.json", EntryKind::Outside),
            entry("node_modules", EntryKind::Opaque),
        ])
    }

    #[test]
    fn paths_resolve_without_touching_the_disk() {
        let files = listing();
        let resolve = |path| files.resolve(path, "foo", 1);
        assert!(matches!(
            resolve("./images/../images/a.png"),
            PathTarget::File(_)
        ));
        assert_eq!(resolve("images"), PathTarget::Directory);
        assert_eq!(
            resolve("images/b.png"),
            PathTarget::Missing("images/b.png".into())
        );
        assert_eq!(resolve("../bar/x"), PathTarget::Sibling("bar/x".into()));
        assert_eq!(resolve("../foo/images"), PathTarget::Directory);
        assert_eq!(resolve("../../etc/passwd"), PathTarget::Outside);
        assert_eq!(resolve("/etc/passwd"), PathTarget::Outside);
        assert_eq!(resolve("C:/x"), PathTarget::Outside);
        assert_eq!(resolve("link.json"), PathTarget::Outside);
        assert_eq!(resolve("node_modules/x.js"), PathTarget::Unknown);
    }

    #[test]
    fn a_lone_integration_has_no_siblings() {
        assert_eq!(listing().resolve("../x", "foo", 0), PathTarget::Outside);
    }
}
