//! Folding of `manifest.json`.

use super::Fold;
use crate::workspace::ManifestCx;

pub(super) fn folds(_cx: &ManifestCx) -> Vec<Fold> {
    Vec::new()
}
