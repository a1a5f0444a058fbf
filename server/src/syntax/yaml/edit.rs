//! Edits that keep YAML valid.
