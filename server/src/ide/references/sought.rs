//! What is searched for: an option, told by the place under the cursor.

use super::{models, readme};
use crate::engine::models::attribute_of;
use crate::ide::example_place::param_at;
use crate::ide::option_place::{Wanted, known_option, read_under};
use crate::model::option_reads::OptionRead;
use crate::model::{Facts, FileKind};
use crate::text::Span;
use crate::workspace::{FileCx, declared_options};

/// An option that is searched for.
pub(in crate::ide) struct Sought {
    /// The key.
    pub(in crate::ide) name: String,
    /// Sections around it, joined by dots; any when `None`.
    pub(in crate::ide) section: Option<String>,
}

impl Sought {
    pub(in crate::ide) fn at(cx: &FileCx, offset: usize) -> Option<Self> {
        match cx.file.kind {
            FileKind::Python => {
                let (name, section, is_attribute) = match read_under(cx, offset) {
                    Some(read) => {
                        let section = read.section.name();
                        (read.name.value.to_string(), section, read.is_attribute)
                    }
                    None => {
                        let (name, section) = models::name_at(cx, offset)?;
                        (name, section.name(), true)
                    }
                };
                let wanted = Wanted {
                    name: &name,
                    section,
                    example: None,
                    is_attribute,
                };
                let known = known_option(cx, &wanted).map(|known| known.name);
                Some(Self {
                    name: known.unwrap_or(name),
                    section: Some(section.to_owned()),
                })
            }
            FileKind::Spec => {
                // The facts of the file as it is being edited.
                let facts = Facts::of(cx.file);
                let mut options = facts.as_spec()?.options.iter();
                let option = options.find(|option| option.span.touches(offset))?;
                Some(Self {
                    name: option.name.to_string(),
                    section: Some(option.section.to_string()),
                })
            }
            FileKind::ConfigExample => {
                let (_, param) = param_at(cx, offset)?;
                Some(Self {
                    name: param.name,
                    section: Some(param.sections.join(".")),
                })
            }
            FileKind::Readme => {
                let name = readme::name_at(cx.text(), offset)?;
                let sought = Self {
                    name: name.to_owned(),
                    section: None,
                };
                (!sought.in_spec(cx).is_empty()).then_some(sought)
            }
            _ => None,
        }
    }

    /// Places in the specification that name it, or the template that brings it.
    pub(super) fn in_spec(&self, cx: &FileCx) -> Vec<Span> {
        let (Some(spec), Some(resolved)) = (cx.integration.spec(), cx.resolved()) else {
            return Vec::new();
        };
        let here = |section: &str| self.is_in(section);
        let options = declared_options(&resolved).into_iter();
        let options = options.filter(|option| option.name == self.name && here(&option.section));
        let mut spans: Vec<Span> = options
            .filter_map(|option| option.place(&resolved))
            .collect();
        if !resolved.expanded {
            let templates = spec.templates.iter().filter(|t| here(&t.section));
            let bring = templates.filter(|t| t.brings().contains(&self.name.as_str()));
            spans.extend(bring.map(|template| template.span));
        }
        spans
    }

    /// It stands in a section.
    pub(in crate::ide) fn is_in(&self, section: &str) -> bool {
        self.section
            .as_deref()
            .is_none_or(|wanted| wanted == section)
    }

    /// The path of an option of an example.
    pub(super) fn is_path(&self, path: &str) -> bool {
        let Some(section) = path.strip_suffix(&*self.name) else {
            return false;
        };
        match &self.section {
            None => section.is_empty() || section.ends_with('.'),
            Some(wanted) if wanted.is_empty() => section.is_empty(),
            Some(wanted) => section.strip_suffix('.') == Some(wanted),
        }
    }

    pub(super) fn is_read(&self, read: &OptionRead) -> bool {
        let named = *read.name.value == *self.name
            || (read.is_attribute && attribute_of(&self.name).as_deref() == Some(&read.name.value));
        self.is_in(read.section.name()) && named
    }
}
