//! `hatch.toml`: the environments that tests run in.

use super::{Facts, SourceFile};
use crate::syntax::toml::{TomlNode, TomlValue};

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HatchFacts {
    /// The tables of `envs.default.matrix`; `None` when the file or one of them cannot be
    /// read as ddev reads it.
    pub matrix: Option<Vec<MatrixTable>>,
}

/// One table of a matrix: keys in file order, each with its values.
pub type MatrixTable = Vec<(Box<str>, Vec<Box<str>>)>;

impl HatchFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let tree = file.sound_toml();
        let Some(tree) = tree else {
            return Self::default();
        };
        let matrix = tree.root(&file.text).find(&["envs", "default", "matrix"]);
        Self {
            matrix: matrix.map_or(Some(Vec::new()), tables),
        }
    }
}

fn tables(matrix: TomlNode) -> Option<Vec<MatrixTable>> {
    if *matrix.value() != TomlValue::Array {
        return None;
    }
    let tables = matrix
        .children()
        .filter(|table| *table.value() == TomlValue::Table);
    tables
        .map(|table| table.children().map(values).collect())
        .collect()
}

fn values(key: TomlNode) -> Option<(Box<str>, Vec<Box<str>>)> {
    if *key.value() != TomlValue::Array {
        return None;
    }
    let name = key.key()?;
    let values = key.children().map(|value| match (name, value.value()) {
        // Python versions may be numbers; they are put behind `py`.
        (_, TomlValue::String(text)) => Some(text.clone()),
        _ => None,
    });
    Some((name.into(), values.collect::<Option<_>>()?))
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_hatch(&self) -> Option<&HatchFacts> {
        if let Self::Hatch(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
