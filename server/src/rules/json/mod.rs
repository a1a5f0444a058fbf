//! Rules about JSON files of every kind, and what such rules of one kind share.

mod duplicate_key;
mod duplicates;
mod syntax;
mod unknown_keys;

pub(super) use duplicates::{MOST_FIXES, report_duplicates};
pub(super) use syntax::{report_stripped, report_syntax, report_syntax_as, strips_to_json};
pub(super) use unknown_keys::report_unknown_keys;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[&duplicate_key::DUPLICATE_KEY];
