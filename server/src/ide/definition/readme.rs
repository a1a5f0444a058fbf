//! Definition from `README.md`.

use super::Target;
use crate::workspace::ReadmeCx;

pub(super) fn definition(_cx: &ReadmeCx, _offset: usize) -> Vec<Target> {
    Vec::new()
}
