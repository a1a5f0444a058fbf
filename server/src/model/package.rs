//! `pyproject.toml`: the names that must agree with the directory, and what the package needs.

use std::collections::BTreeSet;

use super::{Facts, Named, SourceFile};
use crate::syntax::requirement::{Requirement, RequirementError};
use crate::syntax::toml::{TomlNode, TomlValue};
use crate::text::Span;

/// What other files and rules may know of a package.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PackageFacts {
    /// `[project] name`.
    pub name: Option<Named>,
    /// `[tool.hatch.version] path`.
    pub version_path: Option<Named>,
    /// Packages it needs beside the base library, by the name they are compared by.
    pub needs: BTreeSet<Box<str>>,
    /// All of the file could be read.
    pub is_whole: bool,
}

impl PackageFacts {
    /// Reads a file; empty for files that are no TOML.
    #[must_use]
    pub fn of(file: &SourceFile) -> Self {
        let Some(tree) = file.toml() else {
            return Self::default();
        };
        let root = tree.root(&file.text);
        let string = |path: &[&str]| root.find(path).and_then(named);
        Self {
            name: string(&["project", "name"]),
            version_path: string(&["tool", "hatch", "version", "path"]),
            needs: optional_dependencies(root)
                .filter_map(|needed| Some(needed.read.ok()?.normalized.into()))
                .collect(),
            is_whole: tree.errors().is_empty(),
        }
    }
}

/// A requirement of a package.
#[derive(Debug, Clone)]
pub struct Dependency<'a> {
    /// The string.
    pub node: TomlNode<'a>,
    /// Its text.
    pub text: &'a str,
    /// How it reads.
    pub read: Result<Requirement, RequirementError>,
}

impl Dependency<'_> {
    /// The place in the file of a place in the text; with escapes, all of it.
    #[must_use]
    pub fn place(&self, part: Span) -> Span {
        let whole = self.node.inner_span();
        let start = whole.start as usize;
        if whole.len() == self.text.len() {
            Span::new(start + part.start as usize, start + part.end as usize)
        } else {
            whole
        }
    }

    /// All of it.
    #[must_use]
    pub fn span(&self) -> Span {
        self.node.inner_span()
    }
}

/// The requirements in `project.dependencies`.
pub fn dependencies(root: TomlNode) -> impl Iterator<Item = Dependency> {
    let list = root.find(&["project", "dependencies"]);
    list.into_iter().flat_map(requirements)
}

/// The requirements in all groups of `project.optional-dependencies`.
pub fn optional_dependencies(root: TomlNode) -> impl Iterator<Item = Dependency> {
    let groups = root.find(&["project", "optional-dependencies"]);
    groups
        .into_iter()
        .flat_map(|groups| groups.children())
        .flat_map(requirements)
}

fn requirements(list: TomlNode) -> impl Iterator<Item = Dependency> {
    let items = (*list.value() == TomlValue::Array).then(|| list.children());
    items.into_iter().flatten().filter_map(|node| {
        let text = node.as_str()?;
        let read = Requirement::parse(text);
        Some(Dependency { node, text, read })
    })
}

/// Text of a string with its place.
#[must_use]
pub fn named(node: TomlNode) -> Option<Named> {
    Some(Named {
        value: node.as_str()?.into(),
        span: node.inner_span(),
    })
}

impl Facts {
    /// As package facts.
    #[must_use]
    pub fn as_package(&self) -> Option<&PackageFacts> {
        if let Self::Package(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
