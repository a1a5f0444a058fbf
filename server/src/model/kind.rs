//! The kinds of repositories, files and manifest generations.

/// Which repository rules apply; several rules differ between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RepoKind {
    /// integrations-core: shipped with the Agent.
    Core,
    /// integrations-extras: community integrations.
    Extras,
    /// marketplace: commercial integrations, private.
    Marketplace,
    /// The layout of 2016 to 2018 (`check.py`, rake tasks, manifest 0.1.x).
    Legacy,
    /// One integration opened without a repository around it.
    Single,
}

impl RepoKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Core,
        Self::Extras,
        Self::Marketplace,
        Self::Legacy,
        Self::Single,
    ];

    /// Name in settings, output and `schemas/`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Extras => "extras",
            Self::Marketplace => "marketplace",
            Self::Legacy => "legacy",
            Self::Single => "single",
        }
    }

    /// Kind of a name as written in settings.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Name of the GitHub repository, part of image addresses.
    #[must_use]
    pub fn full_name(self) -> Option<&'static str> {
        match self {
            Self::Core => Some("integrations-core"),
            Self::Extras => Some("integrations-extras"),
            Self::Marketplace => Some("marketplace"),
            Self::Legacy | Self::Single => None,
        }
    }
}

/// What a file is, judged by its path inside the integration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// `manifest.json`
    Manifest,
    /// `metadata.csv`
    Metadata,
    /// `README.md`
    Readme,
    /// `pyproject.toml`
    Pyproject,
}

impl FileKind {
    /// Every kind that is parsed and indexed, in the order findings are listed.
    pub const ALL: [Self; 4] = [
        Self::Manifest,
        Self::Metadata,
        Self::Readme,
        Self::Pyproject,
    ];

    /// Kind of a path relative to the integration directory, `/` separators.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.file_name() == path)
    }

    /// Path relative to the integration directory.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest.json",
            Self::Metadata => "metadata.csv",
            Self::Readme => "README.md",
            Self::Pyproject => "pyproject.toml",
        }
    }
}

/// Layout version of a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Generation {
    /// `manifest_version` 0.1.x, 2016 to 2018.
    Legacy,
    /// `manifest_version` 1.x, 2018 to 2022.
    V1,
    /// `manifest_version` 2.0.0, today.
    V2,
}

impl Generation {
    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Legacy => "0.1 (2016 layout)",
            Self::V1 => "1.x",
            Self::V2 => "2.0.0",
        }
    }
}
