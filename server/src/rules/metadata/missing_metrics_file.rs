//! `metadata/missing-metrics-file`

use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::{MetadataCx, PathTarget};

rule! {
    /// The manifest names another metric table, which does not exist.
    ///
    /// ## Why
    /// `ddev validate metadata` looks for `metadata.csv` first, but then reads the file that
    /// `metadata_path` of the manifest names. When that one is missing it stops with an
    /// exception and checks no further integration.
    MISSING_METRICS_FILE = "metadata/missing-metrics-file",
    severity: Error,
    origin: Ddev("metadata"),
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let manifest = cx.integration.manifest();
    let Some(named) = manifest.and_then(|manifest| manifest.metadata_path.as_ref()) else {
        return;
    };
    if matches!(cx.integration.resolve(&named.value), PathTarget::Missing(_)) {
        let message = format!(
            "The manifest names `{}` as the metric table, but there is no such file.",
            named.value
        );
        sink.report(Span::at(0), message).related(
            cx.manifest_path(),
            named.span,
            "The path in the manifest.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings};

    #[test]
    fn the_path_of_the_manifest_must_lead_to_a_file() {
        let fixture = |path: &str, mark: &str| {
            let manifest = MANIFEST.replace("\"metadata.csv\"", path);
            format!("//- foo/metadata.csv\n{mark}metric_name\n//- foo/manifest.json\n{manifest}")
        };
        let findings = assert_findings(
            &MISSING_METRICS_FILE,
            &fixture("\"assets/metrics.csv\"", "«»"),
        );
        assert_eq!(findings[0].related[0].path, "foo/manifest.json");
        assert_findings(&MISSING_METRICS_FILE, &fixture("\"metadata.csv\"", ""));
        assert_findings(&MISSING_METRICS_FILE, &fixture("\"\"", ""));
    }
}
