//! An option of the configuration wherever it is named, looked up in the specification with
//! everything that templates bring. For sources, examples and the search for references.

use std::sync::Arc;

use super::example_place::{brought_text, option_text};
use super::resolved_option::option_fact;
use super::template_options::Opened;
use crate::engine::models::attribute_of;
use crate::engine::{Id, Resolved};
use crate::model::option_reads::{OptionRead, OptionSection, read_at};
use crate::model::spec::{OptionFact, SpecFacts, TemplateFact};
use crate::text::Span;
use crate::workspace::{DeclaredOption, FileCx, declared_options};

/// An option that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted<'w> {
    /// The key, or the attribute that stands for it.
    pub(super) name: &'w str,
    /// Sections around it, joined by dots.
    pub(super) section: &'w str,
    /// Name of the rendered file; any when `None`.
    pub(super) example: Option<&'w str>,
    /// It is named as an attribute of a model.
    pub(super) is_attribute: bool,
}

/// An option that the specification declares.
pub(super) struct KnownOption<'a> {
    spec: &'a SpecFacts,
    resolved: Arc<Resolved>,
    /// The key.
    pub(super) name: String,
    /// Where the specification names it, or the template that brings it.
    pub(super) span: Span,
    found: Found<'a>,
}

enum Found<'a> {
    Resolved(Id),
    Brought(&'a TemplateFact),
}

impl Wanted<'_> {
    /// What a source names.
    pub(super) fn of_read(read: &OptionRead) -> Wanted<'_> {
        Wanted {
            name: &read.name.value,
            section: read.section.name(),
            example: None,
            is_attribute: read.is_attribute,
        }
    }

    /// An option or section of this name is meant.
    pub(super) fn is(&self, name: &str) -> bool {
        name == self.name || (self.is_attribute && attribute_of(name).as_deref() == Some(self.name))
    }

    fn is_declared_by(&self, option: &DeclaredOption) -> bool {
        let example = self.example.is_none_or(|name| name == option.example);
        example && option.section == self.section && self.is(option.name)
    }
}

/// The option that a Python source names at an offset.
pub(super) fn read_under(cx: &FileCx, offset: usize) -> Option<OptionRead> {
    read_at(cx.file.python()?, offset)
}

/// What the specification says of an option; `None` when it declares none of this name.
pub(super) fn known_option<'a>(cx: &FileCx<'a>, wanted: &Wanted) -> Option<KnownOption<'a>> {
    let spec = cx.integration.spec()?;
    let resolved = cx.resolved()?;
    let options = declared_options(&resolved);
    let mut declared = options.iter().filter(|o| wanted.is_declared_by(o));
    let found = declared.find_map(|option| {
        let name = option.name.to_owned();
        Some((name, option.place(&resolved)?, Found::Resolved(option.id)))
    });
    // Without the templates themselves, what is known of the customary ones.
    let found = found.or_else(|| {
        let mut templates = spec.templates.iter().filter(|_| !resolved.expanded);
        templates.find_map(|template| {
            let example = wanted.example.is_none_or(|name| name == &*template.example);
            let here = example && &*template.section == wanted.section;
            let brings = template.brings().into_iter().filter(|_| here);
            let name = brings.into_iter().find(|name| wanted.is(name))?;
            Some((name.to_owned(), template.span, Found::Brought(template)))
        })
    });
    let (name, span, found) = found?;
    drop(options);
    Some(KnownOption {
        spec,
        resolved,
        name,
        span,
        found,
    })
}

impl KnownOption<'_> {
    /// Type, default and help.
    pub(super) fn fact(&self) -> OptionFact {
        let fact = match self.found {
            Found::Resolved(id) => option_fact(&self.resolved.heap, id),
            Found::Brought(_) => None,
        };
        fact.unwrap_or_else(|| OptionFact::named(&self.name))
    }

    /// The template that brings it, as the specification names it.
    fn template(&self) -> Option<&str> {
        match self.found {
            Found::Brought(template) => Some(&template.name),
            Found::Resolved(id) => {
                let heap = &self.resolved.heap;
                let origin = heap.origin(heap.field(id, "name").unwrap_or(id));
                self.resolved.use_of(origin)?;
                Some(self.span.slice(&self.spec.text).trim_matches(['\'', '"']))
            }
        }
    }

    /// A template brings it.
    pub(super) fn is_brought(&self) -> bool {
        self.template().is_some()
    }

    /// The templates were brought in.
    pub(super) fn is_expanded(&self) -> bool {
        self.resolved.expanded
    }

    /// Everything that is known, as Markdown.
    pub(super) fn markdown(&self, cx: &FileCx) -> String {
        match (&self.found, self.template()) {
            (Found::Brought(template), _) => brought_text(cx.repo, &self.name, template),
            (_, Some(template)) => format!(
                "{}\n\nBrought by the template `{template}`.",
                option_text(&self.fact())
            ),
            (_, None) => option_text(&self.fact()),
        }
    }

    /// Where the template that brings it declares it: absolute path and bytes.
    pub(super) fn in_template(&self, cx: &FileCx) -> Option<(String, Span)> {
        let templates = cx.repo.templates.as_deref()?;
        let (file, span) = match self.found {
            Found::Brought(template) => Opened::of(cx.repo, &template.name)?.place(&self.name)?,
            Found::Resolved(id) => {
                let heap = &self.resolved.heap;
                let origin = heap.origin(heap.field(id, "name").unwrap_or(id));
                (self.resolved.use_of(origin)?.file, origin.span)
            }
        };
        let path = templates.dir.join(&*templates.set.file(file)?.path);
        Some((path.to_str()?.replace('\\', "/"), span))
    }
}

/// Options that stand directly in a section, of all rendered files, each name once.
pub(super) fn options_of(cx: &FileCx, section: OptionSection) -> Vec<OptionFact> {
    let (Some(spec), Some(resolved)) = (cx.integration.spec(), cx.resolved()) else {
        return Vec::new();
    };
    let mut found: Vec<OptionFact> = Vec::new();
    let mut add = |fact: OptionFact| {
        if found.iter().all(|known| known.name != fact.name) {
            found.push(fact);
        }
    };
    for option in declared_options(&resolved) {
        if option.section == section.name() {
            option_fact(&resolved.heap, option.id)
                .into_iter()
                .for_each(&mut add);
        }
    }
    let templates = spec.templates.iter().filter(|_| !resolved.expanded);
    for template in templates.filter(|template| &*template.section == section.name()) {
        template
            .brings()
            .into_iter()
            .map(OptionFact::named)
            .for_each(&mut add);
    }
    found
}
