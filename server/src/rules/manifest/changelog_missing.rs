//! `manifest/changelog-missing`

use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// `tile.changelog` names no file of the integration directory.
    ///
    /// ## Why
    /// The catalogue shows the release notes from there. The value is a bare file name:
    /// the validators that ship with ddev compare it with the names in the directory, so
    /// `./CHANGELOG.md` fails, too.
    ///
    /// ## Fix
    /// Names `CHANGELOG.md` when that file is there.
    CHANGELOG_MISSING = "manifest/changelog-missing",
    severity: Warning,
    origin: ManifestValidator,
    fix: Mixed,
    check: Manifest(check),
}

const CUSTOMARY: &str = "CHANGELOG.md";

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if cx.generation() != Generation::V2 {
        return;
    }
    let Some(node) = cx.root().pointer("/tile/changelog") else {
        return;
    };
    let Some(written) = node.as_str().filter(|text| !text.is_empty()) else {
        return;
    };
    let files = &cx.integration.files;
    let bare = !written.contains('/') && files.get(&written).is_some();
    let target = cx.resolve(&written);
    // Paths that leave the directory are another rule's.
    if bare || matches!(target, PathTarget::Outside) {
        return;
    }
    let same_file = matches!(target, PathTarget::File(entry) if &*entry.path == CUSTOMARY);
    let message = if same_file {
        format!("`changelog` must be a bare file name: `{CUSTOMARY}`.")
    } else {
        format!("There is no file `{written}` in the directory of the integration.")
    };
    let finding = sink.report(node.inner_span(), message);
    if files.has_file(CUSTOMARY) {
        let edits = vec![TextEdit::replace(node.span(), format!("\"{CUSTOMARY}\""))];
        let title = format!("Replace by `{CUSTOMARY}`");
        if same_file {
            finding.safe_fix(title, edits);
        } else {
            finding.unsafe_fix(title, edits);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const FILE: &str = "//- foo/CHANGELOG.md\n# Notes\n";

    #[test]
    fn only_the_bare_name_of_a_file_that_is_there_will_do() {
        assert_findings(&CHANGELOG_MISSING, &format!("{}{FILE}", manifest(&[])));
        let absent = manifest(&[("CHANGELOG.md", "«CHANGELOG.md»")]);
        assert_findings(&CHANGELOG_MISSING, &absent);
        let dotted = manifest(&[("CHANGELOG.md", "«./CHANGELOG.md»")]);
        assert_findings(&CHANGELOG_MISSING, &format!("{dotted}{FILE}"));
    }

    #[test]
    fn an_empty_name_is_skipped_as_the_validator_does() {
        assert_findings(&CHANGELOG_MISSING, &manifest(&[("CHANGELOG.md", "")]));
    }

    #[test]
    fn the_file_that_is_there_is_named() {
        for name in ["./CHANGELOG.md", "changelog.md"] {
            let bad = format!("{}{FILE}", manifest(&[("CHANGELOG.md", name)]));
            assert_fix(&CHANGELOG_MISSING, &bad, MANIFEST);
        }
    }
}
