//! integrations-ls: language server and checker for Datadog integration repositories.
//!
//! Layers, each using only those before it in this list:
//! [`text`] and [`catalog`] (positions; value lists) · [`syntax`] (parsers with byte
//! ranges) · [`model`] (typed views and facts of one file) · [`engine`] (what becomes of
//! `spec.yaml`) · [`workspace`] (the index of repositories) · [`rules`] and [`ide`]
//! (findings; editor features) · `lsp` and [`cli`] (the two front ends).

pub mod catalog;
pub mod cli;
pub mod engine;
pub mod ide;
pub mod lsp;
pub mod model;
pub mod rules;
pub mod syntax;
#[cfg(test)]
mod testing;
pub mod text;
pub mod workspace;
