//! Parsers that never fail: each gives a tree with a byte range for every value
//! and a list of errors, however broken the text is.

pub mod comments;
pub mod csv;
pub mod json;
pub mod markdown;
pub mod python;
pub mod query;
pub mod requirement;
pub mod toml;
pub mod yaml;
