//! Rules about the generated jobs of the repository.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
