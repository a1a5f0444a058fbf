//! Rules about `manifest.json`.

mod deprecated_key;
mod duplicate_key;
#[cfg(test)]
mod fixtures;
mod invalid_json;
mod invalid_value;
mod missing_key;
mod unknown_key;
mod walk;
mod wrong_type;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &deprecated_key::DEPRECATED_KEY,
    &duplicate_key::DUPLICATE_KEY,
    &invalid_json::INVALID_JSON,
    &invalid_value::INVALID_VALUE,
    &missing_key::MISSING_KEY,
    &unknown_key::UNKNOWN_KEY,
    &wrong_type::WRONG_TYPE,
];
