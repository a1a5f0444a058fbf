//! Rules about `.github/workflows/config/labeler.yml`.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
