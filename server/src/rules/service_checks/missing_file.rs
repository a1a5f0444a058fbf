//! `service-checks/missing-file`

use crate::model::manifest::{Field, Manifest};
use crate::rules::manifest::missing_file::{is_missing_to_ddev, report_missing_files};
use crate::rules::{Sink, rule};
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// The manifest names a file of service checks that is not there.
    ///
    /// ## Why
    /// `ddev validate service-checks` follows the path in the manifest and fails when it leads to no
    /// file. An integration without service checks has the empty list in that file, or no path in the
    /// manifest.
    ///
    /// ## Fix
    /// Creates the file with an empty list, or names a file that is there.
    MISSING_FILE = "service-checks/missing-file",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(own) = Manifest::pointer_of(cx.generation(), Field::ServiceChecksPath) else {
        return;
    };
    let wanted = |path: &str, written: &str| path == own && is_missing_to_ddev(cx, written);
    report_missing_files(cx, sink, &wanted, &mut |_, written, finding| {
        if let PathTarget::Missing(path) = cx.resolve(written) {
            let path = cx.integration.repo_path(&path);
            finding.create_file_fix("Create the file without service checks", path, "[]\n");
        }
    });
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{file, manifest};
    use super::*;
    use crate::rules::manifest::missing_file::MISSING_FILE as OF_MANIFEST;
    use crate::testing::assert_findings;
    use crate::text::FileAction;

    const PATH: &str = "assets/service_checks.json";

    #[test]
    fn the_path_must_lead_to_a_file() {
        assert_findings(&MISSING_FILE, &file("[]"));
        let bad = manifest().replace(PATH, &format!("«{PATH}»"));
        let findings = assert_findings(&MISSING_FILE, &bad);
        let edit = &findings[0].fixes[0].edits[0];
        assert_eq!(edit.path, "foo/assets/service_checks.json");
        assert_eq!(edit.action, FileAction::Create("[]\n".to_owned()));
        assert_findings(&MISSING_FILE, &manifest().replace(PATH, "«»"));
    }

    #[test]
    fn nothing_is_said_twice() {
        assert_findings(&OF_MANIFEST, &manifest());
    }
}
