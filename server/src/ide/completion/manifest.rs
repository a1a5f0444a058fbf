//! Completion in `manifest.json`.

use super::Completion;
use crate::workspace::ManifestCx;

pub(super) fn complete(_cx: &ManifestCx, _offset: usize) -> Vec<Completion> {
    Vec::new()
}
