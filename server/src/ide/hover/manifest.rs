//! Hover in `manifest.json`.

use super::Hover;
use crate::workspace::ManifestCx;

pub(super) fn hover(_cx: &ManifestCx, _offset: usize) -> Option<Hover> {
    None
}
