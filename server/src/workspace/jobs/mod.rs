//! The jobs of continuous integration, as ddev generates them from what the repository
//! holds: which there are, and the text of their workflow files.

mod matrix;
mod sha256;
mod write;

pub use matrix::{Job, jobs};
pub use write::{Platform, workflow};
