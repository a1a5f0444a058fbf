//! `metadata/missing-prefix`

use crate::model::RepoKind;
use crate::rules::{Severity, Sink, rule};
use crate::text::Span;
use crate::workspace::MetadataCx;

rule! {
    /// An integration with a metric table has no metric prefix.
    ///
    /// ## Why
    /// `ddev validate metadata` takes the prefix from `assets.integration.metrics.prefix` of
    /// the manifest, or from the table `overrides.metrics-prefix` of `.ddev/config.toml`, and
    /// fails when both are silent, even if the metric table has no rows. Only `openmetrics`
    /// and `prometheus`, which send metrics of any name, need none. The layout of 2016 knows
    /// no prefix.
    MISSING_PREFIX = "metadata/missing-prefix",
    severity: Error,
    origin: Ddev("metadata"),
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if matches!(cx.dir(), "openmetrics" | "prometheus")
        || cx.repo.kind == RepoKind::Legacy
        || cx.expected_prefix().is_some()
        || cx.manifest_is_unclear()
    {
        return;
    }
    let span = cx.table.header_cells().next();
    let span = span.map_or(Span::at(0), |cell| cell.inner_span());
    let message = "The manifest has no metric prefix (`assets.integration.metrics.prefix`), \
                   which an integration with a metric table needs.";
    let finding = sink.report(span, message);
    if cx.repo.kind == RepoKind::Single {
        // The configuration that could hold the prefix may stand outside.
        finding.severity(Severity::Warning);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings};

    #[test]
    fn a_prefix_of_the_manifest_or_of_the_configuration_is_needed() {
        let manifest = MANIFEST.replace("\"foo.\"", "\"\"");
        let config = "[overrides.metrics-prefix]\nbar = 'bar.'\n";
        assert_findings(
            &MISSING_PREFIX,
            &format!(
                "//- foo/metadata.csv\n«metric_name»,metric_type\n//- foo/manifest.json\n{manifest}\
                 //- bar/metadata.csv\nmetric_name\n//- bar/manifest.json\n{manifest}\
                 //- prometheus/metadata.csv\nmetric_name\n//- prometheus/manifest.json\n{manifest}\
                 //- baz/metadata.csv\nmetric_name\n//- .ddev/config.toml\n{config}"
            ),
        );
    }

    #[test]
    fn a_manifest_that_cannot_be_read_hides_its_prefix() {
        assert_findings(
            &MISSING_PREFIX,
            "//- foo/metadata.csv\nmetric_name\n//- foo/manifest.json\n{\"tile\": \n",
        );
    }

    #[test]
    fn the_layout_of_2016_has_none() {
        assert_findings(
            &MISSING_PREFIX,
            "//! legacy\n//- foo/metadata.csv\nmetric_name\n\
             //- foo/manifest.json\n{\"manifest_version\": \"0.1.0\"}\n",
        );
    }
}
