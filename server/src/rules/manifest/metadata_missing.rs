//! `manifest/metadata-missing`

use crate::model::manifest::Field;
use crate::model::{FileKind, Generation};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// The manifest names a table of metrics that is not there.
    ///
    /// ## Why
    /// Without the table no metric of the integration has a type, a unit or a description.
    /// In manifests of today the path must lead to `metadata.csv`: tools look for that name
    /// whatever the manifest says.
    ///
    /// ## Fix
    /// Names `metadata.csv` when that file is there.
    METADATA_MISSING = "manifest/metadata-missing",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let Some(node) = cx.field(Field::MetadataPath) else {
        return;
    };
    let Some(written) = node.as_str().filter(|text| !text.is_empty()) else {
        return;
    };
    let customary = FileKind::Metadata.file_name();
    let has_customary = cx.integration.files.has_file(customary);
    let dangling = cx.leads_to_file(&written) == Some(false);
    let message = if dangling {
        format!("There is no file `{written}`.")
    } else if cx.generation() == Generation::V2
        && !has_customary
        && !matches!(cx.resolve(&written), PathTarget::Outside)
    {
        format!("Tools look for `{customary}`, which is not there, whatever the manifest names.")
    } else {
        return;
    };
    let finding = sink.report(node.inner_span(), message);
    if has_customary {
        let edit = TextEdit::replace(node.span(), format!("\"{customary}\""));
        finding.unsafe_fix(format!("Replace by `{customary}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const TABLE: &str = "//- foo/metadata.csv\nmetric_name\n";

    #[test]
    fn the_table_must_be_there() {
        assert_findings(
            &METADATA_MISSING,
            &manifest(&[("metadata.csv", "«metadata.csv»")]),
        );
        let good = format!("{}{TABLE}", manifest(&[("metadata.csv", "./metadata.csv")]));
        assert_findings(&METADATA_MISSING, &good);
        assert_findings(&METADATA_MISSING, &manifest(&[("metadata.csv", "")]));
    }

    #[test]
    fn another_name_is_not_followed_by_tools() {
        let text = manifest(&[("metadata.csv", "«metrics.csv»")]);
        assert_findings(
            &METADATA_MISSING,
            &format!("{text}//- foo/metrics.csv\nmetric_name\n"),
        );
    }

    #[test]
    fn the_table_that_is_there_is_named() {
        let bad = format!("{}{TABLE}", manifest(&[("metadata.csv", "metrics.csv")]));
        assert_fix(&METADATA_MISSING, &bad, MANIFEST);
    }

    #[test]
    fn a_slash_in_front_is_fine_in_the_first_generation() {
        let text = "//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"assets\": {\"metrics_metadata\": \"/metadata.csv\"}}\n";
        assert_findings(&METADATA_MISSING, &format!("{text}{TABLE}"));
    }
}
