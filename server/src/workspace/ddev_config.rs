//! `.ddev/config.toml`: the overrides that change what rules expect.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::{ReadError, Source};
use crate::engine::models::{Layout, Quotes};

/// The part of ddev's repository configuration that rules depend on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DdevConfig {
    /// The file exists.
    pub present: bool,
    /// Display name by directory; wins over the manifest.
    pub display_name: BTreeMap<String, String>,
    /// Metric prefix by directory, used when the manifest has none.
    pub metrics_prefix: BTreeMap<String, String>,
    /// False: a directory without manifest is no integration.
    pub is_integration: BTreeMap<String, bool>,
    /// Exact value of the integration column by directory.
    pub metadata_integration: BTreeMap<String, String>,
    /// Directories whose metadata.csv is not validated.
    pub metrics_exclude: BTreeSet<String>,
    /// Directories whose metadata.csv may be unsorted.
    pub metrics_unsorted: BTreeSet<String>,
    /// Directories that need a label without being integrations.
    pub labeler_include: BTreeSet<String>,
    /// How continuous integration tests a directory; `None` for what ddev cannot read.
    pub ci: BTreeMap<String, Option<CiOverrides>>,
    /// Paths of the files it imports, relative to the root of the repository.
    pub imported: BTreeSet<String>,
    /// Top-level keys that stand in two files.
    pub twice: Vec<KeyTwice>,
    /// Directories whose use of HTTP is not validated.
    pub http_exclude: BTreeSet<String>,
    /// Directories whose OpenMetrics checks are not validated.
    pub openmetrics_exclude: BTreeSet<String>,
    /// What could not be read, in words for the user.
    pub problems: Vec<String>,
    /// What the repository's `pyproject.toml` asks of the formatters that ddev runs.
    pub layout: Layout,
}

/// A top-level key that stands in two files of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyTwice {
    /// The key.
    pub key: String,
    /// Path of the file that was read first.
    pub first: String,
    /// Path of the other one.
    pub second: String,
}

/// Exceptions of the jobs of one directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CiOverrides {
    /// The platforms instead of those of the manifest.
    pub platforms: Vec<String>,
    /// Labels of machines by platform.
    pub runners: BTreeMap<String, Vec<String>>,
    /// There is no job at all.
    pub exclude: bool,
    /// The major versions of Python that jobs are restricted to.
    pub python: String,
}

impl CiOverrides {
    fn of(value: &Value) -> Option<Self> {
        let table = value.as_table()?;
        let texts = |value: &Value| -> Option<Vec<String>> {
            let items = value.as_array()?.iter();
            items.map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let flag = |key: &str| table.get(key).map_or(Some(false), Value::as_bool);
        let mut python = String::new();
        for (key, major) in [("only-py2", '2'), ("only-py3", '3')] {
            if flag(key)? {
                python.push(major);
            }
        }
        let runners = table
            .get("runners")
            .map_or(Some(BTreeMap::new()), |runners| {
                let runners = runners.as_table()?.iter();
                runners
                    .map(|(platform, labels)| Some((platform.clone(), texts(labels)?)))
                    .collect()
            });
        Some(Self {
            platforms: table.get("platforms").map_or(Some(Vec::new()), texts)?,
            runners: runners?,
            exclude: flag("exclude")?,
            python,
        })
    }
}

const PATH: &str = ".ddev/config.toml";
/// Columns of a line where ruff is configured without a word about it.
const RUFF_WIDTH: usize = 88;

/// The layout that ddev gives to Python sources here.
fn layout(source: &dyn Source) -> Layout {
    let mut layout = Layout::default();
    let text = source.read(super::settings::PYPROJECT).ok();
    let table: Option<Table> = text.and_then(|text| text.parse().ok());
    let tool = table.as_ref().and_then(|table| table.get("tool"));
    let width = |table: &Value| usize::try_from(table.get("line-length")?.as_integer()?).ok();
    let black = tool.and_then(|tool| tool.get("black"));
    layout.black_width = black.and_then(width).unwrap_or(layout.black_width);
    // With a table of its own ruff has its own defaults.
    if let Some(ruff) = tool.and_then(|tool| tool.get("ruff")) {
        layout.ruff_width = width(ruff).unwrap_or(RUFF_WIDTH);
        let style = ruff
            .get("format")
            .and_then(|format| format.get("quote-style"));
        layout.quotes = match style.and_then(Value::as_str) {
            Some("preserve") => Quotes::Preserve,
            Some("single") => Quotes::Single,
            _ => Quotes::Double,
        };
    }
    layout
}

impl DdevConfig {
    /// Reads the configuration with the files it imports.
    #[must_use]
    pub fn read(source: &dyn Source) -> Self {
        let mut config = Self {
            layout: layout(source),
            ..Self::default()
        };
        let mut table = match source.read(PATH) {
            Ok(text) => config.parse(PATH, &text),
            Err(ReadError::NotFound) => return config,
            Err(error) => {
                let reason = match error {
                    ReadError::Io(kind) => kind.to_string(),
                    ReadError::TooLarge(size) => format!("it has {size} bytes"),
                    _ => "it is not UTF-8".to_owned(),
                };
                config
                    .problems
                    .push(format!("{PATH} cannot be read: {reason}."));
                return config;
            }
        };
        config.present = true;
        if let Some(Value::Array(imports)) = table.remove("imports") {
            let own = table.keys().map(|key| (key.clone(), PATH.to_owned()));
            let mut sources: BTreeMap<String, String> = own.collect();
            for import in imports.iter().filter_map(Value::as_str) {
                config.import(import, &mut table, &mut sources, source);
            }
        }
        config.fill(&table);
        config
    }

    fn parse(&mut self, path: &str, text: &str) -> Table {
        match toml::from_str::<Table>(text) {
            Ok(table) => table,
            Err(error) => {
                let line = error
                    .span()
                    .map_or(1, |s| text[..s.start].lines().count().max(1));
                self.problems
                    .push(format!("{path}:{line}: {}", error.message()));
                Table::new()
            }
        }
    }

    /// Merges one imported file; each top-level table may come from one file only.
    fn import(
        &mut self,
        import: &str,
        into: &mut Table,
        sources: &mut BTreeMap<String, String>,
        source: &dyn Source,
    ) {
        let relative = import.strip_prefix("./").unwrap_or(import);
        let leaves = relative.starts_with('/')
            || relative.contains('\\')
            || relative.split('/').any(|part| part == "..");
        if leaves || relative == "config.toml" {
            self.problems
                .push(format!("{PATH}: `{import}` may not be imported."));
            return;
        }
        let path = format!(".ddev/{relative}");
        if self.imported.contains(&path) {
            return;
        }
        let Ok(text) = source.read(&path) else {
            self.problems.push(format!(
                "{PATH}: the imported file `{import}` cannot be read."
            ));
            return;
        };
        self.imported.insert(path.clone());
        for (key, value) in self.parse(&path, &text) {
            if key == "imports" {
                self.problems
                    .push(format!("{path}: an imported file may not import others."));
            } else if into.contains_key(&key) {
                self.problems
                    .push(format!("{path}: `{key}` is defined in two files."));
                self.twice.push(KeyTwice {
                    first: sources.get(&key).cloned().unwrap_or_default(),
                    second: path.clone(),
                    key,
                });
            } else {
                sources.insert(key.clone(), path.clone());
                into.insert(key, value);
            }
        }
    }

    fn fill(&mut self, table: &Table) {
        let strings = |path: &[&str]| {
            entries(table, path)
                .filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned())))
                .collect()
        };
        let list = |path: &[&str]| match lookup(table, path) {
            Some(Value::Array(items)) => items
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            _ => BTreeSet::new(),
        };
        self.display_name = strings(&["overrides", "display-name"]);
        self.metrics_prefix = strings(&["overrides", "metrics-prefix"]);
        self.metadata_integration = strings(&["overrides", "validate", "metadata", "integration"]);
        self.metrics_exclude = list(&["overrides", "validate", "metrics", "exclude"]);
        self.metrics_unsorted = list(&["overrides", "validate", "metrics", "unsorted"]);
        self.ci = entries(table, &["overrides", "ci"])
            .map(|(dir, value)| (dir.clone(), CiOverrides::of(value)))
            .collect();
        self.labeler_include = list(&["overrides", "validate", "labeler", "include"]);
        self.http_exclude = list(&["overrides", "validate", "http", "exclude"]);
        self.openmetrics_exclude = list(&["overrides", "validate", "openmetrics", "exclude"]);
        self.is_integration = entries(table, &["overrides", "is-integration"])
            .filter_map(|(k, v)| Some((k.clone(), v.as_bool()?)))
            .collect();
    }
}

fn lookup<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (first, rest) = path.split_first()?;
    let value = table.get(*first)?;
    if rest.is_empty() {
        Some(value)
    } else {
        lookup(value.as_table()?, rest)
    }
}

fn entries<'t>(table: &'t Table, path: &[&str]) -> impl Iterator<Item = (&'t String, &'t Value)> {
    lookup(table, path)
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::MemorySource;

    #[test]
    fn overrides_and_imports_are_merged() {
        let source = MemorySource::new(&[
            (
                ".ddev/config.toml",
                "imports = ['more.toml']\n[overrides.display-name]\nfoo = 'Foo X'\n",
            ),
            (".ddev/more.toml", "[other]\nx = 1\n"),
        ]);
        let config = DdevConfig::read(&source);
        assert_eq!(config.display_name["foo"], "Foo X");
        assert!(config.problems.is_empty());
    }

    #[test]
    fn the_layout_of_sources_is_that_of_the_formatters() {
        let layout = |text: &str| layout(&MemorySource::new(&[("pyproject.toml", text)]));
        let default = Layout::default();
        assert_eq!(layout("[tool.black]\nline-length = 120\n").black_width, 120);
        assert_eq!(layout("[project]\nname = 'x'\n"), default);
        let of_ruff = Layout {
            ruff_width: 88,
            quotes: Quotes::Double,
            ..default
        };
        assert_eq!(layout("[tool.ruff.lint]\nselect = []\n"), of_ruff);
        let set = "[tool.ruff]\nline-length = 120\n[tool.ruff.format]\nquote-style = 'preserve'\n";
        assert_eq!(layout(set), default);
    }

    #[test]
    fn bad_imports_and_syntax_are_told() {
        let source = MemorySource::new(&[
            (
                ".ddev/config.toml",
                "imports = ['../x.toml', 'dup.toml']\n[overrides]\n",
            ),
            (".ddev/dup.toml", "[overrides.is-integration]\na = false\n"),
        ]);
        let config = DdevConfig::read(&source);
        assert_eq!(config.problems.len(), 2);
        assert!(config.is_integration.is_empty());
        let broken = MemorySource::new(&[(".ddev/config.toml", "[overrides\n")]);
        assert!(DdevConfig::read(&broken).problems[0].starts_with(".ddev/config.toml:1:"));
    }
}
