//! `schemas/spec-options.yaml`: the words of a configuration specification.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// What stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpecTakes {
    /// A short text.
    String,
    /// A text of several lines.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A list of anything.
    List,
    /// A list of texts.
    Strings,
    /// A mapping of texts.
    Texts,
    /// Anything.
    Any,
    /// The entries of `files`.
    Files,
    /// A list of options.
    Options,
    /// A discovery.
    Discovery,
    /// Name of a template.
    Template,
    /// Dotted paths with values.
    Overrides,
    /// Names of formats.
    Formats,
    /// A type with its limits.
    Value,
    /// A list of types.
    Values,
    /// Name of a type.
    Type,
    /// Named types.
    Properties,
    /// `true` or a type.
    Additional,
    /// Name of a discovery strategy.
    Strategy,
}

impl SpecTakes {
    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::List => "list",
            Self::Strings => "list of strings",
            Self::Texts => "mapping of strings",
            Self::Any => "any value",
            Self::Files => "list of files",
            Self::Options => "list of options",
            Self::Discovery => "discovery",
            Self::Template => "template",
            Self::Overrides => "paths with values",
            Self::Formats => "list of formats",
            Self::Value => "type",
            Self::Values => "list of types",
            Self::Type => "name of a type",
            Self::Properties => "list of properties",
            Self::Additional => "boolean or type",
            Self::Strategy => "strategy",
        }
    }
}

/// A key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecKey {
    /// The key.
    pub name: String,
    /// What stands behind it.
    pub takes: SpecTakes,
    /// It must be there.
    #[serde(default)]
    pub required: bool,
    /// The types to which the key of a value belongs; empty for all.
    #[serde(default, rename = "for")]
    pub types: Vec<String>,
    /// False for what ddev refuses directly below `value`.
    #[serde(default = "yes")]
    pub accepted: bool,
    /// What counts when it is left out.
    pub default: Option<String>,
    /// One sentence.
    pub summary: String,
    /// More, as Markdown.
    #[serde(default)]
    pub docs: String,
}

fn yes() -> bool {
    true
}

/// A type of a value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecType {
    /// The word in the specification.
    pub name: String,
    /// The word in the example file.
    pub shown: String,
    /// A value to start with.
    pub example: String,
    /// One sentence.
    pub summary: String,
}

/// A name with its meaning.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecWord {
    /// The name.
    pub name: String,
    /// One sentence.
    pub summary: String,
}

/// What a template holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TemplateForm {
    /// One option.
    Option,
    /// A section that gets its `options` beside the template.
    Section,
    /// An option explained by its description alone.
    Documented,
    /// Several options.
    List,
    /// Part of a discovery.
    Strategy,
}

impl TemplateForm {
    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Option => "an option",
            Self::Section => "a section",
            Self::Documented => "an explained section",
            Self::List => "several options",
            Self::Strategy => "a discovery",
        }
    }
}

/// A template that ships with ddev.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecTemplate {
    /// `folder/file`.
    pub name: String,
    /// What it holds.
    pub form: TemplateForm,
    /// Names of its options; `@name` for a template inside.
    pub gives: Vec<String>,
    /// One sentence.
    pub summary: String,
}

/// A discovery strategy known by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecStrategy {
    /// The name.
    pub name: String,
    /// Names it makes known to the candidates.
    pub provides: Vec<String>,
    /// Keys it takes, with their types.
    pub inputs: BTreeMap<String, String>,
    /// One sentence.
    pub summary: String,
}

/// Words of `spec.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecWords {
    /// Keys at the top.
    pub spec_keys: Vec<SpecKey>,
    /// Keys of an entry of `files`.
    pub file_keys: Vec<SpecKey>,
    /// Keys of an option or section.
    pub option_keys: Vec<SpecKey>,
    /// Keys of a value.
    pub value_keys: Vec<SpecKey>,
    /// Further keys of an entry of `properties`.
    pub property_keys: Vec<SpecKey>,
    /// Types of a value.
    pub types: Vec<SpecType>,
    /// Values of `formats`.
    pub formats: Vec<SpecWord>,
    /// Characters of a rendered line of a description.
    pub max_line: usize,
    /// Lifts that limit for the line it stands in.
    pub long_line_mark: String,
    /// Last words of the names of options that hold something confidential.
    pub secret_names: Vec<String>,
    /// The templates of ddev.
    pub templates: Vec<SpecTemplate>,
    /// Keys of a discovery.
    pub discovery_keys: Vec<SpecKey>,
    /// Keys of a discovery strategy.
    pub strategy_keys: Vec<SpecKey>,
    /// Discovery strategies.
    pub strategies: Vec<SpecStrategy>,
    /// What a candidate may ask of the service and of a port.
    pub placeholders: BTreeMap<String, Vec<String>>,
}

impl SpecWords {
    /// The template of a name without branches.
    #[must_use]
    pub fn template(&self, name: &str) -> Option<&SpecTemplate> {
        self.templates.iter().find(|known| known.name == name)
    }

    /// Names of the options that a template brings, those of templates inside it included.
    #[must_use]
    pub fn brought_by(&self, name: &str) -> Vec<&str> {
        let mut open = vec![name];
        let mut asked = std::collections::BTreeSet::new();
        let mut names = Vec::new();
        while let Some(name) = open.pop() {
            let Some(template) = self.template(name).filter(|_| asked.insert(name)) else {
                continue;
            };
            for given in &template.gives {
                match given.strip_prefix('@') {
                    None => names.push(given.as_str()),
                    Some(inner) => match inner.split_once('.') {
                        Some((_, option)) => names.push(option),
                        None => open.push(inner),
                    },
                }
            }
        }
        names
    }

    /// A type by its word.
    #[must_use]
    pub fn value_type(&self, name: &str) -> Option<&SpecType> {
        self.types.iter().find(|known| known.name == name)
    }

    /// A format by its word.
    #[must_use]
    pub fn format(&self, name: &str) -> Option<&SpecWord> {
        self.formats.iter().find(|known| known.name == name)
    }
}

/// The words.
pub fn spec_words() -> &'static SpecWords {
    static WORDS: OnceLock<SpecWords> = OnceLock::new();
    WORDS.get_or_init(|| super::table!("spec-options.yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_lead_to_templates() {
        let words = spec_words();
        for template in &words.templates {
            for inner in template.gives.iter().filter_map(|g| g.strip_prefix('@')) {
                let name = inner.split('.').next().unwrap_or_default();
                assert!(words.template(name).is_some(), "{inner}");
            }
        }
    }

    #[test]
    fn templates_bring_what_is_inside() {
        let names = spec_words().brought_by("instances/default");
        assert!(
            ["service", "metric_patterns"]
                .iter()
                .all(|n| names.contains(n))
        );
        assert!(
            spec_words()
                .brought_by("instances/perf_counters")
                .contains(&"metrics")
        );
    }

    #[test]
    fn keys_of_values_name_known_types() {
        let words = spec_words();
        for key in &words.value_keys {
            assert!(key.types.iter().all(|t| words.value_type(t).is_some()));
        }
    }
}
