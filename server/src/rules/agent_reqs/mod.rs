//! Rules about `requirements-agent-release.txt`: what the Agent ships.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
