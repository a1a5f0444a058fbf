//! Rules about JMX packages: `metrics.yaml` and what belongs to it.

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[];
