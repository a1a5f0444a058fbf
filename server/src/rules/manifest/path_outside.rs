//! `manifest/path-outside`

use super::walk;
use crate::catalog::ValueKind;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// A path in the manifest leads out of the repository.
    ///
    /// ## Why
    /// Paths are relative to the directory of the integration. An absolute one, one with too
    /// many `..`, or one through a link to elsewhere works on a single machine at best. Such
    /// a file is never opened. ddev drops a slash in front, so that is a warning only.
    ///
    /// ## Fix
    /// Removes a slash in front when the rest leads to a file.
    PATH_OUTSIDE = "manifest/path-outside",
    severity: Error,
    origin: Ours,
    fix: Safe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    walk::visit(cx, &mut |node, schema| {
        let path = matches!(
            schema.kind,
            Some(ValueKind::AssetPath | ValueKind::ImagePath | ValueKind::ChangelogPath)
        );
        let Some(written) = node.as_str().filter(|_| path) else {
            return;
        };
        if cx.resolve(&written) != PathTarget::Outside {
            return;
        }
        let finding = sink.report(
            node.inner_span(),
            "The path leads out of the repository; it must be relative to the integration.",
        );
        let rest = written.trim_start_matches('/');
        // ddev drops slashes in front; what it misses then has a rule of its own.
        if rest != written && cx.resolve(rest) != PathTarget::Outside {
            finding.severity(Severity::Warning);
        }
        if rest != written && matches!(cx.resolve(rest), PathTarget::File(_)) {
            let edit = TextEdit::replace(node.span(), quote(rest));
            finding.safe_fix("Remove the slash in front", vec![edit]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{manifest, picture};
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn paths_stay_in_the_repository() {
        for path in [
            "«/etc/passwd»",
            "«../../x.png»",
            "«images/../../../x.png»",
            "«C:/x.png»",
            "../bar/x.png",
            "./images/x.png",
        ] {
            assert_findings(&PATH_OUTSIDE, &picture(path, "x"));
        }
        let text = manifest(&[("metadata.csv", "«/metadata.csv»")]);
        let findings = assert_findings(&PATH_OUTSIDE, &text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_slash_means_the_integration_in_the_first_generation() {
        let text = "{\"manifest_version\": \"1.0.0\", \"assets\": {\"service_checks\": \"/assets/service_checks.json\"}}";
        assert_findings(&PATH_OUTSIDE, &format!("//- foo/manifest.json\n{text}"));
    }

    #[test]
    fn the_slash_goes() {
        let bad = manifest(&[("metadata.csv", "/metadata.csv")]);
        assert_fix(
            &PATH_OUTSIDE,
            &format!("{bad}//- foo/metadata.csv\n"),
            MANIFEST,
        );
    }
}
