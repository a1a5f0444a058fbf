//! Rules about the licence agreement of a commercial integration.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
