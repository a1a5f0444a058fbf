//! The `integrations-ls` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    integrations_ls::cli::run()
}
