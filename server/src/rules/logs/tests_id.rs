//! `logs/tests-id`

use super::{TESTS, own_path};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::YamlKind;
use crate::syntax::yaml::edit::set_text;
use crate::workspace::FileCx;

rule! {
    /// The tests of a log pipeline have another id than the pipeline.
    ///
    /// ## Why
    /// The id ties the samples to the pipeline that they test.
    ///
    /// ## Fix
    /// Writes the id of the pipeline.
    TESTS_ID = "logs/tests-id",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::LogTests, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let path = own_path(cx);
    let stem = TESTS.iter().find_map(|ending| path.strip_suffix(ending));
    let Some(pipeline) = stem.map(|stem| format!("{stem}.yaml")) else {
        return;
    };
    let facts = cx.integration.facts_at(&pipeline);
    let facts = facts.and_then(|facts| facts.as_logs());
    let Some(expected) = facts.and_then(|facts| facts.id.as_ref()) else {
        return;
    };
    let Some(tree) = cx.file.sound_yaml() else {
        return;
    };
    let Some(id) = tree.root(cx.text()).get("id") else {
        return;
    };
    let Some(text) = id.as_str().filter(|text| **text != *expected.value) else {
        return;
    };
    let message = format!(
        "The id is `{text}`, but the pipeline's is `{}`.",
        expected.value
    );
    let finding = sink.report(id.inner_span(), message);
    finding.related(
        cx.integration.repo_path(&pipeline),
        expected.span,
        "The id of the pipeline.",
    );
    if id.kind() == YamlKind::Str {
        let edits = vec![set_text(id, &expected.value)];
        finding.unsafe_fix(format!("Replace by `{}`", expected.value), edits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(id: &str) -> String {
        format!("//- foo/assets/logs/a.yaml\nid: foo\n//- foo/assets/logs/a_tests.yaml\nid: {id}\n")
    }

    #[test]
    fn the_ids_are_the_same() {
        assert_findings(&TESTS_ID, &with("foo"));
        assert_findings(&TESTS_ID, &with("«fooo»"));
        assert_findings(&TESTS_ID, "//- foo/assets/logs/a_tests.yaml\nid: foo\n");
    }

    #[test]
    fn the_id_of_the_pipeline_is_written() {
        assert_fix(&TESTS_ID, &with("\"bar\""), "id: \"foo\"\n");
    }
}
