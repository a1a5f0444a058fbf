//! Where a repository begins and of which kind it is, from any path inside it.
//! Works on a probe, so that this stays free of I/O.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Integration, Source};
use crate::model::{Generation, RepoKind};

/// Questions about directories.
pub trait RootProbe {
    /// `.ddev/config.toml` exists below.
    fn has_ddev_config(&self, dir: &Path) -> bool;
    /// The directory itself looks like an integration.
    fn is_integration(&self, dir: &Path) -> bool;
    /// Some visible directory below, other than `except`, looks like an integration.
    fn holds_integrations(&self, dir: &Path, except: Option<&Path>) -> bool;
}

/// A repository root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Absolute path.
    pub path: PathBuf,
    /// The root itself is one integration; its directory name.
    pub single: Option<String>,
}

/// The root of the repository that holds a directory; `None` when there is none.
#[must_use]
pub fn find_root(start: &Path, probe: &dyn RootProbe) -> Option<Root> {
    if let Some(dir) = start.ancestors().find(|dir| probe.has_ddev_config(dir)) {
        return Some(Root {
            path: dir.to_owned(),
            single: None,
        });
    }
    if probe.holds_integrations(start, None) && !probe.is_integration(start) {
        return Some(Root {
            path: start.to_owned(),
            single: None,
        });
    }
    let integration = start.ancestors().find(|dir| probe.is_integration(dir))?;
    if let Some(parent) = integration.parent()
        && (named_kind(parent).is_some() || probe.holds_integrations(parent, Some(integration)))
    {
        return Some(Root {
            path: parent.to_owned(),
            single: None,
        });
    }
    let name = integration.file_name()?.to_string_lossy().into_owned();
    Some(Root {
        path: integration.to_owned(),
        single: Some(name),
    })
}

/// Kind by the customary directory name of a checkout.
fn named_kind(dir: &Path) -> Option<RepoKind> {
    kind_in(&dir.file_name()?.to_string_lossy())
}

/// Kind named in a text such as a directory name or the address of a git remote.
fn kind_in(text: &str) -> Option<RepoKind> {
    let text = text.to_lowercase();
    if text.contains("integrations-core") {
        Some(RepoKind::Core)
    } else if text.contains("integrations-extras") {
        Some(RepoKind::Extras)
    } else if text.contains("marketplace") {
        Some(RepoKind::Marketplace)
    } else {
        None
    }
}

/// Kind of a repository. `hints` are the directory name and the text of the git
/// configuration (remote addresses), strongest first.
#[must_use]
pub fn detect_kind(
    single: bool,
    hints: &[&str],
    source: &dyn Source,
    integrations: impl Iterator<Item = Arc<Integration>>,
) -> RepoKind {
    if single {
        return RepoKind::Single;
    }
    if source
        .directories()
        .iter()
        .any(|dir| dir == "datadog_checks_base")
    {
        return RepoKind::Core;
    }
    let (mut legacy, mut all) = (0, 0);
    for manifest in integrations.filter_map(|i| i.manifest().map(|m| m.generation)) {
        all += 1;
        legacy += usize::from(manifest == Generation::Legacy);
    }
    if all > 0 && legacy * 2 > all {
        return RepoKind::Legacy;
    }
    hints
        .iter()
        .find_map(|hint| kind_in(hint))
        .unwrap_or(RepoKind::Extras)
}
