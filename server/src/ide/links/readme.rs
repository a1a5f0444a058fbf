//! Links of `README.md`.

use super::Link;
use crate::workspace::ReadmeCx;

pub(super) fn links(_cx: &ReadmeCx) -> Vec<Link> {
    Vec::new()
}
