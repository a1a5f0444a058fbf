//! Rules about files of any kind.

mod invalid_utf8;
mod too_large;
mod unreadable;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &invalid_utf8::INVALID_UTF8,
    &too_large::TOO_LARGE,
    &unreadable::UNREADABLE,
];
