//! `dashboards/missing-file`

use crate::rules::manifest::missing_file::report_missing;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::workspace::ManifestCx;

rule! {
    /// A dashboard that the manifest names is not there.
    ///
    /// ## Why
    /// Dashboards are found by the paths under `/assets/dashboards`, relative to the directory
    /// of the integration. ddev fails when no file stands there; an empty path leads to the
    /// directory itself, which is none.
    ///
    /// ## Fix
    /// Names the file of `assets/dashboards` whose name is nearest.
    MISSING_FILE = "dashboards/missing-file",
    severity: Error,
    origin: Ddev("dashboards"),
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(list) = cx.root().pointer("/assets/dashboards") else {
        return;
    };
    let single = (list.kind() == JsonKind::String).then_some(list);
    for node in single.into_iter().chain(list.children()) {
        let Some(written) = node.as_str() else {
            continue;
        };
        // ddev splits the path at slashes, so that leading ones do not count.
        let path = written.trim_start_matches('/');
        if cx.leads_to_file(path) == Some(false) {
            report_missing(cx, node, "assets/dashboards/", ".json", sink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const FILE: &str = "//- foo/assets/dashboards/foo.json\n{}\n";

    fn with(path: &str) -> String {
        let assets = format!("\"assets\": {{\"dashboards\": {{\"Foo\": {path}}},");
        let manifest = MANIFEST.replacen("\"assets\": {", &assets, 1);
        format!("//- foo/manifest.json\n{manifest}{FILE}")
    }

    #[test]
    fn every_path_must_lead_to_a_file() {
        for path in [
            "\"assets/dashboards/foo.json\"",
            "\"./assets/dashboards/foo.json\"",
            "\"/assets/dashboards/foo.json\"",
            "\"«assets/dashboards/bar.json»\"",
            "\"«assets/dashboards»\"",
            "\"«»\"",
            "null",
            "\"../../x.json\"",
        ] {
            assert_findings(&MISSING_FILE, &with(path));
        }
    }

    #[test]
    fn the_file_meant_is_named() {
        let good = with("\"assets/dashboards/foo.json\"");
        let good = good.split_once('\n').unwrap().1.split("//-").next();
        let bad = with("\"assets/dashboards/fooo.json\"");
        assert_fix(&MISSING_FILE, &bad, good.unwrap());
    }
}
