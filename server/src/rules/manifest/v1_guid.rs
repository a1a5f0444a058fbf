//! `manifest/v1-guid`

use super::duplicate_id::report_shared;
use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::workspace::{IdKind, ManifestCx};

rule! {
    /// The `guid` of an older manifest is empty, no text, or shared.
    ///
    /// ## Why
    /// It identifies the integration for ever. A manifest copied from another integration
    /// needs one of its own.
    V1_GUID = "manifest/v1-guid",
    severity: Warning,
    origin: ManifestValidator,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(node) = cx
        .root()
        .get("guid")
        .filter(|_| cx.generation() != Generation::V2)
    else {
        return;
    };
    if node.kind() == JsonKind::String && node.is_falsy() {
        sink.report(node.span(), "The `guid` is empty; a UUID is expected.");
    }
    report_shared(cx, IdKind::Uuid, node, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn empty_and_shared_ids_are_found() {
        let one = |dir: &str, version: &str, id: &str| {
            format!(
                "//- {dir}/manifest.json\n{{\"manifest_version\": \"{version}\", \"guid\": {id}}}\n"
            )
        };
        assert_findings(&V1_GUID, &one("a", "1.0.0", "«\"\"»"));
        let shared = "\"«5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3d»\"";
        assert_findings(
            &V1_GUID,
            &(one("a", "1.0.0", shared) + &one("b", "0.1.0", shared)),
        );
        let own = shared.replace(['«', '»'], "");
        let other = own.replace("5b", "6b");
        assert_findings(
            &V1_GUID,
            &(one("a", "1.0.0", &own) + &one("b", "1.0.0", &other)),
        );
    }
}
