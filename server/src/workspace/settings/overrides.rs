//! What comes from outside the repository: the section of the editor, or the arguments
//! of the command line. Together with the settings file it makes the settings.

use std::sync::Arc;

use serde_json::Value as Json;

use super::read::{self, Naming, Node};
use super::{ConfigFile, Layer, SECTION, Settings};
use crate::model::RepoKind;
use crate::workspace::Source;

/// Whose word counts when the file says something, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preference {
    /// The file's only where the other is silent.
    #[default]
    OverridesFirst,
    /// The file's.
    FileFirst,
}

/// Which settings file counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum FileChoice {
    /// The one of the repository.
    #[default]
    Find,
    /// This one.
    Given(Arc<ConfigFile>),
    /// None.
    Ignore,
}

/// Which cells of `metadata.csv` get the name of their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnHints {
    /// Those that do not tell by themselves.
    #[default]
    Ambiguous,
    /// All that are not empty.
    All,
    /// None.
    Off,
}

/// What the editor shows besides findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Display {
    /// Columns have colours.
    pub semantic_tokens: bool,
    /// Cells have names.
    pub column_hints: ColumnHints,
}

impl Default for Display {
    fn default() -> Self {
        Self {
            semantic_tokens: true,
            column_hints: ColumnHints::default(),
        }
    }
}

/// Settings from outside the repository.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides {
    /// What they say.
    pub layer: Arc<Layer>,
    /// Whose word counts.
    pub preference: Preference,
    /// Which file counts.
    pub file: FileChoice,
    /// What is shown.
    pub display: Display,
}

impl Overrides {
    /// Nothing but a kind of repository.
    #[must_use]
    pub fn kind(kind: Option<RepoKind>) -> Self {
        let layer = Layer {
            repository_kind: kind,
            ..Layer::default()
        };
        Self {
            layer: Arc::new(layer),
            ..Self::default()
        }
    }

    /// Reads the section of the editor, or an object that holds it under its name.
    /// Problems come as sentences for the user.
    #[must_use]
    pub fn of_editor(value: &Json) -> (Self, Vec<String>) {
        let section = value.get(SECTION).unwrap_or(value);
        let (layer, mut problems) = read::layer(&Node::of_json(section), Naming::Editor);
        let (values, more) = read::editor(section);
        problems.extend(more);
        let told = problems
            .into_iter()
            .map(|problem| format!("In the settings `{SECTION}`: {}", problem.message))
            .collect();
        let overrides = Self {
            layer: Arc::new(layer),
            preference: match values.preference {
                1 => Preference::FileFirst,
                _ => Preference::OverridesFirst,
            },
            file: match values.preference {
                2 => FileChoice::Ignore,
                _ => FileChoice::Find,
            },
            display: Display {
                semantic_tokens: values.semantic_tokens,
                column_hints: match values.inlay_hints {
                    1 => ColumnHints::All,
                    2 => ColumnHints::Off,
                    _ => ColumnHints::Ambiguous,
                },
            },
        };
        (overrides, told)
    }

    /// The settings file of a repository. It is read even when it does not count, so that
    /// nothing has to be read again once it does.
    #[must_use]
    pub fn config_file(&self, source: &dyn Source) -> Option<Arc<ConfigFile>> {
        match &self.file {
            FileChoice::Given(file) => Some(Arc::clone(file)),
            FileChoice::Find | FileChoice::Ignore => ConfigFile::find(source).map(Arc::new),
        }
    }

    /// The settings that hold in the end.
    #[must_use]
    pub fn settings(&self, file: Option<&ConfigFile>) -> Settings {
        let mut layers = vec![Arc::clone(&self.layer)];
        if let Some(file) = file.filter(|_| self.file != FileChoice::Ignore) {
            let at = match self.preference {
                Preference::OverridesFirst => 0,
                Preference::FileFirst => 1,
            };
            layers.insert(at, Arc::clone(&file.layer));
        }
        Settings { layers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_section_is_read_with_and_without_its_name() {
        let inner = json!({"repository": {"kind": "core"}, "ignore": ["readme"], "select": null});
        let (core, problems) = Overrides::of_editor(&inner);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(core.layer.repository_kind, Some(RepoKind::Core));
        assert_eq!((core.layer.ignore.len(), &core.layer.select), (1, &None));
        assert_eq!(Overrides::of_editor(&json!({ SECTION: inner })).0, core);
        for automatic in [
            json!(null),
            json!({}),
            json!({"repository": {"kind": "auto"}}),
            json!({"server": {"path": "x"}, "trace": {"server": "off"}}),
        ] {
            let expected = (Overrides::default(), vec![]);
            assert_eq!(Overrides::of_editor(&automatic), expected);
        }
    }

    #[test]
    fn what_is_unknown_is_told_and_changes_nothing() {
        let (settings, problems) = Overrides::of_editor(&json!({"repository": {"kind": "kern"}}));
        assert_eq!(settings, Overrides::default());
        assert!(problems[0].contains("`kern`") && problems[0].contains("`repository.kind`"));
        let (_, problems) = Overrides::of_editor(&json!({"per-file-ignores": {}}));
        assert!(problems[0].contains("Did you mean `perFileIgnores`?"));
    }

    #[test]
    fn the_editor_says_what_is_shown() {
        let display = |section: Json| {
            let (overrides, problems) = Overrides::of_editor(&section);
            (overrides.display, problems.len())
        };
        let plain = Display::default();
        assert_eq!(display(json!({})), (plain, 0));
        let off = json!({"semanticTokens": false, "inlayHints": "off"});
        let nothing = Display {
            semantic_tokens: false,
            column_hints: ColumnHints::Off,
        };
        assert_eq!(display(off), (nothing, 0));
        let wrong = json!({"semanticTokens": "no", "inlayHints": "some"});
        assert_eq!(display(wrong), (plain, 2));
    }

    #[test]
    fn the_editor_says_whose_word_counts() {
        let file = ConfigFile::parse("x.toml", "repository-kind = 'core'\n".into());
        let kind = |preference: &str| {
            let section =
                json!({"repository": {"kind": "extras"}, "configurationPreference": preference});
            let (overrides, problems) = Overrides::of_editor(&section);
            assert_eq!(problems, Vec::<String>::new());
            overrides.settings(Some(&file)).repository_kind()
        };
        assert_eq!(kind("editorFirst"), Some(RepoKind::Extras));
        assert_eq!(kind("filesystemFirst"), Some(RepoKind::Core));
    }
}
