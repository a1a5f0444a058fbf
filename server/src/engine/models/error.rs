//! What keeps model files from being written.

use crate::engine::Origin;
use crate::engine::python::TooLarge;

/// What ddev does about a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Reports it and goes on with the other files.
    Reported,
    /// Ends with a traceback, for all integrations.
    Crash,
    /// Not known: beyond what is followed here, or beyond a limit. Not a finding.
    Unknown,
}

/// A mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelError {
    /// Where it was written.
    pub origin: Origin,
    /// What ddev does about it.
    pub kind: ErrorKind,
    /// What is wrong, without a full stop.
    pub message: String,
}

impl ModelError {
    pub(super) fn new(kind: ErrorKind, origin: Origin, message: impl Into<String>) -> Self {
        Self {
            origin,
            kind,
            message: message.into(),
        }
    }

    pub(super) fn reported(origin: Origin, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Reported, origin, message)
    }

    pub(super) fn crash(origin: Origin, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Crash, origin, message)
    }

    pub(super) fn unknown(origin: Origin, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unknown, origin, message)
    }
}

impl From<TooLarge> for ModelError {
    fn from(error: TooLarge) -> Self {
        Self::unknown(Origin::nowhere(), error.to_string())
    }
}
