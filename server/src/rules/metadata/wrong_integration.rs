//! `metadata/wrong-integration`

use super::{cells_are_in_place, replace_title};
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::{MetadataCx, ValueSource};

rule! {
    /// A row belongs to another integration.
    ///
    /// ## Why
    /// The column holds the display name of the integration in a normalised form: other
    /// characters than ASCII letters, digits and `-` become `_`, and all is lower case. The
    /// display name is `source_type_name` of the manifest, not the directory name, so
    /// changing it there changes what is expected here. `.ddev/config.toml` can override
    /// either. In the layout of 2016 the column holds the directory name.
    ///
    /// `ddev validate metadata` fails, unless the expected name is among the integrations
    /// whose metrics are not validated.
    ///
    /// ## Example
    /// `acme_queue_2_0` for the display name `Acme Queue 2.0`.
    ///
    /// ## Fix
    /// Writes the expected name, unless the cells beside it show that the row is shifted.
    WRONG_INTEGRATION = "metadata/wrong-integration",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if let Some(span) = cx.unusable_display_name() {
        return report_unusable_name(cx, span, sink);
    }
    let Some(expected) = cx.expected_integration() else {
        return;
    };
    if cx.repo.config.metrics_exclude.contains(&expected.value) {
        return;
    }
    let fine = |name: &str| name == expected.value || name.is_empty();
    let mut failing = cx.table.failing(Column::Integration, fine);
    if failing.next().is_none() {
        return;
    }
    for row in cx.table.complete_rows() {
        let Some(cell) = row.cell(Column::Integration) else {
            return;
        };
        if fine(&cell.value) {
            continue;
        }
        let because = match expected.source {
            ValueSource::Config(table) => {
                format!(", as `{table}` of `.ddev/config.toml` says")
            }
            ValueSource::Manifest(_) => ", after the display name in the manifest".to_owned(),
            ValueSource::Directory => ", after the directory".to_owned(),
        };
        let message = format!(
            "The integration is `{}`{because}, not `{}`.",
            expected.value, cell.value
        );
        let finding = sink.report(cell.inner_span(), message);
        if let ValueSource::Manifest(span) = expected.source {
            finding.related(cx.manifest_path(), span, "The display name.");
        }
        // A description in the wrong column would be lost.
        if cells_are_in_place(&row) {
            let edit = cell.rewrite(&expected.value);
            finding.safe_fix(replace_title(&expected.value), vec![edit]);
        }
    }
}

/// One finding at the header: what is wrong stands in the manifest.
fn report_unusable_name(cx: &MetadataCx, name: Span, sink: &mut Sink) {
    let mut header = cx.table.header_cells();
    let header = header.find(|cell| cell.value == Column::Integration.name());
    let Some(header) = header.filter(|_| cx.table.has_rows()) else {
        return;
    };
    let message = "No integration can be right in this column: the display name in the manifest \
                   holds neither a letter nor a digit.";
    sink.report(header.inner_span(), message).related(
        cx.manifest_path(),
        name,
        "The display name.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const HEADER: &str = "metric_name,integration\n";

    #[test]
    fn the_display_name_of_the_manifest_decides() {
        let manifest = MANIFEST.replace(
            "\"source_type_name\": \"Foo\"",
            "\"source_type_name\": \"Foo 2.0\"",
        );
        let findings = assert_findings(
            &WRONG_INTEGRATION,
            &format!(
                "//- foo/manifest.json\n{manifest}//- foo/metadata.csv\n{HEADER}\
                 foo.a,«foo»\nfoo.b,foo_2_0\nfoo.c,\nfoo.d,\"«Foo 2.0»\"\n"
            ),
        );
        let related = &findings[0].related[0];
        assert_eq!(related.span.slice(&manifest), "Foo 2.0");
        assert_eq!(
            findings[0].message,
            "The integration is `foo_2_0`, after the display name in the manifest, not `foo`."
        );
    }

    #[test]
    fn overrides_win_and_excluded_integrations_are_left_alone() {
        assert_findings(
            &WRONG_INTEGRATION,
            &format!(
                "//- .ddev/config.toml\n[overrides.validate.metadata.integration]\nfoo = 'other'\n\
                 [overrides.validate.metrics]\nexclude = ['bar', 'baz']\n\
                 [overrides.display-name]\nqux = 'Baz'\n\
                 //- foo/metadata.csv\n{HEADER}foo.a,other\nfoo.b,«foo»\n\
                 //- bar/metadata.csv\n{HEADER}foo.a,x\n\
                 //- qux/metadata.csv\n{HEADER}foo.a,x\n"
            ),
        );
    }

    #[test]
    fn a_display_name_without_letters_is_told_once() {
        for name in ["", "日本"] {
            let manifest = MANIFEST.replace(
                "\"source_type_name\": \"Foo\"",
                &format!("\"source_type_name\": \"{name}\""),
            );
            let fixture = |header: &str, rows: &str| {
                format!("//- foo/manifest.json\n{manifest}//- foo/metadata.csv\n{header}\n{rows}")
            };
            let rows = "foo.a,foo\nfoo.b,\n";
            let findings = assert_findings(
                &WRONG_INTEGRATION,
                &fixture("metric_name,«integration»", rows),
            );
            assert_eq!(findings[0].related[0].span.slice(&manifest), name);
            assert_findings(&WRONG_INTEGRATION, &fixture("metric_name,integration", ""));
        }
    }

    #[test]
    fn the_layout_of_2016_wants_the_directory() {
        assert_findings(
            &WRONG_INTEGRATION,
            &format!("//! legacy\n//- my_db/metadata.csv\n{HEADER}foo.a,my_db\nfoo.b,«foo»\n"),
        );
    }

    #[test]
    fn an_integration_on_its_own_needs_a_manifest() {
        assert_findings(
            &WRONG_INTEGRATION,
            &format!("//! single\n//! bare\n//- metadata.csv\n{HEADER}foo.a,x\n"),
        );
    }

    #[test]
    fn a_manifest_that_is_no_json_at_the_moment_decides_nothing() {
        assert_findings(
            &WRONG_INTEGRATION,
            &format!(
                "//- foo/manifest.json\n{{\"assets\": {{\n//- foo/metadata.csv\n{HEADER}foo.a,x\n"
            ),
        );
    }

    #[test]
    fn a_shifted_row_keeps_what_it_says() {
        let findings = assert_findings(
            &WRONG_INTEGRATION,
            "//- foo/metadata.csv\nmetric_name,metric_type,orientation,integration\n\
             foo.a,gauge,0,«Foo»\nfoo.b,gauge,A sentence.,«0»\nfoo.c,,0,«1»\n",
        );
        let fixable: Vec<bool> = findings.iter().map(|f| !f.fixes.is_empty()).collect();
        assert_eq!(fixable, [true, false, false]);
    }

    #[test]
    fn the_expected_name_is_written() {
        assert_fix(
            &WRONG_INTEGRATION,
            &format!("//- foo/metadata.csv\n{HEADER}foo.a,Foo\n"),
            &format!("{HEADER}foo.a,foo\n"),
        );
    }
}
