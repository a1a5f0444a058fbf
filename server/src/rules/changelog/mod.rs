//! Rules about `CHANGELOG.md` and its fragments.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
