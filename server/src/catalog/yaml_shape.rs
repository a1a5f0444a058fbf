//! The keys of small YAML formats, from `schemas/jmx-metrics.yaml`, `log-pipelines.yaml`,
//! `dataflows.yaml`, `coverage.yaml` and `workflow-jobs.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YamlType {
    /// Text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A list.
    List,
    /// A mapping.
    Mapping,
    /// More than one of these.
    Any,
}

impl YamlType {
    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::List => "list",
            Self::Mapping => "mapping",
            Self::Any => "any",
        }
    }
}

/// A value that a key takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YamlValue {
    /// As written.
    pub name: String,
    /// One line.
    pub summary: String,
}

/// A key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YamlKey {
    /// Its name.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: YamlType,
    /// Every mapping of its place has it.
    #[serde(default)]
    pub required: bool,
    /// One or two sentences, Markdown.
    pub summary: String,
    /// The values, where they are known.
    #[serde(default)]
    pub values: Vec<YamlValue>,
}

impl YamlKey {
    /// A known value.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&YamlValue> {
        self.values.iter().find(|value| value.name == name)
    }
}

/// The keys of the mappings at one place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YamlPlace {
    /// Keys from the root, with `[]` for an item, `*` for any key, and `**` in front for
    /// any place above.
    pub at: String,
    /// Only of mappings with this `type`.
    pub when: Option<String>,
    /// The keys, in customary order.
    pub keys: Vec<YamlKey>,
}

/// A step from the root to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YamlStep<'a> {
    /// `**`: any place above.
    Anywhere,
    /// `[]`: an item.
    Item,
    /// `*`: any key.
    AnyKey,
    /// This key.
    Key(&'a str),
}

/// Places that differ only in the type of their mappings.
#[derive(Debug)]
pub struct YamlPlaces {
    /// Steps to them, the last first.
    pub steps: Vec<YamlStep<'static>>,
    /// The places in the order of the table.
    pub places: &'static [YamlPlace],
}

/// The keys of a whole format.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YamlShape {
    /// All places.
    pub places: Vec<YamlPlace>,
    /// A file to start from, as a snippet.
    pub start: String,
    #[serde(skip)]
    grouped: OnceLock<Vec<YamlPlaces>>,
}

impl YamlShape {
    /// The places, those that follow each other and lead to the same mappings together.
    pub fn grouped(&'static self) -> &'static [YamlPlaces] {
        let group = |places: &'static [YamlPlace]| YamlPlaces {
            steps: steps(&places[0].at),
            places,
        };
        self.grouped.get_or_init(|| {
            let groups = self.places.chunk_by(|one, other| one.at == other.at);
            groups.map(group).collect()
        })
    }
}

fn steps(at: &str) -> Vec<YamlStep<'_>> {
    let steps = at.rsplit('/').filter(|step| !step.is_empty());
    let step = |step| match step {
        "**" => YamlStep::Anywhere,
        "[]" => YamlStep::Item,
        "*" => YamlStep::AnyKey,
        key => YamlStep::Key(key),
    };
    steps.map(step).collect()
}

macro_rules! shape {
    ($(#[doc = $doc:literal])+ $name:ident = $file:literal) => {
        $(#[doc = $doc])+
        pub fn $name() -> &'static YamlShape {
            static SHAPE: OnceLock<YamlShape> = OnceLock::new();
            SHAPE.get_or_init(|| {
                super::table!($file)
            })
        }
    };
}

shape! {
    /// `metrics.yaml` of JMX packages.
    jmx_metrics = "jmx-metrics.yaml"
}
shape! {
    /// Log pipelines and their tests.
    log_pipelines = "log-pipelines.yaml"
}
shape! {
    /// `dataflows.yaml`.
    dataflows = "dataflows.yaml"
}
shape! {
    /// `code-coverage.datadog.yml`.
    coverage = "coverage.yaml"
}
shape! {
    /// The generated jobs.
    workflow_jobs = "workflow-jobs.yaml"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sound() {
        let all = [
            jmx_metrics(),
            log_pipelines(),
            dataflows(),
            coverage(),
            workflow_jobs(),
        ];
        for shape in all {
            assert!(!shape.start.is_empty());
            for place in &shape.places {
                for key in &place.keys {
                    assert!(key.summary.ends_with('.'), "{} {}", place.at, key.name);
                    assert!(key.values.iter().all(|v| v.summary.ends_with('.')));
                }
            }
        }
    }
}
