//! A reference to a template, taken apart the way ddev does. Templates stay opaque here:
//! only what the table says of them is known.

use std::ops::Deref;

use crate::catalog::{SpecTemplate, TemplateForm, spec_words};
use crate::syntax::yaml::YamlNode;

/// A `template:` with what is known of it.
#[derive(Debug, Clone)]
pub struct TemplateRef<'a> {
    /// The reference as written.
    pub node: YamlNode<'a>,
    name: TemplateName<'a>,
}

/// The name of a template, taken apart.
#[derive(Debug, Clone)]
pub struct TemplateName<'a> {
    /// `folder/file`.
    pub name: &'a str,
    /// The elements behind it.
    pub branches: Vec<&'a str>,
    /// The template in the table.
    pub known: Option<&'static SpecTemplate>,
}

impl<'a> TemplateRef<'a> {
    /// `None` when the reference is no text.
    #[must_use]
    pub fn of(node: YamlNode<'a>) -> Option<Self> {
        let name = TemplateName::of(node.as_str()?);
        Some(Self { node, name })
    }

    /// The whole reference.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.node.as_str().unwrap_or(self.name.name)
    }
}

impl<'a> Deref for TemplateRef<'a> {
    type Target = TemplateName<'a>;
    fn deref(&self) -> &TemplateName<'a> {
        &self.name
    }
}

impl<'a> TemplateName<'a> {
    /// Takes a reference apart.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let file = text.rfind('/').map_or(0, |slash| slash + 1);
        let end = text[file..].find('.').map_or(text.len(), |dot| file + dot);
        let name = &text[..end];
        let branches = match text.get(end + 1..) {
            Some(rest) => rest.split('.').collect(),
            None => Vec::new(),
        };
        Self {
            name,
            branches,
            known: spec_words().template(name),
        }
    }

    /// The path is written in a way that the table cannot answer for, such as `a//b`.
    #[must_use]
    pub fn is_unusual(&self) -> bool {
        !self.name.is_empty()
            && self
                .name
                .split('/')
                .any(|part| part.is_empty() || part == "." || part == "..")
    }

    /// It is a section that gets its options beside the reference.
    #[must_use]
    pub fn is_section(&self) -> bool {
        let form = self.known.map(|t| t.form);
        self.branches.is_empty() && form == Some(TemplateForm::Section)
    }

    /// It stands for several options; keys beside it are dropped.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.branches.is_empty() && self.known.is_some_and(|t| t.form == TemplateForm::List)
    }

    /// Name of the single option or section it stands for, when that is certain.
    #[must_use]
    pub fn single(&self) -> Option<&'a str>
    where
        'static: 'a,
    {
        let known = self.known?;
        match (&self.branches[..], known.form) {
            ([], TemplateForm::Option | TemplateForm::Section | TemplateForm::Documented) => {
                known.gives.first().map(String::as_str)
            }
            ([branch], TemplateForm::List) => {
                let gives = known.gives.iter().map(String::as_str);
                gives.into_iter().find(|name| name == branch)
            }
            _ => None,
        }
    }

    /// A list whose first item is an element that the table does not have.
    #[must_use]
    pub fn unknown_element(&self) -> Option<&'a str> {
        let known = self.known.filter(|t| t.form == TemplateForm::List)?;
        let first = *self.branches.first()?;
        (!known.gives.iter().any(|name| name == first)).then_some(first)
    }

    /// Other templates stand inside.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        self.known
            .is_none_or(|t| t.gives.iter().any(|name| name.starts_with('@')))
    }
}
