//! YAML as `yaml.safe_dump` of `PyYAML` writes it, byte for byte, in the ways ddev asks for:
//! keys in their own order, anything but ASCII escaped.

mod analysis;
mod anchors;
mod emitter;
mod scalars;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::engine::{Heap, Id};
use emitter::Emitter;

/// How to write.
#[derive(Debug, Clone, Copy)]
pub struct DumpStyle {
    /// `{a: [b]}` instead of one line per item.
    pub flow: bool,
    /// Texts are in double quotes, needed or not.
    pub double_quoted: bool,
    /// Column after which a line is folded.
    pub width: usize,
}

impl Default for DumpStyle {
    fn default() -> Self {
        Self {
            flow: false,
            double_quoted: false,
            width: 80,
        }
    }
}

/// Why a value cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DumpError {
    /// Nested deeper than Python can go as well.
    TooDeep,
    /// The text would be longer than anybody reads.
    TooLarge,
}

impl fmt::Display for DumpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooDeep => "the value is nested too deeply to be written out",
            Self::TooLarge => "the value is too large to be written out",
        })
    }
}

/// Value of a lone pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairValue {
    /// This one.
    Of(Id),
    /// One that is on no heap, as it is written.
    Written(&'static str),
}

/// The value as a YAML document.
///
/// # Errors
///
/// Values nested beyond what Python's own stack allows, and those of more than a megabyte.
pub fn yaml_dump(heap: &Heap, id: Id, style: DumpStyle) -> Result<String, DumpError> {
    let anchors = anchors::of(heap, id);
    Emitter::new(heap, anchors, style).document(id)
}

/// A mapping of one pair as a document in block style, or a list that holds it.
///
/// # Errors
///
/// As [`yaml_dump`].
pub fn yaml_dump_pair(
    heap: &Heap,
    key: Id,
    value: PairValue,
    in_list: bool,
) -> Result<String, DumpError> {
    let anchors = match value {
        PairValue::Of(id) => anchors::of(heap, id),
        PairValue::Written(_) => Default::default(),
    };
    Emitter::new(heap, anchors, DumpStyle::default()).lone_pair(key, value, in_list)
}
