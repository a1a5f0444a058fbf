//! The options that the specification of an integration declares, those of templates included,
//! with the sections they stand in.

use crate::engine::{Heap, Id, Resolved};
use crate::text::Span;

/// Sections inside each other looked at.
const MAX_DEPTH: usize = 16;
/// Options looked at.
const MAX_OPTIONS: usize = 20_000;

/// An option or section of a rendered file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredOption<'r> {
    /// The option itself.
    pub id: Id,
    /// The key.
    pub name: &'r str,
    /// Sections around it, outermost first, joined by dots.
    pub section: String,
    /// Name of the rendered file.
    pub example: &'r str,
    /// It holds options rather than a value.
    pub is_section: bool,
}

/// Options and sections of all files, in order. Without templates only what is written out.
#[must_use]
pub fn declared_options(resolved: &Resolved) -> Vec<DeclaredOption<'_>> {
    let heap = &resolved.heap;
    let mut found = Vec::new();
    for file in &resolved.files {
        let mut open = vec![(file.options, String::new(), 0)];
        while let Some((list, section, depth)) = open.pop() {
            for id in heap.list(list).unwrap_or_default() {
                let Some(name) = name_of(heap, *id).filter(|_| found.len() < MAX_OPTIONS) else {
                    continue;
                };
                let inner = heap.field(*id, "options");
                found.push(DeclaredOption {
                    id: *id,
                    name,
                    section: section.clone(),
                    example: &file.example_name,
                    is_section: inner.is_some(),
                });
                if let Some(inner) = inner.filter(|_| depth < MAX_DEPTH) {
                    let dot = if section.is_empty() { "" } else { "." };
                    open.push((inner, format!("{section}{dot}{name}"), depth + 1));
                }
            }
        }
    }
    found
}

impl DeclaredOption<'_> {
    /// Where the specification names it: itself, or the template that brings it.
    #[must_use]
    pub fn place(&self, resolved: &Resolved) -> Option<Span> {
        let named = resolved.heap.field(self.id, "name").unwrap_or(self.id);
        resolved.in_spec(resolved.heap.origin(named))
    }
}

/// The name, or that of the template of a section that was not brought in.
fn name_of(heap: &Heap, option: Id) -> Option<&str> {
    if let Some(name) = heap.field(option, "name") {
        return heap.str(name);
    }
    heap.field(option, "options")?;
    let template = heap.str(heap.field(option, "template")?)?;
    template.rsplit(['/', '.']).next()
}
