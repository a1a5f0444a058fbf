//! `assets/configuration/spec.yaml`: what a configuration may hold. The view knows the
//! options as written; what templates bring is left to whoever expands them.

mod facts;
mod option;
mod template;
mod value;

pub use facts::{OptionFact, Origin, SpecFacts, TemplateFact};
pub use option::{Shape, SpecOption, place_of};
pub use template::{TemplateName, TemplateRef};

use super::{Named, SourceFile};
use crate::syntax::yaml::YamlNode;

/// Options and values of one specification looked at; beyond that it is no longer a real one.
const LIMIT: usize = 100_000;

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
        let mut seen = foldhash::HashSet::default();
        let mut at = 0;
        while at < spec.lists.len() && spec.options.len() < LIMIT {
            let list = spec.lists[at];
            if seen.insert(list.node.value().span()) {
                option::read_list(&mut spec, at);
            }
            at += 1;
        }
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
}
