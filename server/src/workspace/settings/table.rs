//! Every setting once: what it is called, what it takes, and what it is for. The
//! readers go by this table; the schema, the page of the documentation and the settings
//! of the extension are written from it.

use crate::model::RepoKind;

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A list of selectors.
    Selectors,
    /// A table from patterns to lists of selectors.
    FileIgnores,
    /// A table from selectors to severities.
    Severities,
    /// A kind of repository.
    RepositoryKind,
    /// Yes or no.
    Bool,
    /// A path, relative to the root of the repository.
    Path,
}

impl Shape {
    /// It takes a table of its own.
    #[must_use]
    pub fn is_table(self) -> bool {
        matches!(self, Self::FileIgnores | Self::Severities)
    }
}

/// A setting.
#[derive(Debug)]
pub struct Setting {
    /// Key in files.
    pub key: &'static str,
    /// Key in the section of the editor.
    pub editor_key: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// What holds when nobody says anything, as TOML.
    pub default: &'static str,
    /// One paragraph in Markdown.
    pub doc: &'static str,
    /// TOML that shows its use.
    pub example: &'static str,
}

impl Setting {
    /// The setting of a key in files.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }
}

/// Every setting that a file may hold, in the order of the documentation.
pub const SETTINGS: [Setting; 8] = [
    Setting {
        key: "select",
        editor_key: "select",
        shape: Shape::Selectors,
        default: "[\"ALL\"]",
        doc: "The rules to run: codes (`metadata/invalid-unit`), areas (`metadata`) or `ALL`. \
              The more exact entry wins over `ignore`; at a draw `ignore` wins.",
        example: "select = [\"manifest\", \"metadata\"]\n",
    },
    Setting {
        key: "extend-select",
        editor_key: "extendSelect",
        shape: Shape::Selectors,
        default: "[]",
        doc: "Rules to run besides those that `select` names here or in a source of less weight.",
        example: "extend-select = [\"readme/empty-section\"]\n",
    },
    Setting {
        key: "ignore",
        editor_key: "ignore",
        shape: Shape::Selectors,
        default: "[]",
        doc: "Rules not to run: codes, areas or `ALL`.",
        example: "ignore = [\"readme\", \"metadata/unsorted\"]\n",
    },
    Setting {
        key: "per-file-ignores",
        editor_key: "perFileIgnores",
        shape: Shape::FileIgnores,
        default: "{}",
        doc: "Rules not to run in some files. A pattern is relative to the root of the \
              repository; a name without slash means it at any depth, a directory means \
              everything in it, and `!` in front means all other files. This is the way for \
              JSON and CSV, which have no comments.",
        example: "[per-file-ignores]\n\"old_tile/*\" = [\"ALL\"]\n\"metadata.csv\" = [\"metadata/unsorted\"]\n",
    },
    Setting {
        key: "severity",
        editor_key: "severity",
        shape: Shape::Severities,
        default: "{}",
        doc: "Severity of rules or areas instead of their own: `error`, `warning`, \
              `information`, `hint` or `off`.",
        example: "[severity]\n\"metadata/description-too-long\" = \"information\"\nreadme = \"hint\"\n",
    },
    Setting {
        key: "repository-kind",
        editor_key: "repository.kind",
        shape: Shape::RepositoryKind,
        default: "\"auto\"",
        doc: "Kind of integration repository. Some rules differ between kinds; set this when \
              `auto` picks the wrong one.",
        example: "repository-kind = \"core\"\n",
    },
    Setting {
        key: "legacy-rules",
        editor_key: "legacyRules",
        shape: Shape::Bool,
        default: "true",
        doc: "Whether rules from the authoring guide of 2016 run.",
        example: "legacy-rules = false\n",
    },
    Setting {
        key: "templates",
        editor_key: "templates",
        shape: Shape::Path,
        default: "\"\"",
        doc: "Where ddev's configuration templates are: their directory, an environment with \
              ddev, or a checkout of integrations-core; relative to the root of the repository. \
              When empty, they are looked for in the repository, beside the `ddev` on the path, \
              in the active environment, where installers put ddev, and in a checkout of \
              integrations-core next to the repository.",
        example: "templates = \"../integrations-core\"\n",
    },
];

/// Names with their meanings, the default first.
type Choices = &'static [(&'static str, &'static str)];

/// What a setting of the editor alone takes.
#[derive(Debug, Clone, Copy)]
pub enum EditorShape {
    /// One of a few names.
    Choice(Choices),
    /// Yes or no, with what holds when nobody says anything.
    Flag(bool),
}

/// A setting that only the editor has.
#[derive(Debug)]
pub struct EditorSetting {
    /// Key in the section of the editor.
    pub key: &'static str,
    /// What it takes.
    pub shape: EditorShape,
    /// One paragraph in Markdown.
    pub doc: &'static str,
}

/// Whose word counts when editor and file both say something.
pub(super) const PREFERENCE: EditorSetting = EditorSetting {
    key: "configurationPreference",
    shape: EditorShape::Choice(&[
        (
            "editorFirst",
            "The editor's settings win over the file of the repository, key by key.",
        ),
        (
            "filesystemFirst",
            "The file of the repository wins over the editor's settings, key by key.",
        ),
        ("editorOnly", "The file of the repository is not read."),
    ]),
    doc: "Whose word counts when the settings file of the repository says something, too.",
};

/// Colours of columns.
pub(super) const SEMANTIC_TOKENS: EditorSetting = EditorSetting {
    key: "semanticTokens",
    shape: EditorShape::Flag(true),
    doc: "Whether each column of `metadata.csv` has a colour of its own. Switch it off where \
          another extension colours columns.",
};

/// Names of columns in front of cells.
pub(super) const INLAY_HINTS: EditorSetting = EditorSetting {
    key: "inlayHints",
    shape: EditorShape::Choice(&[
        (
            "ambiguous",
            "In front of cells that do not tell by themselves which column they are in.",
        ),
        ("all", "In front of every cell that is not empty."),
        ("off", "Nowhere."),
    ]),
    doc: "Where names of columns are shown in front of the cells of `metadata.csv`.",
};

/// Every setting that only the editor has, in the order of the documentation.
pub const EDITOR_SETTINGS: [EditorSetting; 3] = [PREFERENCE, SEMANTIC_TOKENS, INLAY_HINTS];

/// Kinds of repositories with their meaning, as settings name them.
#[must_use]
pub(crate) fn repository_kinds() -> [(&'static str, &'static str); 6] {
    let kind = RepoKind::name;
    [
        ("auto", "Found out by the files of the repository."),
        (
            kind(RepoKind::Core),
            "integrations-core: integrations shipped with the Agent.",
        ),
        (
            kind(RepoKind::Extras),
            "integrations-extras: community integrations.",
        ),
        (
            kind(RepoKind::Marketplace),
            "The marketplace repository: commercial integrations.",
        ),
        (
            kind(RepoKind::Legacy),
            "A repository in the layout of 2016.",
        ),
        (
            kind(RepoKind::Single),
            "One integration opened on its own, without its repository.",
        ),
    ]
}
