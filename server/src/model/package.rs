//! `pyproject.toml`: the names that must agree with the directory.

use super::{Facts, Named, SourceFile};
use crate::syntax::toml::TomlNode;

/// What other files and rules may know of a package.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PackageFacts {
    /// `[project] name`.
    pub name: Option<Named>,
    /// `[tool.hatch.version] path`.
    pub version_path: Option<Named>,
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
        }
    }
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
