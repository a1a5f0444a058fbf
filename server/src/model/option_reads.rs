//! Options of the configuration that a Python source names, by key or through the models.

use super::Named;
use crate::syntax::python::{PyAccess, PyAccessKind, PythonTree};
use crate::text::{Span, Word};

/// A section of the configuration that sources read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionSection {
    /// `instances`
    Instances,
    /// `init_config`
    InitConfig,
}

/// An option that a source names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionRead {
    /// The key or attribute.
    pub name: Named,
    /// Where it is looked for.
    pub section: OptionSection,
    /// It is an attribute of a model, whose names are made fit for Python.
    pub is_attribute: bool,
    /// The check itself reads it: on `self`, in a class that is a check or a part of one.
    pub by_check: bool,
    /// The source may put it there itself, or only asks whether it is there.
    pub is_loose: bool,
}

impl OptionSection {
    /// Its key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Instances => "instances",
            Self::InitConfig => "init_config",
        }
    }

    /// What a variable or attribute holds.
    #[must_use]
    pub fn of_owner(owner: &str) -> Self {
        match owner.rsplit('.').next() {
            Some("init_config" | "shared_config") => Self::InitConfig,
            _ => Self::Instances,
        }
    }
}

/// The options that a source names, in order of place.
#[must_use]
pub fn option_reads(tree: &PythonTree) -> Vec<OptionRead> {
    let mut reads: Vec<OptionRead> = tree.accesses.iter().map(|a| read(tree, a)).collect();
    reads.sort_by_key(|read| read.name.span.start);
    reads
}

fn read(tree: &PythonTree, access: &PyAccess) -> OptionRead {
    let is_attribute = access.kind == PyAccessKind::Attribute;
    let class = access.class.and_then(|index| tree.classes.get(index));
    // Only the mixin of the base package certainly makes `self.config` a model.
    let part = if is_attribute { "ConfigMixin" } else { "Check" };
    let is_check = class.is_some_and(|c| c.bases.iter().any(|base| base.text.contains(part)));
    OptionRead {
        name: Named {
            value: access.name.text.clone(),
            span: access.name.span,
        },
        section: OptionSection::of_owner(&access.owner),
        is_attribute,
        by_check: is_check && access.owner.starts_with("self."),
        is_loose: access.stored || access.kind == PyAccessKind::Asked,
    }
}

/// False for a text that names no option.
#[must_use]
pub fn may_read_options(text: &str) -> bool {
    static WORDS: [Word; 3] = [
        Word::new("instance"),
        Word::new("init_config"),
        Word::new("config."),
    ];
    WORDS.iter().any(|word| word.is_in(text))
}

/// The read whose name is at an offset.
#[must_use]
pub fn read_at(tree: &PythonTree, offset: usize) -> Option<OptionRead> {
    let touches = |span: Span| span.touches(offset);
    let mut accesses = tree.accesses.iter();
    accesses
        .find(|access| touches(access.name.span))
        .map(|access| read(tree, access))
}
