//! `assets/configuration/spec.yaml`: what a configuration may hold. The view knows the
//! options as written; what templates bring is left to whoever expands them.

mod option;
mod template;
mod value;

pub use option::{Shape, SpecOption, place_of};
pub use template::TemplateRef;
pub use value::{Role, SpecValue};

use super::{Facts, Named, SourceFile};
use crate::syntax::yaml::YamlNode;
use crate::text::Span;

/// Options and values of one specification looked at; beyond that it is no longer a real one.
const LIMIT: usize = 100_000;

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpecFacts {
    /// Names of the files it renders, as far as they are certain.
    pub examples: Vec<Named>,
    /// Options and sections that are written out or lie over a known template.
    pub options: Vec<OptionFact>,
}

/// An option as other files see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionFact {
    /// The key.
    pub name: Box<str>,
    /// Sections around it, outermost first, joined by dots.
    pub section: Box<str>,
    /// Name of the rendered file.
    pub example: Box<str>,
    /// Type as the example file writes it; empty for sections.
    pub kind: Box<str>,
    /// It must be given.
    pub required: bool,
    /// It is not shown.
    pub hidden: bool,
    /// Bytes of the name.
    pub span: Span,
}

impl SpecFacts {
    pub(super) fn of(file: &SourceFile) -> Self {
        let Some(spec) = Spec::of(file) else {
            return Self::default();
        };
        let examples = spec
            .files
            .iter()
            .filter_map(|file| file.example())
            .collect();
        let options = (0..spec.options.len())
            .filter_map(|index| spec.fact(index))
            .collect();
        Self { examples, options }
    }

    /// An option of a rendered file.
    #[must_use]
    pub fn option(&self, example: &str, section: &str, name: &str) -> Option<&OptionFact> {
        self.options.iter().find(|option| {
            &*option.example == example && &*option.section == section && &*option.name == name
        })
    }
}

/// An entry of `files`.
#[derive(Debug, Clone, Copy)]
pub struct SpecFile<'a> {
    /// The mapping.
    pub node: YamlNode<'a>,
    /// Its place in the list.
    pub index: usize,
}

impl<'a> SpecFile<'a> {
    /// Name of the file as the Agent loads it.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        self.node.get("name")?.as_str()
    }

    /// It is shipped under its own name, not as an example.
    #[must_use]
    pub fn is_shipped(&self) -> bool {
        matches!(self.name(), Some("auto_conf.yaml" | "conf.yaml.default"))
    }

    /// Name of the rendered file.
    #[must_use]
    pub fn example_name(&self) -> Option<&'a str> {
        match self.node.get("example_name") {
            Some(node) => node.as_str(),
            None if self.is_shipped() => self.name(),
            None => self.name().map(|_| "conf.yaml.example"),
        }
    }

    fn example(&self) -> Option<Named> {
        let written = self.node.get("example_name").or(self.node.get("name"))?;
        Some(Named {
            value: self.example_name()?.into(),
            span: written.inner_span(),
        })
    }
}

/// A list of options.
#[derive(Debug, Clone, Copy)]
pub struct OptionList<'a> {
    /// The list.
    pub node: YamlNode<'a>,
    /// The entry of `files`.
    pub file: usize,
    /// The section that holds it.
    pub parent: Option<usize>,
}

/// A specification: its parts as lists, outer ones first.
#[derive(Debug, Clone)]
pub struct Spec<'a> {
    /// The top value.
    pub root: YamlNode<'a>,
    /// Entries of `files` that are mappings.
    pub files: Vec<SpecFile<'a>>,
    /// Lists of options.
    pub lists: Vec<OptionList<'a>>,
    /// Options and sections of all lists, as far as they are mappings.
    pub options: Vec<SpecOption<'a>>,
    /// Types with their limits.
    pub values: Vec<SpecValue<'a>>,
}

impl<'a> Spec<'a> {
    /// `None` for files that are no YAML.
    #[must_use]
    pub fn of(file: &'a SourceFile) -> Option<Self> {
        let root = file.yaml()?.root(&file.text);
        let mut spec = Self {
            root,
            files: Vec::new(),
            lists: Vec::new(),
            options: Vec::new(),
            values: Vec::new(),
        };
        if let Some(files) = root.get("files") {
            for (index, node) in files.items().enumerate() {
                if node.is_mapping() {
                    spec.files.push(SpecFile { node, index });
                }
            }
        }
        for file in 0..spec.files.len() {
            let options = spec.files[file].node.get("options");
            spec.add_list(options, file, None);
        }
        // An alias leads to a place that is walked already.
        let mut seen = std::collections::HashSet::new();
        let mut at = 0;
        while at < spec.lists.len() && spec.options.len() < LIMIT {
            let list = spec.lists[at];
            if seen.insert(list.node.value().span()) {
                option::read_list(&mut spec, at);
            }
            at += 1;
        }
        value::read_values(&mut spec);
        Some(spec)
    }

    fn add_list(&mut self, node: Option<YamlNode<'a>>, file: usize, parent: Option<usize>) {
        if let Some(node) = node.filter(YamlNode::is_sequence) {
            self.lists.push(OptionList { node, file, parent });
        }
    }

    /// Options of a list with their numbers.
    pub fn options_of(&self, list: usize) -> impl Iterator<Item = (usize, &SpecOption<'a>)> {
        self.options
            .iter()
            .enumerate()
            .filter(move |(_, option)| option.list == list)
    }

    /// Sections around an option, outermost first.
    #[must_use]
    pub fn sections(&self, index: usize) -> Vec<usize> {
        let parents = std::iter::successors(self.options[index].parent, |&parent| {
            self.options[parent].parent
        });
        let mut sections: Vec<usize> = parents.collect();
        sections.reverse();
        sections
    }

    /// Names of the sections around an option, joined by dots; `None` when one is not known.
    #[must_use]
    pub fn section_path(&self, index: usize) -> Option<String> {
        let sections = self.sections(index);
        let names: Option<Vec<&str>> = sections.iter().map(|&s| self.options[s].name()).collect();
        Some(names?.join("."))
    }

    fn fact(&self, index: usize) -> Option<OptionFact> {
        let option = &self.options[index];
        let value = option.node.get("value");
        Some(OptionFact {
            name: option.name()?.into(),
            section: self.section_path(index)?.into(),
            example: self.files[option.file].example_name()?.into(),
            kind: value.map(value::shown_type).unwrap_or_default().into(),
            required: option.node.get("required").and_then(|n| n.as_bool()) == Some(true),
            hidden: option.hidden == Some(true),
            span: option.place(),
        })
    }
}

impl Facts {
    /// As facts of this kind.
    #[must_use]
    pub fn as_spec(&self) -> Option<&SpecFacts> {
        if let Self::Spec(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}
