//! The language server as its clients see it: the real binary, over its standard
//! streams, on repositories on disk.

#[path = "../support/mod.rs"]
mod support;

mod derived;
mod display;
mod documents;
mod features;
mod fix_all;
mod lifecycle;
mod rename;
mod workspace;
