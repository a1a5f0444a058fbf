//! integrations-ls: language server and checker for Datadog integration repositories.
//!
//! Layers, each using only those above it in this list:
//! [`text`] and `catalog` (positions; value lists) · `syntax` (parsers with byte
//! ranges) · `model` (typed views and facts of one file) · `workspace` (the index
//! of repositories) · `rules` and `ide` (findings; editor features) · `lsp` and
//! `cli` (the two front ends).

pub mod syntax;
pub mod text;
