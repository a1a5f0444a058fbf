//! Helpers of the integration tests.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub(crate) mod edits;
pub(crate) mod session;
pub(crate) mod snapshot;
pub(crate) mod workspace;
