//! Rules about YAML files of every kind, and what such rules of one kind share.

mod duplicate_key;
mod duplicates;
mod invalid_yaml;
mod keys;
mod syntax;

pub(super) use duplicates::report_duplicates;
pub(super) use keys::{report_missing_keys, report_unknown_values};
pub(super) use syntax::report_syntax;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[&duplicate_key::DUPLICATE_KEY, &invalid_yaml::INVALID_YAML];
