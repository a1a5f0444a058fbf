//! Where files of the repository name a directory, a package or a key, for hover, links and
//! definition alike.

use crate::catalog::{ConfigValue, config_key};
use crate::model::FileKind;
use crate::model::codeowners::Codeowners;
use crate::model::labeler::labels;
use crate::model::pins::PinFacts;
use crate::syntax::yaml::YamlNode;
use crate::text::Span;
use crate::workspace::{FileCx, Integration, Repo};

/// A directory that a text names.
#[derive(Debug, Clone)]
pub(super) struct Named<'a> {
    /// Bytes that name it.
    pub(super) span: Span,
    /// Its name.
    pub(super) dir: &'a str,
}

/// The directory under the cursor.
pub(super) fn directory_at<'a>(cx: &FileCx<'a>, offset: usize) -> Option<Named<'a>> {
    let mut all = directories(cx).into_iter();
    all.find(|named| named.span.touches(offset))
}

/// Every place of a file that names a directory.
pub(super) fn directories<'a>(cx: &FileCx<'a>) -> Vec<Named<'a>> {
    match cx.file.kind {
        FileKind::Codeowners => {
            let lines = Codeowners::of(cx.text()).lines.into_iter();
            let named = lines.filter_map(|line| {
                Some(Named {
                    span: line.pattern.span,
                    dir: line.directory()?.text,
                })
            });
            named.collect()
        }
        FileKind::Labeler => {
            let labels = labels(cx.file).unwrap_or_default().into_iter();
            let named = labels.flat_map(|label| {
                let dir = label.directory();
                let key = label.rules.key_span().filter(|_| label.is_of_integration());
                let key = key.map(|span| Named {
                    span,
                    dir: dir.unwrap_or(label.named_directory()),
                });
                let glob = label.glob().zip(dir).map(|(glob, dir)| Named {
                    span: glob.inner_span(),
                    dir,
                });
                [key, glob].into_iter().flatten()
            });
            named.collect()
        }
        FileKind::Workflow | FileKind::Coverage => {
            let tree = cx.file.yaml().into_iter();
            let nodes = tree.flat_map(|tree| tree.nodes(cx.text()));
            nodes
                .flat_map(|node| named_by(cx.file.kind, node))
                .collect()
        }
        FileKind::AgentRelease => {
            let pins = PinFacts::of(cx.file).pins.into_iter();
            let named = pins.filter_map(|pin| {
                let directory = cx.repo.by_distribution(&pin.name.value)?;
                Some(Named {
                    span: pin.line,
                    dir: &directory.dir,
                })
            });
            named.collect()
        }
        FileKind::DdevConfig => {
            let tree = cx.file.toml().into_iter();
            let nodes = tree.flat_map(|tree| tree.nodes(cx.text()));
            let named = nodes.filter_map(|node| {
                let key = config_key(&node.path())?;
                if key.value == ConfigValue::Directories && node.key().is_none() {
                    return Some(Named {
                        span: node.inner_span(),
                        dir: node.as_str()?,
                    });
                }
                let dir = node.key().filter(|_| key.is_directory())?;
                Some(Named {
                    span: node.key_span()?,
                    dir,
                })
            });
            named.collect()
        }
        _ => Vec::new(),
    }
}

/// What a value of the jobs or of the coverage configuration names, with its key or as text.
fn named_by(kind: FileKind, node: YamlNode) -> Vec<Named> {
    let path = node.path();
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    let key = |dir| node.key_span().map(|span| Named { span, dir });
    let value = || Some((node.inner_span(), node.as_str()?));
    let own = || value().map(|(span, dir)| Named { span, dir });
    // The directory that a path begins with.
    let first = || {
        let (span, path) = value()?;
        let dir = path.split('/').next()?;
        Some(Named { span, dir })
    };
    let found = match (kind, &steps[..]) {
        (FileKind::Workflow, ["jobs", _]) => node.str_at("/with/target").and_then(key),
        (FileKind::Workflow, ["jobs", _, "with", "target"]) => own(),
        (FileKind::Coverage, ["services[]", "id"]) => own(),
        (FileKind::Coverage, ["services[]", "paths[]"]) => first(),
        (FileKind::Coverage, ["flags", dir]) => node.key().filter(|own| own == dir).and_then(key),
        (FileKind::Coverage, ["flags", _, "paths[]"]) => first(),
        _ => None,
    };
    found.into_iter().collect()
}

/// An integration, or a package beside them.
pub(super) fn directory<'a>(repo: &'a Repo, dir: &str) -> Option<&'a Integration> {
    let known = repo
        .integrations
        .get(dir)
        .or_else(|| repo.packages.get(dir));
    known.map(|known| &**known)
}

/// The file that tells most about a directory, by its path in the repository.
pub(super) fn front_file(directory: &Integration) -> Option<String> {
    let about = directory.about_path();
    let files = ["manifest.json", "README.md", "pyproject.toml", &about];
    let found = files
        .into_iter()
        .find(|file| directory.files.has_file(file))?;
    Some(directory.repo_path(found))
}

/// Where a name of a directory leads: to the very file that its pattern means, or else to the
/// file that tells most.
pub(super) fn target(cx: &FileCx, named: &Named) -> Option<String> {
    let directory = directory(cx.repo, named.dir)?;
    let pattern = named.span.slice(cx.text()).trim_start_matches('/');
    let inside = pattern.strip_prefix(named.dir).unwrap_or_default();
    let inside = inside.trim_start_matches('/');
    match directory.files.has_file(inside) {
        true => Some(directory.repo_path(inside)),
        false => front_file(directory),
    }
}

/// A few lines about a directory.
pub(super) fn describe(repo: &Repo, dir: &str) -> String {
    let Some(directory) = directory(repo, dir) else {
        return format!("There is no integration `{dir}`.");
    };
    let mut text = format!("**{}** (`{dir}`)", directory.display_name(&repo.config));
    let what = match (directory.is_package_only, directory.is_package()) {
        (true, _) => "A package beside the integrations",
        (false, true) => "An integration with a Python package",
        (false, false) => "An integration without a package",
    };
    text.push_str(&format!("\n\n{what}"));
    if let Some(version) = directory.version() {
        text.push_str(&format!(", version {}", version.value));
    }
    text.push('.');
    if let Some(metadata) = directory.metadata() {
        text.push_str(&format!(" Metrics: {}.", metadata.metrics.len()));
    }
    text
}
