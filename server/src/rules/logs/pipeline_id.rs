//! `logs/pipeline-id`

use crate::model::FileKind;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::yaml::YamlKind;
use crate::syntax::yaml::edit::set_text;
use crate::workspace::FileCx;

rule! {
    /// The id of a log pipeline is not the `app_id` of the manifest.
    ///
    /// ## Why
    /// The id says to which integration the pipeline belongs. It is a warning when the two
    /// differ in `_`, `-` and the like alone, else a hint: some pipelines are named after the
    /// source of their logs on purpose.
    ///
    /// ## Fix
    /// Writes the `app_id`.
    PIPELINE_ID = "logs/pipeline-id",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::LogPipeline, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(app_id) = cx.integration.app_id() else {
        return;
    };
    let Some(tree) = cx.file.sound_yaml() else {
        return;
    };
    let Some(id) = tree.root(cx.text()).get("id") else {
        return;
    };
    let Some(text) = id.as_str().filter(|text| **text != *app_id.value) else {
        return;
    };
    let message = format!(
        "The id is `{text}`, but the `app_id` of the manifest is `{}`.",
        app_id.value
    );
    let finding = sink.report(id.inner_span(), message);
    if !same_letters(text, &app_id.value) {
        finding.severity(Severity::Hint);
    }
    finding.related(
        cx.integration.repo_path(FileKind::Manifest.file_name()),
        app_id.span,
        "The `app_id`.",
    );
    if id.kind() == YamlKind::Str {
        let edits = vec![set_text(id, &app_id.value)];
        finding.unsafe_fix(format!("Replace by `{}`", app_id.value), edits);
    }
}

/// Equal but for case and what stands between letters and digits.
fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    fn with(id: &str) -> String {
        let manifest = MANIFEST.replace("\"app_id\": \"foo\"", "\"app_id\": \"foo-bar\"");
        format!("//- foo/manifest.json\n{manifest}//- foo/assets/logs/foo.yaml\nid: {id}\n")
    }

    #[test]
    fn other_ids_are_told_by_how_near_they_are() {
        assert_findings(&PIPELINE_ID, &with("foo-bar"));
        let findings = assert_findings(&PIPELINE_ID, &with("«foo_bar»"));
        assert_eq!(findings[0].severity, Severity::Warning);
        let findings = assert_findings(&PIPELINE_ID, &with("'«foo»'"));
        assert_eq!(findings[0].severity, Severity::Hint);
    }

    #[test]
    fn the_app_id_is_written() {
        assert_fix(&PIPELINE_ID, &with("foo_bar"), "id: foo-bar\n");
    }
}
