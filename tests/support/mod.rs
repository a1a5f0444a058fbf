//! Helpers of the integration tests.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub(crate) mod snapshot;
