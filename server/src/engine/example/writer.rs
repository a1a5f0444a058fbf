//! Collects the text of an example with what stands where and what is wrong.

use super::{RenderError, RenderErrorKind};
use crate::engine::python::{DumpError, TooLarge};
use crate::engine::{Heap, Id, NOWHERE, Origin};
use crate::text::Span;

/// Bytes of one example. The largest in the wild take a tenth of it.
const LIMIT: usize = 4 << 20;
/// Errors kept for one file.
const MAX_ERRORS: usize = 1000;

/// What a stretch of an example shows of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The line that names it: `@param`, or the key of a section.
    Name,
    /// Its description.
    Description,
    /// Its example value.
    Example,
}

/// A stretch of an example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Bytes of the example: whole lines.
    pub span: Span,
    /// What it shows.
    pub part: Part,
    /// The option.
    pub option: Id,
    /// Where it was written in the specification or a template.
    pub origin: Origin,
}

/// A limit was met, and is among the errors: nothing more is written.
#[derive(Debug)]
pub(super) struct Stop;

/// Text, places and errors of one file.
pub(super) struct Writer<'a> {
    pub(super) heap: &'a Heap,
    pub(super) out: String,
    pub(super) errors: Vec<RenderError>,
    pub(super) places: Vec<Place>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(heap: &'a Heap) -> Self {
        Self {
            heap,
            out: String::new(),
            errors: Vec::new(),
            places: Vec::new(),
        }
    }

    pub(super) fn write(&mut self, texts: &[&str]) {
        self.out.extend(texts.iter().copied());
    }

    /// What was written since `start` shows a part of an option. The first of the values that
    /// somebody wrote tells where.
    pub(super) fn place(&mut self, start: usize, part: Part, option: Id, shown: &[Option<Id>]) {
        let origins = shown.iter().flatten().chain([&option]);
        let mut origins = origins.map(|id| self.heap.origin(*id));
        let origin = origins.find(|origin| origin.source != NOWHERE);
        let span = Span::new(start, self.out.len());
        if !span.is_empty() {
            self.places.push(Place {
                span,
                part,
                option,
                origin: origin.unwrap_or_else(Origin::nowhere),
            });
        }
    }

    pub(super) fn error(&mut self, kind: RenderErrorKind, option: Id, blame: Id) {
        if self.errors.len() == MAX_ERRORS {
            return;
        }
        self.errors.push(RenderError {
            kind,
            option: self.name(option).to_owned(),
            id: option,
            origin: self.heap.origin(blame),
        });
    }

    /// Ends the file.
    pub(super) fn stop(&mut self, kind: RenderErrorKind, option: Id) -> Stop {
        self.errors.truncate(MAX_ERRORS - 1);
        self.error(kind, option, option);
        Stop
    }

    /// Ends the file if it is too large already.
    pub(super) fn check_size(&mut self, option: Id) -> Result<(), Stop> {
        if self.out.len() > LIMIT {
            return Err(self.stop(RenderErrorKind::TooLarge, option));
        }
        Ok(())
    }

    pub(super) fn dumped<T>(
        &mut self,
        result: Result<T, DumpError>,
        option: Id,
    ) -> Result<T, Stop> {
        result.map_err(|error| {
            let kind = match error {
                DumpError::TooDeep => RenderErrorKind::TooDeep,
                DumpError::TooLarge => RenderErrorKind::TooLarge,
            };
            self.stop(kind, option)
        })
    }

    pub(super) fn shown<T>(&mut self, result: Result<T, TooLarge>, option: Id) -> Result<T, Stop> {
        result.map_err(|TooLarge| self.stop(RenderErrorKind::TooLarge, option))
    }

    pub(super) fn name(&self, option: Id) -> &'a str {
        let name = self.heap.field(option, "name");
        name.and_then(|name| self.heap.str(name))
            .unwrap_or_default()
    }

    /// What Python's truth of a field says; absent fields are false.
    pub(super) fn is_set(&self, map: Id, field: &str) -> bool {
        let value = self.heap.field(map, field);
        value.is_some_and(|value| !self.heap.get(value).is_falsy())
    }
}
