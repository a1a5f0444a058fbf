//! Rules about the layout of 2016: what its guide asked for, and what is left of it.

mod layout;
mod leftover;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[&layout::LAYOUT, &leftover::LEFTOVER];
