//! Rules about `assets/dataflows.yaml`. ddev does not look at it.

mod id_prefix;
mod missing_key;
mod unknown_value;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &id_prefix::ID_PREFIX,
    &missing_key::MISSING_KEY,
    &unknown_value::UNKNOWN_VALUE,
];
