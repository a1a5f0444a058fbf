//! The configuration engine: understands `spec.yaml` with the templates it uses, and writes
//! what is derived from it, byte for byte as ddev does. No Python runs, no file is touched.

mod data;
mod error;
pub mod example;
mod expand;
mod load;
pub mod models;
mod overrides;
pub mod python;
mod resolve;
mod scalars;
mod templates;
#[cfg(test)]
mod tests;
mod validate;

pub use data::{Date, DateTime, Entry, Heap, Id, Key, Map, NOWHERE, Origin, Value};
pub use error::{Code, Mark, Site, SpecError};
pub use load::{LoadError, load};
pub use resolve::{PackageVersion, Resolved, ResolvedFile, SpecInput, Use, resolve};
pub use templates::{Found, Template, TemplateError, TemplateSet};
