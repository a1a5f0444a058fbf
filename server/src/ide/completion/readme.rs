//! Completion in `README.md`.

use super::Completion;
use crate::workspace::ReadmeCx;

pub(super) fn complete(_cx: &ReadmeCx, _offset: usize) -> Vec<Completion> {
    Vec::new()
}
