//! Kinds of changes in changelogs, from `schemas/changelog.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// The part of a version that grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// The last.
    Patch,
    /// The middle one.
    Minor,
    /// The first.
    Major,
}

impl Bump {
    /// All, the smallest first.
    pub const ALL: [Self; 3] = [Self::Patch, Self::Minor, Self::Major];

    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// A kind of change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeKind {
    /// Title of its section.
    pub name: String,
    /// Ending of its files in `changelog.d`.
    pub fragment: String,
    /// What it does to the version.
    pub bump: Bump,
    /// One line.
    pub summary: String,
    /// Markdown.
    pub docs: String,
}

/// Kinds in the order in which a release lists them.
pub fn change_kinds() -> &'static [ChangeKind] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Table {
        kinds: Vec<ChangeKind>,
    }
    static KINDS: OnceLock<Vec<ChangeKind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let table: Table = super::table!("changelog.yaml");
        table.kinds
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_is_the_kind_in_small_letters() {
        assert_eq!(change_kinds().len(), 6);
        for kind in change_kinds() {
            assert_eq!(kind.fragment, kind.name.to_lowercase());
        }
    }
}
