//! `eula/missing`

use super::pointer;
use crate::rules::manifest::missing_file::{is_missing_to_ddev, report_missing_files};
use crate::rules::{Sink, rule};
use crate::workspace::ManifestCx;

rule! {
    /// The licence agreement that the manifest names is not there.
    ///
    /// ## Why
    /// `ddev validate eula` follows the path in the manifest and fails when it leads to no file.
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
    let wanted = |path: &str, written: &str| path == pointer(cx) && is_missing_to_ddev(cx, written);
    report_missing_files(cx, sink, &wanted, &mut |_, _, _| {});
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
}
