//! Folding of `metadata.csv`.

use super::Fold;
use crate::workspace::MetadataCx;

pub(super) fn folds(_cx: &MetadataCx) -> Vec<Fold> {
    Vec::new()
}
