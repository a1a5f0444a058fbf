//! `pyproject.toml`: the names that must agree with the directory.

use toml::de::{DeTable, DeValue};

use super::{Facts, Named};
use crate::text::Span;

/// What other files and rules may know of a package.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PackageFacts {
    /// `[project] name`.
    pub name: Option<Named>,
    /// `[tool.hatch.version] path`.
    pub version_path: Option<Named>,
}

impl PackageFacts {
    pub(super) fn of(text: &str) -> Self {
        // Recovers from errors: gives what could be read.
        let (table, _) = DeTable::parse_recoverable(text);
        let string = |path: &[&str]| {
            let (last, tables) = path.split_last()?;
            let mut table = table.get_ref();
            for key in tables {
                let DeValue::Table(inner) = table.get(*key)?.get_ref() else {
                    return None;
                };
                table = inner;
            }
            let value = table.get(*last)?;
            let DeValue::String(text) = value.get_ref() else {
                return None;
            };
            let range = value.span();
            let span = Span::new(
                range.start + 1,
                range.end.saturating_sub(1).max(range.start + 1),
            );
            Some(Named {
                value: text.as_ref().into(),
                span,
            })
        };
        Self {
            name: string(&["project", "name"]),
            version_path: string(&["tool", "hatch", "version", "path"]),
        }
    }
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
