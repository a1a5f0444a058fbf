//! `logs/missing-tests`

use super::{TESTS, own_path};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A log pipeline has no tests, or tests have no pipeline.
    ///
    /// ## Why
    /// Beside every pipeline `<name>.yaml` stands `<name>_tests.yaml` with samples and what
    /// the pipeline makes of them; all published pipelines have it. Tests without a pipeline
    /// are never run.
    MISSING_TESTS = "logs/missing-tests",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Files(&[FileKind::LogPipeline, FileKind::LogTests], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.yaml() else { return };
    let root = tree.root(cx.text());
    let id = root.get("id").map(|id| id.member_span());
    let place = id.unwrap_or(Span::at(root.span().start as usize));
    let (path, files) = (own_path(cx), &cx.integration.files);
    if cx.file.kind == FileKind::LogTests {
        let stem = TESTS.iter().find_map(|ending| path.strip_suffix(ending));
        let Some(stem) = stem else { return };
        let pipeline = format!("{stem}.yaml");
        if !files.has_file(&pipeline) {
            sink.report(place, format!("There is no pipeline `{pipeline}` to test."));
        }
        return;
    }
    let Some(stem) = path.strip_suffix(".yaml") else {
        return;
    };
    let is_pipeline = root.get("pipeline").is_some();
    if is_pipeline && !TESTS.iter().any(|e| files.has_file(&format!("{stem}{e}"))) {
        let message = format!("The pipeline has no tests; `{stem}_tests.yaml` is expected.");
        sink.report(place, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn pipelines_and_tests_come_in_pairs() {
        assert_findings(
            &MISSING_TESTS,
            "//- foo/assets/logs/foo.yaml\nid: foo\npipeline: {}\n\
             //- foo/assets/logs/foo_tests.yaml\nid: foo\n\
             //- foo/assets/logs/bar.yaml\nid: foo\npipeline: {}\n\
             //- foo/assets/logs/bar_test.yaml\nid: foo\n\
             //- foo/assets/logs/baz.yaml\n«id: foo»\npipeline: {}\n\
             //- foo/assets/logs/qux_tests.yaml\n«id: foo»\n\
             //- foo/assets/logs/list.yaml\nfacets: []\n",
        );
    }
}
