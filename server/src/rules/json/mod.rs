//! Rules about JSON files of every kind.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
