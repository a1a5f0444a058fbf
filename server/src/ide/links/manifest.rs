//! Links of `manifest.json`.

use super::Link;
use crate::workspace::ManifestCx;

pub(super) fn links(_cx: &ManifestCx) -> Vec<Link> {
    Vec::new()
}
