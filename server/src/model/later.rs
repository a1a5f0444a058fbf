//! A part of facts that is found once somebody asks. It follows from the rest of them, so it
//! counts for nothing when facts are compared.

use std::sync::OnceLock;

/// A value that is made on first use.
#[derive(Debug)]
pub(super) struct Later<T>(OnceLock<T>);

impl<T> Later<T> {
    /// The value, made now or before.
    pub(super) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Later<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Clone for Later<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}
