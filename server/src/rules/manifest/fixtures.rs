//! Fixtures for the tests of manifest rules: the healthy manifest with changes.

use crate::testing::MANIFEST;

/// `foo/manifest.json` with each text replaced; every one must occur.
#[track_caller]
pub(super) fn manifest(changes: &[(&str, &str)]) -> String {
    let mut text = MANIFEST.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the manifest has no {from:?}");
        text = text.replacen(from, to, 1);
    }
    format!("//- foo/manifest.json\n{text}")
}
