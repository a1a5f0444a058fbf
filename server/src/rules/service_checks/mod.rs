//! Rules about `assets/service_checks.json`.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
