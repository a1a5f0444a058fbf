//! Outline of `README.md`.

use super::Symbol;
use crate::workspace::ReadmeCx;

pub(super) fn symbols(_cx: &ReadmeCx) -> Vec<Symbol> {
    Vec::new()
}
