//! Rules about log pipelines and their tests. ddev looks at none of this: what is told here
//! are links between files.

mod example_source;
mod filter_source;
mod missing_key;
mod missing_tests;
mod pipeline_id;
mod tests_id;
mod unknown_value;

use super::Rule;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &example_source::EXAMPLE_SOURCE,
    &filter_source::FILTER_SOURCE,
    &missing_key::MISSING_KEY,
    &missing_tests::MISSING_TESTS,
    &pipeline_id::PIPELINE_ID,
    &tests_id::TESTS_ID,
    &unknown_value::UNKNOWN_VALUE,
];

/// Endings of the file of tests, after the name of the pipeline.
const TESTS: [&str; 2] = ["_tests.yaml", "_test.yaml"];

/// Path of the file relative to its integration.
fn own_path<'a>(cx: &FileCx<'a>) -> &'a str {
    let path: &str = &cx.file.path;
    path.strip_prefix(&*cx.integration.base).unwrap_or(path)
}
