//! Typed views of one file each, and the facts that the index keeps of it.
//! A file kind is one module: how to read it, and what others may know of it.

pub mod changelog;
pub mod codeowners;
pub mod config;
pub mod dashboard;
mod facts;
pub mod hatch;
pub mod jmx;
mod kind;
pub mod labeler;
mod later;
pub mod logs;
pub mod manifest;
pub mod metadata;
pub mod monitor;
pub mod option_reads;
pub mod package;
pub mod pins;
pub mod python;
pub mod readme;
pub mod service_checks;
pub mod setup;
mod source;
pub mod spec;
mod suppression;
pub mod yaml_shape;

pub use facts::{Facts, Named};
pub use kind::{FileKind, Format, Generation, RepoKind};
pub use source::{MAX_FILE_SIZE, Problem, SourceFile, Tree};
pub use suppression::{MARKER, Suppression, Suppressions};
