//! Where `pyproject.toml` names files and packages, for links and definition alike.

use crate::catalog::ConfigKeys;
use crate::ide::directory_refs::front_file;
use crate::model::package::{Dependency, dependencies, optional_dependencies};
use crate::model::{Facts, FileKind};
use crate::syntax::toml::TomlNode;
use crate::text::Span;
use crate::workspace::FileCx;

/// A place that leads to another one.
pub(super) struct PackageRef {
    /// Bytes that name it.
    pub(super) span: Span,
    /// Path relative to the repository root.
    pub(super) path: String,
    /// Bytes there.
    pub(super) place: Span,
}

/// The keys of a file of a package.
pub(super) fn known_keys(kind: FileKind) -> Option<&'static ConfigKeys> {
    match kind {
        FileKind::Pyproject => Some(crate::catalog::pyproject_keys()),
        FileKind::Hatch => Some(crate::catalog::hatch_keys()),
        _ => None,
    }
}

/// Everything that the file names and that is there.
pub(super) fn references(cx: &FileCx) -> Vec<PackageRef> {
    let tree = cx
        .file
        .toml()
        .filter(|_| cx.file.kind == FileKind::Pyproject);
    let Some(root) = tree.map(|tree| tree.root(cx.text())) else {
        return Vec::new();
    };
    let targets = root.find(&["tool", "hatch", "build", "targets"]);
    let targets = targets.into_iter().flat_map(|targets| targets.children());
    let included = targets.filter_map(|target| target.get("include"));
    let readme = root.find(&["project", "readme"]);
    let paths = included.flat_map(|list| list.children()).chain(readme);
    let files = paths.filter_map(|node| file(cx, node));
    let version = root.find(&["tool", "hatch", "version", "path"]);
    let version = version.and_then(|node| version_file(cx, node));
    let base = dependencies(root).filter_map(|needed| package(cx, &needed));
    let pinned = optional_dependencies(root).filter_map(|needed| pin(cx, &needed));
    files.chain(version).chain(base).chain(pinned).collect()
}

/// A file, or the first file of a package.
fn file(cx: &FileCx, node: TomlNode) -> Option<PackageRef> {
    let path = node.as_str()?.trim_matches('/');
    let files = &cx.integration.files;
    let package = format!("{path}/__init__.py");
    let found = [path, &package]
        .into_iter()
        .find(|path| files.has_file(path))?;
    Some(PackageRef {
        span: node.inner_span(),
        path: cx.integration.repo_path(found),
        place: Span::at(0),
    })
}

fn version_file(cx: &FileCx, node: TomlNode) -> Option<PackageRef> {
    let found = file(cx, node)?;
    let facts = cx
        .integration
        .facts_at(node.as_str()?)
        .and_then(Facts::as_python);
    let version = facts.and_then(|facts| facts.declared_version.as_ref());
    Some(PackageRef {
        place: version.map_or(Span::at(0), |version| version.span),
        ..found
    })
}

/// A package of the same repository.
fn package(cx: &FileCx, needed: &Dependency) -> Option<PackageRef> {
    let name = &needed.read.as_ref().ok()?.normalized;
    let directory = cx.repo.by_distribution(name)?;
    Some(PackageRef {
        span: needed.span(),
        path: front_file(directory)?,
        place: Span::at(0),
    })
}

/// The version that the Agent ships.
fn pin(cx: &FileCx, needed: &Dependency) -> Option<PackageRef> {
    let name = &needed.read.as_ref().ok()?.normalized;
    let pin = cx.repo.agent_requirements()?.of_package(name).next()?;
    Some(PackageRef {
        span: needed.span(),
        path: FileKind::AgentRequirements.file_name().to_owned(),
        place: pin.line,
    })
}
