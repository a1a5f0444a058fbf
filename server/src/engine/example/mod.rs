//! The example files (`conf.yaml.example`, `auto_conf.yaml`, ...) of a resolved specification,
//! byte for byte as ddev writes them, with a map from their lines to the options behind them.

mod error;
mod option;
mod types;
mod writer;

#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;

pub use error::{FieldLevel, RenderError, RenderErrorKind};
pub use writer::{Part, Place};

use super::{Heap, Id, Origin};
use writer::Writer;

/// A rendered file.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleFile {
    /// Its `example_name`.
    pub name: String,
    /// What the file has to contain; what could be written before the first limit was met if
    /// there are errors.
    pub text: String,
    /// Why ddev refuses to write or to compare it.
    pub errors: Vec<RenderError>,
    /// What stands where, in order of the text and without overlaps.
    pub places: Vec<Place>,
}

impl ExampleFile {
    /// The place that an offset of the text lies in.
    #[must_use]
    pub fn place_at(&self, offset: usize) -> Option<&Place> {
        let after = self
            .places
            .partition_point(|place| place.span.range().start <= offset);
        let place = self.places.get(after.checked_sub(1)?)?;
        (offset < place.span.range().end).then_some(place)
    }

    /// The place that shows what stands at an offset of a source: the innermost option there,
    /// and of its parts the one written there, or the first.
    #[must_use]
    pub fn place_of(&self, heap: &Heap, source: u16, offset: usize) -> Option<&Place> {
        let covers = |origin: Origin| origin.source == source && origin.span.touches(offset);
        let around = |place: &&Place| covers(heap.origin(place.option)) || covers(place.origin);
        self.places.iter().filter(around).min_by_key(|place| {
            let option = heap.origin(place.option);
            let size = if covers(option) {
                option.span.len()
            } else {
                usize::MAX
            };
            (size, place.origin == option || !covers(place.origin))
        })
    }
}

/// Renders all files of a specification that was resolved without an error.
#[must_use]
pub fn render(heap: &Heap, spec: Id) -> Vec<ExampleFile> {
    let files = heap.field(spec, "files").and_then(|files| heap.list(files));
    files
        .unwrap_or_default()
        .iter()
        .map(|file| render_file(heap, *file))
        .collect()
}

/// Renders one entry of `files`.
#[must_use]
pub fn render_file(heap: &Heap, file: Id) -> ExampleFile {
    let name = heap
        .field(file, "example_name")
        .and_then(|name| heap.str(name));
    let mut writer = Writer::new(heap);
    let options = heap
        .field(file, "options")
        .and_then(|options| heap.list(options));
    // A limit that was met is among the errors already.
    let _ = option::write_all(&mut writer, options.unwrap_or_default());
    ExampleFile {
        name: name.unwrap_or_default().to_owned(),
        text: writer.out,
        errors: writer.errors,
        places: writer.places,
    }
}
