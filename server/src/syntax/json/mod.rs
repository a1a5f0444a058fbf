//! JSON tree that survives any text: an arena of nodes with byte ranges plus a
//! list of errors. Accepts what Python's `json` accepts (`NaN`, repeated keys),
//! keeps every member, and recovers line by line while somebody is typing.

mod decoded;
pub mod edit;
mod error;
mod node;
mod parser;
#[cfg(test)]
mod tests;
mod tree;

pub use decoded::Decoded;
pub use error::{JsonError, JsonErrorKind};
pub use node::{JsonNode, unescape};
pub use tree::{JsonKind, JsonTree, NodeId};

/// Strings, arrays and objects nested deeper than this are only counted.
pub const MAX_DEPTH: usize = 1000;
/// So many brackets that are never closed are told; the one that lacks is mostly among the
/// innermost.
pub const MAX_UNCLOSED: usize = 10;
/// Parsing goes on but no further error is recorded.
pub const MAX_ERRORS: usize = 1000;
