//! `package/untested`

use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// Only one half of the tests is there: `hatch.toml` or the folder `tests`.
    ///
    /// ## Why
    /// An integration is tested when it has both. With one of them alone it is passed over
    /// without a word. Integrations of integrations-core that only ship a configuration have
    /// no tests on purpose.
    UNTESTED = "package/untested",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Files(&[FileKind::Pyproject, FileKind::Hatch], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let files = &cx.integration.files;
    let (hatch, tests) = (
        files.has_file(FileKind::Hatch.file_name()),
        files.get("tests").is_some(),
    );
    let missing = match cx.file.kind {
        FileKind::Hatch if !tests && cx.repo.kind != RepoKind::Core => "the folder `tests`",
        FileKind::Pyproject if tests && !hatch && cx.repo.kind != RepoKind::Legacy => {
            "`hatch.toml`"
        }
        _ => return,
    };
    let message = format!("Nothing tests this integration: {missing} is missing.");
    let start = cx.text().len() - cx.text().trim_start().len();
    let end = cx.text()[start..]
        .find(['\r', '\n'])
        .map_or(cx.text().len(), |at| start + at);
    sink.report(Span::new(start, end), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn both_halves_belong_together() {
        let hatch = "//- foo/hatch.toml\n«[env]»\nx = 1\n";
        let plain = hatch.replace(['«', '»'], "");
        let tests = "//- foo/tests/test_a.py\n";
        assert_findings(&UNTESTED, hatch);
        assert_findings(&UNTESTED, &format!("{plain}{tests}"));
        assert_findings(&UNTESTED, &format!("//! core\n{plain}"));
        assert_findings(
            &UNTESTED,
            &format!("//- foo/pyproject.toml\n«[project]»\n{tests}"),
        );
        assert_findings(&UNTESTED, "//- foo/pyproject.toml\n[project]\n");
    }
}
