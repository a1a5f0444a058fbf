//! `manifest/invalid-uuid`

use crate::model::Generation;
use crate::model::manifest::Field;
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The unique identifier is not a UUID.
    ///
    /// ## Why
    /// `app_uuid` (`guid` in older manifests) is 32 hexadecimal digits in five groups. Any
    /// version of UUID will do.
    ///
    /// ## Example
    /// `3f0c9a52-6c1e-4d8b-9a37-51b8e2d4c6f0`
    INVALID_UUID = "manifest/invalid-uuid",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Manifest(check),
}

/// Digits in each group.
const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(node) = cx.field(Field::Uuid) else {
        return;
    };
    let Some(id) = node.as_str() else { return };
    // An empty `guid` of an older manifest is reported by its own rule.
    if is_uuid(&id) || (id.is_empty() && cx.generation() != Generation::V2) {
        return;
    }
    sink.report(
        node.inner_span(),
        "This is no UUID: 8, 4, 4, 4 and 12 hexadecimal digits joined by dashes.",
    );
}

/// True for a UUID of any version.
pub(in crate::rules) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == GROUPS.len()
        && groups.iter().zip(GROUPS).all(|(group, digits)| {
            group.len() == digits && group.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn five_groups_of_digits() {
        let uuid = "5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3d";
        for id in [
            "«5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3»",
            "«5b3c1b3e9d1a4c438f0a0a4b6a1f2c3d»",
            "«5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3g»",
            "«»",
            "018F3C1B-9D1A-7C43-8F0A-0A4B6A1F2C3D",
        ] {
            assert_findings(&INVALID_UUID, &manifest(&[(uuid, id)]));
        }
    }
}
