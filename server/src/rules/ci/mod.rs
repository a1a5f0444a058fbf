//! Rules about the generated jobs of the repository.

mod coverage;
mod out_of_sync;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[&coverage::COVERAGE, &out_of_sync::OUT_OF_SYNC];
