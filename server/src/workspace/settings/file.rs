//! The settings file of a repository: `integrations-ls.toml`, or the table
//! `[tool.integrations-ls]` of the `pyproject.toml` at its root.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::Layer;
use super::read::{self, Naming, Node, RawProblem};
use crate::text::Span;
use crate::workspace::{ReadError, Source};

/// Name of the file.
pub const CONFIG_FILE: &str = "integrations-ls.toml";
/// The file that may hold the settings instead.
pub const PYPROJECT: &str = "pyproject.toml";
/// Where they stand in it.
pub const TOOL_TABLE: &str = "tool.integrations-ls";

/// What sort of mistake a settings file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// It is no TOML, or cannot be read.
    Syntax,
    /// A key that does not exist.
    UnknownKey,
    /// A value that its key does not take.
    InvalidValue,
    /// A rule or area that does not exist.
    UnknownRule,
}

/// A mistake in a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Path of the file, as its user knows it.
    pub path: Arc<str>,
    /// Line and column, both from 1, the column in characters.
    pub place: (usize, usize),
    /// What is wrong.
    pub raw: RawProblem,
}

impl std::fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (line, column) = self.place;
        write!(f, "{}:{line}:{column}: {}", self.path, self.raw.message)
    }
}

/// A settings file as read.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigFile {
    /// Path relative to the root of the repository, or as given by the user.
    pub path: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
    /// What it says.
    pub layer: Arc<Layer>,
    /// What is wrong with it, in order of place. Unknown rules are not among them: the
    /// rules are not known here.
    pub problems: Vec<RawProblem>,
    /// A second file has settings, too, which do not count.
    pub shadows: Option<Arc<str>>,
}

impl ConfigFile {
    /// Reads the settings of a repository; `None` when it has none.
    #[must_use]
    pub fn find(source: &dyn Source) -> Option<Self> {
        let pyproject = source.read(PYPROJECT).ok();
        let in_pyproject = pyproject.and_then(Self::of_pyproject);
        match source.read(CONFIG_FILE) {
            Ok(text) => {
                let shadows = in_pyproject.map(|other| other.path);
                Some(Self {
                    shadows,
                    ..Self::parse(CONFIG_FILE, text)
                })
            }
            Err(ReadError::NotFound) => in_pyproject,
            Err(error) => Some(Self::unreadable(CONFIG_FILE, &error)),
        }
    }

    /// Reads a settings file.
    #[must_use]
    pub fn parse(path: &str, text: Arc<str>) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&text);
        let node = Node::of_toml_table(table.get_ref(), Span::default());
        let (layer, mut problems) = read::layer(&node, Naming::File);
        let syntax = errors.iter().map(|error| RawProblem {
            kind: ProblemKind::Syntax,
            span: error.span().map_or(Span::at(0), Span::from),
            message: format!("This is no TOML: {}.", one_line(error.message())),
            replacement: None,
        });
        problems.extend(syntax);
        problems.sort_by_key(|problem| problem.span);
        drop(table);
        Self {
            path: path.into(),
            text,
            layer: Arc::new(layer),
            problems,
            shadows: None,
        }
    }

    /// The settings in a `pyproject.toml`; `None` when it has none.
    #[must_use]
    pub fn of_pyproject(text: Arc<str>) -> Option<Self> {
        if !text.contains("integrations-ls") {
            return None;
        }
        let (table, _) = DeTable::parse_recoverable(&text);
        let mut tables = TOOL_TABLE.split('.');
        let (tool, own) = (tables.next()?, tables.next()?);
        let DeValue::Table(tools) = table.get_ref().get(tool)?.get_ref() else {
            return None;
        };
        let value = tools.get(own)?;
        let node = Node::of_toml(value.get_ref(), value.span().into());
        let (layer, mut problems) = read::layer(&node, Naming::File);
        problems.sort_by_key(|problem| problem.span);
        drop(table);
        Some(Self {
            path: PYPROJECT.into(),
            text,
            layer: Arc::new(layer),
            problems,
            shadows: None,
        })
    }

    fn unreadable(path: &str, error: &ReadError) -> Self {
        let reason = match error {
            ReadError::Io(kind) => kind.to_string(),
            ReadError::TooLarge(size) => format!("it has {size} bytes"),
            _ => "it is not UTF-8".to_owned(),
        };
        Self {
            path: path.into(),
            text: "".into(),
            layer: Arc::default(),
            problems: vec![RawProblem {
                kind: ProblemKind::Syntax,
                span: Span::at(0),
                message: format!("The file cannot be read: {reason}."),
                replacement: None,
            }],
            shadows: None,
        }
    }

    /// A mistake of this file with its place.
    #[must_use]
    pub fn located(&self, raw: RawProblem) -> ConfigProblem {
        let before = self.text.get(..raw.span.start as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        ConfigProblem {
            path: Arc::clone(&self.path),
            place: (before.matches('\n').count() + 1, line.chars().count() + 1),
            raw,
        }
    }
}

fn one_line(message: &str) -> String {
    let lines: Vec<_> = message.lines().map(str::trim).collect();
    lines.join(", ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RepoKind;
    use crate::testing::MemorySource;
    use crate::workspace::settings::Level;

    fn problems(text: &str) -> Vec<(ProblemKind, String, Option<String>)> {
        let file = ConfigFile::parse(CONFIG_FILE, text.into());
        let all = file.problems.iter();
        all.map(|p| (p.kind, p.span.slice(text).to_owned(), p.replacement.clone()))
            .collect()
    }

    #[test]
    fn every_setting_is_read() {
        let text = "select = ['ALL']\nextend-select = ['readme']\nignore = ['metadata/unsorted']\n\
                    repository-kind = 'core'\nlegacy-rules = false\n\
                    [per-file-ignores]\n'foo/*' = ['ALL']\n[severity]\nreadme = 'hint'\n";
        let file = ConfigFile::parse(CONFIG_FILE, text.into());
        assert_eq!(file.problems, []);
        let layer = &*file.layer;
        assert_eq!(&*layer.select.as_ref().expect("set")[0].text, "ALL");
        assert_eq!(&*layer.extend_select[0].text, "readme");
        assert_eq!(layer.ignore[0].span.slice(text), "'metadata/unsorted'");
        assert_eq!(layer.repository_kind, Some(RepoKind::Core));
        assert_eq!(layer.legacy_rules, Some(false));
        let ignores = &layer.per_file_ignores.as_ref().expect("set")[0];
        assert_eq!((&*ignores.pattern, ignores.rules.len()), ("foo/*", 1));
        assert_eq!(layer.severity[0].1, Level::Hint);
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            problems("ingore = []\nselect = 'ALL'\nrepository-kind = 'kore'\nextendSelect = []\n"),
            [
                (ProblemKind::UnknownKey, "ingore".into(), some("ignore")),
                (ProblemKind::InvalidValue, "'ALL'".into(), None),
                (ProblemKind::InvalidValue, "'kore'".into(), some("\"core\"")),
                (
                    ProblemKind::UnknownKey,
                    "extendSelect".into(),
                    some("extend-select")
                ),
            ]
        );
        assert_eq!(
            problems("[severity]\nreadme = 'of'\nmetadata = 1\n"),
            [
                (ProblemKind::InvalidValue, "'of'".into(), some("\"off\"")),
                (ProblemKind::InvalidValue, "1".into(), None),
            ]
        );
    }

    #[test]
    fn broken_toml_is_told_and_the_rest_counts() {
        let file = ConfigFile::parse(CONFIG_FILE, "ignore = ['readme']\nselect = [\n".into());
        assert_eq!(file.problems[0].kind, ProblemKind::Syntax);
        assert_eq!(file.layer.ignore.len(), 1);
    }

    #[test]
    fn the_file_wins_over_the_table_of_pyproject() {
        let pyproject = "[tool.integrations-ls]\nignore = ['readme']\n";
        let both = MemorySource::new(&[(CONFIG_FILE, "\nselec = []\n"), (PYPROJECT, pyproject)]);
        let file = ConfigFile::find(&both).expect("settings");
        assert_eq!(&*file.path, CONFIG_FILE);
        assert_eq!(file.shadows.as_deref(), Some(PYPROJECT));
        let told = file.located(file.problems[0].clone()).to_string();
        assert!(told.starts_with("integrations-ls.toml:2:1: There is no setting `selec`."));
        let one = MemorySource::new(&[(PYPROJECT, pyproject)]);
        let file = ConfigFile::find(&one).expect("settings");
        assert_eq!(&*file.layer.ignore[0].text, "readme");
        let none = MemorySource::new(&[(PYPROJECT, "[tool.hatch]\n# integrations-ls\n")]);
        assert_eq!(ConfigFile::find(&none), None);
    }
}
