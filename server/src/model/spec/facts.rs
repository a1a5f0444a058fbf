//! What other files may know of a specification: the options of each rendered file, and the
//! templates that bring more of them.

use std::sync::Arc;

use super::{Spec, value};
use crate::catalog::spec_words;
use crate::model::{Facts, Named, SourceFile};
use crate::syntax::yaml::YamlNode;
use crate::text::Span;

/// Bytes of a description that are remembered.
const MAX_DESCRIPTION: usize = 2000;
/// Bytes of an example or default that are remembered.
const MAX_VALUE: usize = 200;

/// What other files may know of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpecFacts {
    /// The text, for those who resolve its templates.
    pub text: Arc<str>,
    /// Names of the files it renders, as far as they are certain.
    pub examples: Vec<Named>,
    /// Options and sections that are written out or lie over a known template.
    pub options: Vec<OptionFact>,
    /// Templates that stand for several options.
    pub templates: Vec<TemplateFact>,
}

/// An option as other files see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptionFact {
    /// The key.
    pub name: Box<str>,
    /// Sections around it, outermost first, joined by dots.
    pub section: Box<str>,
    /// Name of the rendered file.
    pub example: Box<str>,
    /// Type as the example file writes it; empty for sections and what a template says.
    pub kind: Box<str>,
    /// It must be given.
    pub required: bool,
    /// It is not shown.
    pub hidden: bool,
    /// The value is confidential.
    pub secret: bool,
    /// It holds options rather than a value.
    pub is_section: bool,
    /// Its help; empty when there is none here.
    pub description: Box<str>,
    /// The default as written; empty when there is none here.
    pub default: Box<str>,
    /// The example as written; empty when there is none here.
    pub example_value: Box<str>,
    /// The only values, as far as they are listed.
    pub values: Vec<Box<str>>,
    /// The template below it; empty when there is none.
    pub template: Box<str>,
    /// Bytes of the name.
    pub span: Span,
}

/// A template among the options of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFact {
    /// As written.
    pub name: Box<str>,
    /// Sections around it, outermost first, joined by dots.
    pub section: Box<str>,
    /// Name of the rendered file.
    pub example: Box<str>,
    /// Bytes of the reference.
    pub span: Span,
}

/// Where an option of a rendered file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// It is written in the specification.
    Option(&'a OptionFact),
    /// A template brings it.
    Template(&'a TemplateFact),
}

impl Origin<'_> {
    /// Bytes in the specification.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::Option(option) => option.span,
            Self::Template(template) => template.span,
        }
    }
}

impl OptionFact {
    /// An option of which nothing but the name is known.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

impl TemplateFact {
    /// Names of the options it brings, as far as they are known.
    #[must_use]
    pub fn brings(&self) -> Vec<&'static str> {
        spec_words().brought_by(&self.name)
    }
}

impl SpecFacts {
    pub(in crate::model) fn of(file: &SourceFile) -> Self {
        let Some(spec) = Spec::of(file) else {
            return Self {
                text: Arc::clone(&file.text),
                ..Self::default()
            };
        };
        let files = spec.files.iter();
        let all = 0..spec.options.len();
        Self {
            text: Arc::clone(&file.text),
            examples: files.filter_map(|file| file.example()).collect(),
            options: all.clone().filter_map(|i| option(&spec, i)).collect(),
            templates: all.filter_map(|i| template(&spec, i)).collect(),
        }
    }

    /// An option of a rendered file.
    #[must_use]
    pub fn option(&self, example: &str, section: &str, name: &str) -> Option<&OptionFact> {
        self.options.iter().find(|option| {
            &*option.example == example && &*option.section == section && &*option.name == name
        })
    }

    /// Options that are written for a section of a rendered file.
    pub fn options_in<'a>(
        &'a self,
        example: &'a str,
        section: &'a str,
    ) -> impl Iterator<Item = &'a OptionFact> {
        let options = self.options.iter();
        options.filter(move |option| &*option.example == example && &*option.section == section)
    }

    /// Templates among the options of a section of a rendered file.
    pub fn templates_in<'a>(
        &'a self,
        example: &'a str,
        section: &'a str,
    ) -> impl Iterator<Item = &'a TemplateFact> {
        let templates = self.templates.iter();
        templates.filter(move |found| &*found.example == example && &*found.section == section)
    }

    /// Where an option of a rendered file comes from.
    #[must_use]
    pub fn origin(&self, example: &str, section: &str, name: &str) -> Option<Origin<'_>> {
        if let Some(option) = self.option(example, section, name) {
            return Some(Origin::Option(option));
        }
        let mut templates = self.templates.iter();
        let found = templates.find(|found| {
            let here = &*found.example == example && &*found.section == section;
            here && found.brings().contains(&name)
        });
        found.map(Origin::Template)
    }
}

fn option(spec: &Spec, index: usize) -> Option<OptionFact> {
    let option = &spec.options[index];
    let value = option.node.get("value");
    let flag = |key: &str| option.node.get(key).and_then(|n| n.as_bool()) == Some(true);
    let written = |node: YamlNode| match node.decoded().unwrap_or(node.raw()) {
        text if text.len() <= MAX_VALUE && !text.contains('\n') => text.to_owned(),
        _ => String::new(),
    };
    let of_value = |key: &str| value.and_then(|value| value.get(key)).map(written);
    let default = of_value("display_default").or_else(|| of_value("default"));
    let description = option.node.get("description").and_then(|n| n.as_str());
    let mut description = description.unwrap_or_default().trim_end().to_owned();
    if description.len() > MAX_DESCRIPTION {
        let mut cut = MAX_DESCRIPTION;
        while !description.is_char_boundary(cut) {
            cut -= 1;
        }
        description.truncate(cut);
        description.push('…');
    }
    let values = value.and_then(|value| value.get("enum")).into_iter();
    let values = values.flat_map(|list| list.items());
    let template = option.template.as_ref();
    Some(OptionFact {
        name: option.name()?.into(),
        section: spec.section_path(index)?.into(),
        example: spec.files[option.file].example_name()?.into(),
        kind: value.map(value::shown_type).unwrap_or_default().into(),
        required: flag("required"),
        hidden: option.hidden == Some(true),
        secret: flag("secret"),
        is_section: option.node.get("options").is_some()
            || template.is_some_and(|t| t.is_section()),
        description: description.into(),
        default: default.unwrap_or_default().into(),
        example_value: of_value("example").unwrap_or_default().into(),
        values: values.map(|value| written(value).into()).collect(),
        template: template.map_or("", |found| found.text()).into(),
        span: option.place(),
    })
}

fn template(spec: &Spec, index: usize) -> Option<TemplateFact> {
    let option = &spec.options[index];
    let found = option.template.as_ref().filter(|found| found.is_list())?;
    Some(TemplateFact {
        name: found.name.into(),
        section: spec.section_path(index)?.into(),
        example: spec.files[option.file].example_name()?.into(),
        span: found.node.inner_span(),
    })
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
