//! Rules about CHANGELOG.md and the files in `changelog.d`.

mod entry_suffix;
mod fragment_name;
mod release_heading;
mod section_kind;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &entry_suffix::ENTRY_SUFFIX,
    &fragment_name::FRAGMENT_NAME,
    &release_heading::RELEASE_HEADING,
    &section_kind::SECTION_KIND,
];
