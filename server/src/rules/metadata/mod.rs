//! Rules about `metadata.csv`.

mod invalid_unit;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[&invalid_unit::INVALID_UNIT];
