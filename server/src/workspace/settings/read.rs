//! Reads a layer from a tree of values, whether it came from TOML or from JSON. What
//! cannot be used is told with its place and changes nothing.

use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use super::table::{
    EDITOR_SETTINGS, EditorSetting, EditorShape, INLAY_HINTS, PREFERENCE, SEMANTIC_TOKENS,
    SETTINGS, Setting, Shape, repository_kinds,
};
use super::{FileIgnores, Layer, Level, ProblemKind, Selector};
use crate::catalog::nearest;
use crate::model::RepoKind;
use crate::text::Span;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    Null,
    Text(String),
    Bool(bool),
    List(Vec<Node>),
    Table(Vec<(String, Span, Node)>),
    /// Numbers and dates, which no setting takes.
    Other,
}

impl Node {
    pub(super) fn of_toml(value: &DeValue, span: Span) -> Self {
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Array(items) => Value::List(
                items
                    .iter()
                    .map(|item| Self::of_toml(item.get_ref(), item.span().into()))
                    .collect(),
            ),
            DeValue::Table(table) => return Self::of_toml_table(table, span),
            _ => Value::Other,
        };
        Self { span, value }
    }

    pub(super) fn of_toml_table(table: &DeTable, span: Span) -> Self {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let node = Self::of_toml(value.get_ref(), value.span().into());
                (key.get_ref().to_string(), key.span().into(), node)
            })
            .collect();
        entries.sort_by_key(|(_, span, _): &(String, Span, Node)| span.start);
        let value = Value::Table(entries);
        Self { span, value }
    }

    /// JSON of the editor stands nowhere.
    pub(super) fn of_json(value: &Json) -> Self {
        let value = match value {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(_) => Value::Other,
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(items) => Value::List(items.iter().map(Self::of_json).collect()),
            Json::Object(map) => Value::Table(
                map.iter()
                    .map(|(key, value)| (key.clone(), Span::default(), Self::of_json(value)))
                    .collect(),
            ),
        };
        Self {
            span: Span::default(),
            value,
        }
    }

    /// What it is, for people.
    fn name(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Text(_) => "a string",
            Value::Bool(_) => "a boolean",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other => "a number or date",
        }
    }
}

/// What is wrong, without the file it is wrong in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawProblem {
    /// What sort of mistake.
    pub kind: ProblemKind,
    /// Bytes in the file; empty for settings of the editor.
    pub span: Span,
    /// One or two sentences.
    pub message: String,
    /// What most likely was meant instead of the text of the span.
    pub replacement: Option<String>,
}

/// How keys are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// As in files.
    File,
    /// As in the section of the editor.
    Editor,
}

impl Naming {
    fn key(self, setting: &Setting) -> &'static str {
        match self {
            Self::File => setting.key,
            Self::Editor => setting.editor_key,
        }
    }
}

/// Keys of the section that concern the client alone.
const CLIENT_KEYS: [&str; 3] = ["server", "trace", "enable"];

/// Reads the keys of a table.
pub(super) fn layer(node: &Node, naming: Naming) -> (Layer, Vec<RawProblem>) {
    let mut reader = Reader {
        layer: Layer::default(),
        problems: Vec::new(),
        naming,
    };
    match &node.value {
        Value::Table(entries) => reader.table("", entries),
        Value::Null => {}
        _ => reader.wrong("the settings", "a table", node),
    }
    (reader.layer, reader.problems)
}

struct Reader {
    layer: Layer,
    problems: Vec<RawProblem>,
    naming: Naming,
}

impl Reader {
    /// `prefix` is the path of the table with a dot, or empty.
    fn table(&mut self, prefix: &str, entries: &[(String, Span, Node)]) {
        for (name, span, node) in entries {
            let path = format!("{prefix}{name}");
            let found = SETTINGS
                .iter()
                .find(|setting| self.naming.key(setting) == path);
            if let Some(setting) = found {
                self.setting(&path, setting, node);
                continue;
            }
            let below = format!("{path}.");
            let is_group = SETTINGS
                .iter()
                .any(|setting| self.naming.key(setting).starts_with(&below));
            match &node.value {
                Value::Table(inner) if is_group => self.table(&below, inner),
                _ => self.unknown(&path, prefix.len(), *span),
            }
        }
    }

    fn unknown(&mut self, path: &str, prefix: usize, span: Span) {
        let of_editor = || {
            let settings = EDITOR_SETTINGS.iter().map(|setting| setting.key);
            settings.filter(|_| self.naming == Naming::Editor)
        };
        if self.naming == Naming::Editor && CLIENT_KEYS.contains(&path)
            || of_editor().any(|key| key == path)
        {
            return;
        }
        let known = || {
            let of_both = SETTINGS.iter().map(|setting| self.naming.key(setting));
            of_both.chain(of_editor())
        };
        // Written in the manner of the other source.
        let other = SETTINGS
            .iter()
            .find(|s| s.key == path || s.editor_key == path || s.key.replace('-', "_") == path);
        let near = other
            .map(|setting| self.naming.key(setting))
            .or_else(|| nearest(path, known()));
        let hint = match near {
            Some(near) => format!("Did you mean `{near}`?"),
            None => {
                let all: Vec<_> = known().map(|key| format!("`{key}`")).collect();
                format!("There are {}.", all.join(", "))
            }
        };
        self.problems.push(RawProblem {
            kind: ProblemKind::UnknownKey,
            span,
            message: format!("There is no setting `{path}`. {hint}"),
            replacement: near.and_then(|near| Some(near.get(prefix..)?.to_owned())),
        });
    }

    fn wrong(&mut self, path: &str, expected: &str, node: &Node) {
        self.problems.push(RawProblem {
            kind: ProblemKind::InvalidValue,
            span: node.span,
            message: format!("`{path}` takes {expected}, not {}.", node.name()),
            replacement: None,
        });
    }

    fn setting(&mut self, path: &str, setting: &Setting, node: &Node) {
        if matches!(node.value, Value::Null) {
            return;
        }
        match setting.shape {
            Shape::Selectors => {
                let Some(list) = self.selectors(path, node) else {
                    return;
                };
                match setting.key {
                    "select" => self.layer.select = Some(list),
                    "extend-select" => self.layer.extend_select = list,
                    _ => self.layer.ignore = list,
                }
            }
            Shape::FileIgnores => {
                let Value::Table(entries) = &node.value else {
                    return self.wrong(path, "a table from patterns to lists of rules", node);
                };
                let mut all = Vec::new();
                for (pattern, _, list) in entries {
                    let rules = self.selectors(&format!("{path}.{pattern}"), list);
                    all.push(FileIgnores {
                        pattern: pattern.as_str().into(),
                        rules: rules.unwrap_or_default(),
                    });
                }
                self.layer.per_file_ignores = Some(all);
            }
            Shape::Severities => {
                let Value::Table(entries) = &node.value else {
                    return self.wrong(path, "a table from rules to severities", node);
                };
                for (rule, span, level) in entries {
                    let names = Level::ALL.map(|(name, _)| name);
                    let level = self.choice(&format!("{path}.{rule}"), &names, level);
                    let selector = Selector {
                        text: rule.as_str().into(),
                        span: *span,
                    };
                    let level = level.and_then(|name| Level::from_name(&name));
                    self.layer
                        .severity
                        .extend(level.map(|level| (selector, level)));
                }
            }
            Shape::RepositoryKind => {
                let names = repository_kinds().map(|(name, _)| name);
                let name = self.choice(path, &names, node);
                self.layer.repository_kind = name.and_then(|name| RepoKind::from_name(&name));
            }
            Shape::Bool => match node.value {
                Value::Bool(flag) => self.layer.legacy_rules = Some(flag),
                _ => self.wrong(path, "`true` or `false`", node),
            },
            Shape::Path => match &node.value {
                Value::Text(text) => self.layer.templates = Some(text.as_str().into()),
                _ => self.wrong(path, "a path", node),
            },
        }
    }

    fn selectors(&mut self, path: &str, node: &Node) -> Option<Vec<Selector>> {
        let Value::List(items) = &node.value else {
            self.wrong(path, "a list of rules", node);
            return None;
        };
        let mut list = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => list.push(Selector {
                    text: text.as_str().into(),
                    span: item.span,
                }),
                _ => self.wrong(path, "strings", item),
            }
        }
        Some(list)
    }

    /// One of a few names.
    fn choice(&mut self, path: &str, names: &[&'static str], node: &Node) -> Option<String> {
        let all: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let all = all.join(", ");
        let Value::Text(text) = &node.value else {
            self.wrong(path, &format!("one of {all}"), node);
            return None;
        };
        if names.contains(&text.as_str()) {
            return Some(text.clone());
        }
        let near = nearest(text, names.iter().copied());
        let hint = match near {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("It takes one of {all}."),
        };
        self.problems.push(RawProblem {
            kind: ProblemKind::InvalidValue,
            span: node.span,
            message: format!("`{text}` is no value of `{path}`. {hint}"),
            replacement: near.map(|near| format!("\"{near}\"")),
        });
        None
    }
}

/// What the settings of the editor alone say; choices by their position in the table.
pub(super) struct EditorValues {
    pub(super) preference: usize,
    pub(super) semantic_tokens: bool,
    pub(super) inlay_hints: usize,
}

/// Reads the settings of the editor alone; what cannot be used is as if it were not there.
pub(super) fn editor(section: &Json) -> (EditorValues, Vec<RawProblem>) {
    let mut reader = Reader {
        layer: Layer::default(),
        problems: Vec::new(),
        naming: Naming::Editor,
    };
    let values = EditorValues {
        preference: reader.chosen(section, &PREFERENCE),
        semantic_tokens: reader.flag(section, &SEMANTIC_TOKENS),
        inlay_hints: reader.chosen(section, &INLAY_HINTS),
    };
    (values, reader.problems)
}

impl Reader {
    fn chosen(&mut self, section: &Json, setting: &EditorSetting) -> usize {
        let EditorShape::Choice(choices) = setting.shape else {
            return 0;
        };
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let node = match section.get(setting.key) {
            None | Some(Json::Null) => return 0,
            Some(value) => Node::of_json(value),
        };
        let chosen = self.choice(setting.key, &names, &node);
        let at = chosen.and_then(|chosen| names.iter().position(|name| *name == chosen));
        at.unwrap_or(0)
    }

    fn flag(&mut self, section: &Json, setting: &EditorSetting) -> bool {
        let default = matches!(setting.shape, EditorShape::Flag(true));
        match section.get(setting.key) {
            None | Some(Json::Null) => default,
            Some(Json::Bool(flag)) => *flag,
            Some(other) => {
                self.wrong(setting.key, "`true` or `false`", &Node::of_json(other));
                default
            }
        }
    }
}
