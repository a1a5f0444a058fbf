//! Hover in `README.md`.

use super::Hover;
use crate::workspace::ReadmeCx;

pub(super) fn hover(_cx: &ReadmeCx, _offset: usize) -> Option<Hover> {
    None
}
