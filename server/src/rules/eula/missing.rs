//! `eula/missing`

use super::pointer;
use crate::model::RepoKind;
use crate::rules::manifest::missing_file::{is_missing_to_ddev, report_missing_files};
use crate::rules::manifest::unsupported_version::lives_today;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// The licence agreement that the manifest names is not there.
    ///
    /// ## Why
    /// `ddev validate eula` follows the path in the manifest and fails when it leads to no file.
    /// A manifest of the layout `1.0.0` must name one in `terms.eula`: without, ddev stops with
    /// a Python traceback.
    ///
    /// ## Fix
    /// Names the PDF file of the customary folder whose name is nearest.
    MISSING = "eula/missing",
    severity: Error,
    origin: Ddev("eula"),
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if let Some(place) = unnamed(cx) {
        let message = "`terms.eula` must name a file in a manifest of the layout `1.0.0`.";
        sink.report(place, message);
    }
    let wanted = |path: &str, written: &str| path == pointer(cx) && is_missing_to_ddev(cx, written);
    report_missing_files(cx, sink, &wanted, &mut |_, _, _| {});
}

/// Where to tell that a first-generation manifest names no agreement.
fn unnamed(cx: &ManifestCx) -> Option<Span> {
    let version = cx.root().get("manifest_version")?;
    let read = version.as_str().as_deref() == Some("1.0.0") && cx.is_well_formed();
    if !read || !lives_today(cx) || cx.repo.kind == RepoKind::Single {
        return None;
    }
    match cx.root().get("terms") {
        None => version.key_span(),
        Some(terms) if terms.kind() == JsonKind::Object && terms.get("eula").is_none() => {
            terms.key_span()
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_path_must_lead_to_a_file() {
        assert_findings(&MISSING, &with("assets/eula.pdf", "%PDF"));
        assert_findings(
            &MISSING,
            &with("/assets/eula.pdf", "%PDF").replace("foo//", "foo/"),
        );
        let gone = with("«assets/eula.pdf»", "%PDF").replace("foo/assets", "bar/assets");
        assert_findings(&MISSING, &gone);
    }

    #[test]
    fn older_manifests_must_name_one() {
        let today = "//- bar/README.md\n//- baz/README.md\n//- foo/manifest.json\n";
        for (manifest, alone) in [
            ("{«\"manifest_version\"»: \"1.0.0\"}", true),
            ("{\"manifest_version\": \"1.0.0\", «\"terms\"»: {}}", true),
            ("{\"manifest_version\": \"2.0.0\"}", false),
        ] {
            assert_findings(&MISSING, &format!("{today}{manifest}\n"));
            if alone {
                let past = manifest.replace(['«', '»'], "");
                assert_findings(&MISSING, &format!("//- foo/manifest.json\n{past}\n"));
            }
        }
    }
}
