//! YAML tree as `PyYAML`'s safe loader sees a text: an arena of nodes with byte ranges
//! plus a list of errors. Scalars are typed after YAML 1.1, aliases are never expanded,
//! repeated keys are kept, and a broken line costs little more than itself.

mod breaks;
mod build;
pub mod edit;
mod error;
mod lexical;
mod merge;
mod node;
mod quick;
mod quote;
mod recover;
pub mod scalar;
#[cfg(test)]
mod tests;
mod tree;

pub use error::{YamlError, YamlErrorKind};
pub use lexical::comment_spans;
pub use merge::{KeyIdentity, RepeatedKey};
pub use node::YamlNode;
pub use scalar::Scalar;
pub use tree::{NodeId, YamlKind, YamlStyle, YamlTree};

/// Texts above this many bytes are not looked at; an error says so.
pub const MAX_SIZE: usize = 4 * 1024 * 1024;
/// Pairs looked at for one mapping with merge keys before the rest is left out.
pub const MERGE_LIMIT: usize = 10_000;
/// Lines blanked one after the other to get at the rest of a broken text.
pub const MAX_RETRIES: usize = 8;
