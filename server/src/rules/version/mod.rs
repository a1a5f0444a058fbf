//! Rules about the version of a package and its changelog.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
