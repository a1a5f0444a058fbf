//! The language server.

/// Runs the server on standard input and output.
#[must_use]
pub fn serve() -> std::process::ExitCode {
    std::process::ExitCode::from(2)
}
