//! `manifest/unsupported-version`

use crate::model::{Generation, RepoKind};
use crate::rules::{Severity, Sink, rule};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The layout version of the manifest is not one that tools read today.
    ///
    /// ## Why
    /// Only `2.0.0` selects the layout of today. Several ddev commands stop on anything but
    /// `1.0.0` and `2.0.0`, and the validators that ship with ddev refuse `1.0.0`: move such a
    /// manifest to the new layout.
    ///
    /// A version that no generation of manifests has had is an error. A version of the past
    /// is a warning where most manifests are of today (an error unless it is `1.0.0`, since ddev
    /// stops at it), and only a hint in a repository of its own time, where it was right. The 2016 layout in its own kind of repository is left alone.
    ///
    /// ## Fix
    /// Replaces a version that never existed by `2.0.0`.
    UNSUPPORTED_VERSION = "manifest/unsupported-version",
    severity: Error,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

const TODAY: &str = "2.0.0";

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(node) = cx.root().get("manifest_version") else {
        return;
    };
    let Some(version) = node.as_str().filter(|version| version != TODAY) else {
        return;
    };
    let past = version.starts_with("0.") || version.starts_with("1.");
    if !past {
        let message = format!("There is no layout version `{version}`; expected `{TODAY}`.");
        let edit = TextEdit::replace(node.span(), format!("\"{TODAY}\""));
        sink.report(node.inner_span(), message)
            .unsafe_fix(format!("Replace by `{TODAY}`"), vec![edit]);
        return;
    }
    if cx.repo.kind == RepoKind::Legacy {
        return;
    }
    let message = format!("Layout `{version}` is of the past; manifests of today are `{TODAY}`.");
    sink.report(node.inner_span(), message)
        .severity(match lives_today(cx) {
            // Of the past, ddev reads this one only.
            true if version != "1.0.0" && cx.repo.kind != RepoKind::Single => Severity::Error,
            true => Severity::Warning,
            false => Severity::Hint,
        });
}

/// Most manifests of the repository are of today. One stray manifest does not make the others
/// outdated.
pub(in crate::rules) fn lives_today(cx: &ManifestCx) -> bool {
    let manifests = cx.repo.integrations.values().filter_map(|i| i.manifest());
    let (today, past): (Vec<_>, Vec<_>) =
        manifests.partition(|manifest| manifest.generation == Generation::V2);
    cx.repo.kind != RepoKind::Legacy && today.len() >= past.len()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const OLD: &str = "//- old/manifest.json\n{\"manifest_version\": \"«1.0.0»\"}\n";

    #[test]
    fn an_old_manifest_among_new_ones_is_a_warning() {
        let findings = assert_findings(&UNSUPPORTED_VERSION, &format!("{OLD}{}", manifest(&[])));
        assert_eq!(findings[0].severity, Severity::Warning);
        assert_eq!(
            assert_findings(&UNSUPPORTED_VERSION, OLD)[0].severity,
            Severity::Hint
        );
    }

    #[test]
    fn ddev_stops_at_other_versions_of_the_past() {
        let old = OLD.replace("1.0.0", "1.1.0");
        let findings = assert_findings(&UNSUPPORTED_VERSION, &format!("{old}{}", manifest(&[])));
        assert_eq!(findings[0].severity, Severity::Error);
    }

    #[test]
    fn the_layout_of_2016_is_at_home_in_its_own_repository() {
        let text = OLD.replace("«1.0.0»", "0.1.0");
        assert_findings(&UNSUPPORTED_VERSION, &format!("//! legacy\n{text}"));
    }

    #[test]
    fn a_version_that_never_was_is_an_error() {
        let bad = manifest(&[("\"2.0.0\"", "\"«2.1.0»\"")]);
        let findings = assert_findings(&UNSUPPORTED_VERSION, &bad);
        assert_eq!(findings[0].severity, Severity::Error);
        assert_fix(&UNSUPPORTED_VERSION, &bad, MANIFEST);
    }
}
