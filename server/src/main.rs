//! The `integrations-ls` program.

fn main() {}
