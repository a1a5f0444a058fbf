//! Rules about files of any kind.

mod folder;
mod invalid_utf8;
mod too_large;
mod unreadable;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &folder::FOLDER,
    &invalid_utf8::INVALID_UTF8,
    &too_large::TOO_LARGE,
    &unreadable::UNREADABLE,
];
