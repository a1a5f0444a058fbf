//! Rules about example and default configurations.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
