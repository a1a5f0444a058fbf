//! `manifest/missing-file`

use crate::catalog::nearest;
use crate::model::manifest::{Field, Manifest};
use crate::rules::{Finding, Severity, Sink, rule};
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// A path in the manifest leads to no file.
    ///
    /// ## Why
    /// Monitors and the configuration specification are found by the paths in the manifest,
    /// relative to the directory of the integration. A monitor that is not there cannot be
    /// installed. A missing specification or list of OAuth clients is only a warning: ddev goes
    /// on without them. Dashboards, saved views, service checks,
    /// `metadata.csv`, the licence, pictures and the changelog have rules of their own.
    ///
    /// ## Fix
    /// Names the file of the customary folder whose name is nearest.
    MISSING_FILE = "manifest/missing-file",
    severity: Error,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let own_rule = [Field::MetadataPath, Field::ServiceChecksPath]
        .map(|field| Manifest::pointer_of(cx.generation(), field).unwrap_or_default());
    let wanted = |path: &str, written: &str| {
        !written.is_empty()
            && !own_rule.contains(&path)
            && !OWN_RULE.iter().any(|prefix| path.starts_with(prefix))
            && cx.leads_to_file(written) == Some(false)
    };
    report_missing_files(cx, sink, &wanted, &mut |path, _, finding| {
        if !path.starts_with("/assets/monitors") {
            finding.severity(Severity::Warning);
        }
    });
}

/// Places of paths that rules of other areas follow.
const OWN_RULE: [&str; 4] = [
    "/assets/dashboards",
    "/assets/saved_views",
    "/legal_terms/eula",
    "/terms/eula",
];

/// True for a path under which ddev finds no file: it splits paths at slashes, so leading ones
/// do not count, and of an empty one the directory itself is left.
pub(in crate::rules) fn is_missing_to_ddev(cx: &ManifestCx, written: &str) -> bool {
    let path = written.trim_start_matches('/');
    path.is_empty() || cx.leads_to_file(path) == Some(false)
}

/// Reports paths that lead to no file: those `wanted`, by their place in the manifest and
/// their text. `more` completes each finding, given the two.
pub(in crate::rules) fn report_missing_files(
    cx: &ManifestCx,
    sink: &mut Sink,
    wanted: &dyn Fn(&str, &str) -> bool,
    more: &mut dyn FnMut(&str, &str, &mut Finding),
) {
    for named in cx.named_files() {
        if wanted(&named.place, &named.written) {
            let dir = named.schema.dir.as_deref().unwrap_or_default();
            let extension = named.schema.extension.as_deref().unwrap_or_default();
            let finding = report_missing(cx, named.node, dir, extension, sink);
            more(&named.place, &named.written, finding);
        }
    }
}

/// Reports a path that leads to no file. `dir` and `extension` tell what is meant instead.
pub(in crate::rules) fn report_missing<'s>(
    cx: &ManifestCx,
    node: JsonNode,
    dir: &str,
    extension: &str,
    sink: &'s mut Sink,
) -> &'s mut Finding {
    let written = node.as_str().unwrap_or_default();
    let message = if written.is_empty() {
        "The path is empty; it leads to no file.".to_owned()
    } else if cx.resolve(&written) == PathTarget::Directory {
        format!("`{written}` is a directory, not a file.")
    } else {
        format!("There is no file `{written}`.")
    };
    let meant = likely_file(cx, dir, extension, &written);
    let finding = sink.report(node.inner_span(), message);
    if let Some(meant) = meant {
        let edit = TextEdit::replace(node.span(), quote(meant));
        finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
    }
    finding
}

/// The file of the right folder and kind whose path is nearest.
fn likely_file<'a>(
    cx: &ManifestCx<'a>,
    dir: &str,
    extension: &str,
    written: &str,
) -> Option<&'a str> {
    let files: Vec<&str> = cx
        .integration
        .files
        .entries()
        .iter()
        .map(|entry| &*entry.path)
        .filter(|path| path.starts_with(dir) && path.ends_with(extension))
        .filter(|path| cx.integration.files.has_file(path))
        .collect();
    nearest(written.trim_start_matches("./"), files.into_iter())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const FILE: &str = "//- foo/assets/monitors/foo.json\n{}\n";

    fn with_monitor(path: &str) -> String {
        let assets = format!("\"assets\": {{\"monitors\": {{\"Foo\": \"{path}\"}},");
        format!("{}{FILE}", manifest(&[("\"assets\": {", &assets)]))
    }

    #[test]
    fn every_path_must_lead_to_a_file() {
        for path in [
            "assets/monitors/foo.json",
            "./assets/monitors/foo.json",
            "«assets/monitors/bar.json»",
            "«assets/monitors»",
            "«foo.json»",
            "«../bar/foo.json»",
            "",
        ] {
            let bar = "//- bar/metadata.csv\n";
            assert_findings(&MISSING_FILE, &format!("{}{bar}", with_monitor(path)));
        }
    }

    #[test]
    fn a_file_of_a_neighbour_is_a_file() {
        let bar = "//- bar/foo.json\n{}\n";
        assert_findings(
            &MISSING_FILE,
            &format!("{}{bar}", with_monitor("../bar/foo.json")),
        );
    }

    #[test]
    fn paths_that_leave_the_repository_are_left_to_their_rule() {
        assert_findings(&MISSING_FILE, &with_monitor("../../x.json"));
    }

    #[test]
    fn what_ddev_can_do_without_is_a_warning() {
        let text = manifest(&[
            (
                "\"assets\": {",
                "\"assets\": {\"oauth\": \"«assets/oauth_clients.json»\",",
            ),
            (
                "\"auto_install\"",
                "\"configuration\": {\"spec\": \"«spec.yaml»\"}, \"auto_install\"",
            ),
        ]);
        let findings = assert_findings(&MISSING_FILE, &text);
        assert!(findings.iter().all(|f| f.severity == Severity::Warning));
    }

    #[test]
    fn the_file_meant_is_named() {
        let good = MANIFEST.replace(
            "\"assets\": {",
            "\"assets\": {\"monitors\": {\"Foo\": \"assets/monitors/foo.json\"},",
        );
        assert_fix(
            &MISSING_FILE,
            &with_monitor("assets/monitors/fooo.json"),
            &good,
        );
    }
}
