//! Typed views of one file each, and the facts that the index keeps of it.
//! A file kind is one module: how to read it, and what others may know of it.

mod facts;
mod kind;
pub mod manifest;
pub mod metadata;
pub mod package;
pub mod readme;
mod source;

pub use facts::{Facts, Named};
pub use kind::{FileKind, Generation, RepoKind};
pub use source::{MAX_FILE_SIZE, Problem, SourceFile, Tree};
