//! Rules about `assets/oauth_clients.json`.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
