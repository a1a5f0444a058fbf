//! Hover in `metadata.csv`.

use super::Hover;
use crate::workspace::MetadataCx;

pub(super) fn hover(_cx: &MetadataCx, _offset: usize) -> Option<Hover> {
    None
}
