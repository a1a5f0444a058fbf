//! From the paths of the user to repositories and the files to check in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::model::FileKind;
use crate::rules::Finding;
use crate::workspace::{Root, loader};

/// What to check in one repository.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// Everything, whatever else is listed.
    pub(super) all: bool,
    /// Paths relative to the root, `/` separators: directories or files.
    pub(super) paths: Vec<String>,
}

impl Selection {
    /// True when a file, by its path relative to the root, has to be looked at: what the
    /// files of the repository say of an integration belongs to checking it.
    pub(super) fn wants(&self, file: &str) -> bool {
        let integration = || self.paths.iter().any(|path| !path.contains('/'));
        self.holds(file) || (FileKind::of_root(file).is_some() && integration())
    }

    /// True when a finding is to be told.
    pub(super) fn holds_finding(&self, finding: &Finding) -> bool {
        let about = finding.about.as_deref();
        self.holds(&finding.path) || about.is_some_and(|dir| self.holds(dir))
    }

    /// True when a file, by its path relative to the root, is to be checked.
    pub(super) fn holds(&self, file: &str) -> bool {
        self.all
            || self.paths.iter().any(|path| {
                file.strip_prefix(path.as_str())
                    .is_some_and(|r| r.is_empty() || r.starts_with('/'))
            })
    }
}

/// A repository and what to check in it.
pub(super) type Job = (Root, Selection);

/// Groups the paths by repository.
pub(super) fn jobs(paths: &[PathBuf]) -> Result<Vec<Job>, Failure> {
    let mut jobs: BTreeMap<PathBuf, Job> = BTreeMap::new();
    for path in paths {
        let absolute = std::fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
        let Some(root) = loader::find_root_on_disk(&absolute) else {
            return Err(no_integration(path));
        };
        let relative = relative(&absolute, &root.path);
        let (_, selection) = jobs
            .entry(root.path.clone())
            .or_insert_with(|| (root, Selection::default()));
        match relative {
            Some(inside) if !inside.is_empty() => selection.paths.push(inside),
            _ => selection.all = true,
        }
    }
    Ok(jobs.into_values().collect())
}

/// Path below the root with `/` separators; `None` when it is not below it.
fn relative(path: &Path, root: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = inside
        .components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect();
    Some(parts.join("/"))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        kind => kind.to_string(),
    };
    format!("cannot open {}: {reason}", path.display()).into()
}

pub(super) fn no_integration(path: &Path) -> Failure {
    format!(
        "{} holds no integration: neither it nor a directory above it has a Datadog \
         manifest.json, a metadata.csv or a .ddev/config.toml.",
        path.display()
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_selects_what_is_below_it_only() {
        let selection = Selection {
            all: false,
            paths: vec!["foo".into()],
        };
        assert!(selection.holds("foo/metadata.csv"));
        assert!(!selection.holds("foobar/metadata.csv"));
        assert!(selection.wants(".github/CODEOWNERS") && !selection.holds(".github/CODEOWNERS"));
    }
}
