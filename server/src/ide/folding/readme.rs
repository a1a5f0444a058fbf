//! Folding of `README.md`.

use super::Fold;
use crate::workspace::ReadmeCx;

pub(super) fn folds(_cx: &ReadmeCx) -> Vec<Fold> {
    Vec::new()
}
