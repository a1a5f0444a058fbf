//! The configuration engine: understands `spec.yaml` with the templates it uses, and writes
//! what is derived from it, byte for byte as ddev does. No Python runs, no file is touched.

mod data;
pub mod example;
pub mod python;
#[cfg(test)]
mod tests;

pub use data::{Date, DateTime, Entry, Heap, Id, Key, Map, NOWHERE, Origin, Value};
