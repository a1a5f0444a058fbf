//! Resolves a specification: loads it, brings in its templates, and checks everything that
//! ddev checks, in its order and as far as it would go on.

use std::sync::Arc;

use foldhash::HashSet;

use super::load::{LoadError, load};
use super::templates::{TemplateError, TemplateSet};
use super::{Code, Entry, Heap, Id, Key, Mark, Origin, Site, SpecError, Value};
use crate::syntax::yaml::YamlTree;
use crate::text::Span;

/// Faults told; a specification with more is no real one.
const MAX_ERRORS: usize = 1000;
/// Values on the heap.
const MAX_VALUES: usize = 400_000;
/// Templates brought in by a specification in which they lead back to themselves.
const ENDLESS: usize = 5000;
/// Options, types and templates looked at.
const MAX_STEPS: usize = 200_000;
/// Options and types inside each other.
pub(super) const MAX_DEPTH: usize = 100;

/// What the package says its version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageVersion<'a> {
    /// This.
    Known(&'a str),
    /// Nothing that ddev can read.
    Missing,
    /// Nobody knows; it is taken to be there.
    Unknown,
}

/// What a specification is resolved from.
#[derive(Debug, Clone, Copy)]
pub struct SpecInput<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its tree.
    pub tree: &'a YamlTree,
    /// Name of the directory of the integration.
    pub source: &'a str,
    /// Version of its package.
    pub version: PackageVersion<'a>,
    /// The templates; without them only what is written out is looked at.
    pub templates: Option<&'a TemplateSet>,
}

/// A file of a resolved specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedFile {
    /// The entry of `files`.
    pub id: Id,
    /// Name of the file as the Agent loads it.
    pub name: Arc<str>,
    /// Name of the rendered file.
    pub example_name: Arc<str>,
    /// The list of its options.
    pub options: Id,
}

/// A template that was brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// Number of the file in the set of templates.
    pub file: usize,
    /// The reference, itself perhaps in a template.
    pub reference: Origin,
}

/// A specification with everything its templates bring.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// All values.
    pub heap: Heap,
    /// The top value; `None` when the text cannot be loaded.
    pub root: Option<Id>,
    /// Entries of `files` that have a name and options.
    pub files: Vec<ResolvedFile>,
    /// What is wrong, in ddev's order.
    pub errors: Vec<SpecError>,
    /// Templates in the order they were brought in: sources 1, 2, ... of origins.
    pub uses: Vec<Use>,
    /// Templates were at hand. Without them values and files are as written.
    pub expanded: bool,
    /// The text was loaded.
    pub readable: bool,
    /// It was given up: templates never come to an end, or there is too much of everything.
    pub too_large: bool,
    /// Not everything was looked at, as ddev would have broken off.
    pub halted: bool,
}

impl Resolved {
    /// Where something stands in the specification: itself, or the reference to the template
    /// that brings it. `None` for what nobody wrote.
    #[must_use]
    pub fn in_spec(&self, mut origin: Origin) -> Option<Span> {
        while origin.source != 0 {
            // A template is always brought in by an earlier source.
            origin = self.use_of(origin)?.reference;
        }
        Some(origin.span)
    }

    /// The use of a template that something comes from.
    #[must_use]
    pub fn use_of(&self, origin: Origin) -> Option<Use> {
        let index = usize::from(origin.source).checked_sub(1)?;
        self.uses.get(index).copied()
    }

    /// The specification is as it should be, and all of it is known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let known = self.expanded && self.root.is_some();
        known && self.errors.is_empty() && !self.halted
    }
}

/// Resolves a specification.
#[must_use]
pub fn resolve(input: SpecInput) -> Resolved {
    let mut engine = Engine {
        out: Resolved {
            expanded: input.templates.is_some(),
            ..Resolved::default()
        },
        input,
        steps: 0,
        open: HashSet::default(),
        told: HashSet::default(),
    };
    if input.tree.errors().is_empty() {
        let root = input.tree.root(input.text);
        match load(&mut engine.out.heap, root, 0, MAX_VALUES) {
            Ok(root) => {
                engine.out.root = Some(root);
                engine.out.readable = true;
                // Where ddev would break off there is nothing more to tell.
                engine.out.halted = engine.spec(root).is_err();
                engine.report_endless(root);
            }
            Err(LoadError::Faulty | LoadError::TooLarge) => {}
        }
    }
    engine.out
}

/// ddev breaks off, or the specification is beyond any measure.
pub(super) struct Halt;

pub(super) type Flow<T = ()> = Result<T, Halt>;

pub(super) struct Engine<'a> {
    pub(super) out: Resolved,
    pub(super) input: SpecInput<'a>,
    steps: usize,
    /// Options that a template nobody has would bring more to.
    pub(super) open: HashSet<Id>,
    told: HashSet<(Code, Site, String)>,
}

impl Engine<'_> {
    pub(super) fn heap(&self) -> &Heap {
        &self.out.heap
    }

    pub(super) fn get(&self, id: Id) -> &Value {
        self.out.heap.get(id)
    }

    pub(super) fn field(&self, id: Id, key: &str) -> Option<Id> {
        self.out.heap.field(id, key)
    }

    pub(super) fn entry(&self, id: Id, key: &str) -> Option<Entry> {
        self.out.heap.map(id)?.entry(key)
    }

    pub(super) fn is_map(&self, id: Id) -> bool {
        matches!(self.get(id), Value::Map(_))
    }

    pub(super) fn is_list(&self, id: Id) -> bool {
        matches!(self.get(id), Value::List(_))
    }

    pub(super) fn is_text(&self, id: Id) -> bool {
        matches!(self.get(id), Value::Str(_))
    }

    pub(super) fn is_bool(&self, id: Id) -> bool {
        matches!(self.get(id), Value::Bool(_))
    }

    /// Item of a list that may change while it is walked.
    pub(super) fn item(&self, list: Id, index: usize) -> Option<Id> {
        self.out.heap.list(list)?.get(index).copied()
    }

    /// Entries of a mapping, as they are now.
    pub(super) fn entries(&self, id: Id) -> Vec<(Key, Entry)> {
        let map = self.out.heap.map(id);
        let entries = map.into_iter().flat_map(|map| map.iter());
        entries.map(|(key, entry)| (key.clone(), entry)).collect()
    }

    pub(super) fn alloc(&mut self, value: Value) -> Id {
        self.out.heap.alloc(value, Origin::nowhere())
    }

    /// Python's `setdefault`.
    pub(super) fn set_default(&mut self, id: Id, key: &str, value: Value) -> Id {
        if let Some(known) = self.field(id, key) {
            return known;
        }
        let value = self.alloc(value);
        self.out.heap.set_field(id, key, value);
        value
    }

    /// Counts work.
    pub(super) fn step(&mut self) -> Flow {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.out.heap.len() > MAX_VALUES {
            self.out.too_large = true;
            return Err(Halt);
        }
        Ok(())
    }

    /// ddev would go on forever with templates that lead back to themselves.
    fn report_endless(&mut self, root: Id) {
        if !self.out.too_large || self.out.uses.len() < ENDLESS {
            return;
        }
        let last = self.out.uses.last().map(|used| used.reference);
        let mut origin = last.unwrap_or(self.heap().origin(root));
        while let Some(used) = self.out.use_of(origin) {
            origin = used.reference;
        }
        let site = Site {
            origin,
            key: None,
            mark: Mark::Text,
        };
        let message = "The templates that are brought in here never come to an end.";
        self.report(Code::UnknownTemplate, site, message);
    }

    /// A template on the heap, a copy of its own for every reference.
    pub(super) fn template(&mut self, reference: Id) -> Flow<Result<Id, TemplateFault>> {
        self.step()?;
        let Some(set) = self.input.templates else {
            return Err(Halt);
        };
        let Some(name) = self.heap().str(reference) else {
            return Ok(Err(TemplateFault::NoText));
        };
        let found = match set.find(name) {
            Ok(found) => found,
            Err(error) => return Ok(Err(TemplateFault::Error(error))),
        };
        let reference = self.heap().origin(reference);
        self.out.uses.push(Use {
            file: found.file,
            reference,
        });
        let source = u16::try_from(self.out.uses.len()).ok();
        let Some(source) = source.filter(|source| *source != super::NOWHERE) else {
            self.out.too_large = true;
            return Err(Halt);
        };
        match load(&mut self.out.heap, found.node, source, MAX_VALUES) {
            Ok(id) => Ok(Ok(id)),
            Err(LoadError::TooLarge) => {
                self.out.too_large = true;
                Err(Halt)
            }
            Err(LoadError::Faulty) => {
                let path = found.template.path.to_string();
                let error = TemplateError::Unreadable { path };
                Ok(Err(TemplateFault::Error(error)))
            }
        }
    }

    /// Tells a fault, each once.
    pub(super) fn report(&mut self, code: Code, site: Site, message: impl Into<String>) {
        let message = message.into();
        let fresh = self.told.insert((code, site, message.clone()));
        if fresh && self.out.errors.len() < MAX_ERRORS {
            self.out.errors.push(SpecError {
                code,
                site,
                message,
                related: None,
                hint: None,
                crash: false,
            });
        }
    }

    /// Like [`Engine::report`] with another place.
    pub(super) fn report_with(
        &mut self,
        code: Code,
        site: Site,
        message: impl Into<String>,
        related: (Site, &'static str),
    ) {
        let before = self.out.errors.len();
        self.report(code, site, message);
        if self.out.errors.len() > before
            && let Some(error) = self.out.errors.last_mut()
        {
            error.related = Some(related);
        }
    }

    /// Like [`Engine::report`] with the value that is expected.
    pub(super) fn report_hint(&mut self, code: Code, site: Site, message: String, hint: &str) {
        let before = self.out.errors.len();
        self.report(code, site, message);
        if self.out.errors.len() > before
            && let Some(error) = self.out.errors.last_mut()
        {
            error.hint = Some(hint.into());
        }
    }

    /// Tells a fault that ddev dies of.
    pub(super) fn crash<T>(
        &mut self,
        code: Code,
        site: Site,
        message: impl Into<String>,
    ) -> Flow<T> {
        self.report(code, site, message);
        if let Some(error) = self.out.errors.last_mut() {
            error.crash = true;
        }
        Err(Halt)
    }

    /// The value of a key.
    pub(super) fn at(&self, map: Id, key: &str, mark: Mark) -> Site {
        match self.entry(map, key) {
            Some(entry) => self.at_entry(entry, mark),
            None => self.at_item(map, Mark::Value),
        }
    }

    pub(super) fn at_entry(&self, entry: Entry, mark: Mark) -> Site {
        Site {
            origin: self.heap().origin(entry.value),
            key: Some(self.heap().origin(entry.key)),
            mark,
        }
    }

    /// An item of a list, or anything by itself.
    pub(super) fn at_item(&self, id: Id, mark: Mark) -> Site {
        Site {
            origin: self.heap().origin(id),
            key: None,
            mark,
        }
    }

    /// An option: in the specification its name, if it got one there.
    pub(super) fn at_option(&self, id: Id) -> Site {
        let named = self.entry(id, "name");
        match named {
            Some(entry)
                if self.heap().origin(entry.value).source == 0
                    && self.heap().origin(id).source != 0 =>
            {
                self.at_entry(entry, Mark::Text)
            }
            _ => self.at_item(id, Mark::Option),
        }
    }

    /// What a value is, with its article.
    pub(super) fn kind(&self, id: Id) -> &'static str {
        match self.get(id) {
            Value::Null => "empty",
            Value::Bool(_) => "a boolean",
            Value::Int(_) | Value::BigInt(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Str(_) => "text",
            Value::Date(_) | Value::DateTime(_) => "a date",
            Value::Bytes(_) => "binary",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Why a template cannot be brought in.
pub(super) enum TemplateFault {
    /// Its name is no text.
    NoText,
    /// It is not there.
    Error(TemplateError),
}
