//! Rules about what is left of the layout of 2016.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
