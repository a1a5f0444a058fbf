//! Rules about the generated jobs of the repository.

mod coverage;
mod matrix;
mod missing_file;
mod out_of_sync;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &coverage::COVERAGE,
    &matrix::MATRIX,
    &missing_file::MISSING_FILE,
    &out_of_sync::OUT_OF_SYNC,
];
