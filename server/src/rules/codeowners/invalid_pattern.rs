//! `codeowners/invalid-pattern`

use crate::model::codeowners::{Codeowners, is_readable};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A bracket is opened in a pattern and never closed.
    ///
    /// ## Why
    /// ddev stops with a Python traceback on such a pattern. A `]` right behind the `[` is one
    /// of its characters and closes nothing. GitHub has no ranges in brackets at all and skips
    /// the line.
    INVALID_PATTERN = "codeowners/invalid-pattern",
    severity: Error,
    origin: Ddev("codeowners"),
    fix: None,
    check: File(FileKind::Codeowners, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind == RepoKind::Legacy {
        return;
    }
    for line in Codeowners::of(cx.text()).lines {
        if !is_readable(line.pattern.text) {
            sink.report(line.pattern.span, "`[` is never closed in this pattern.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn brackets_are_closed() {
        let text = "//- .github/CODEOWNERS\n«/foo[ab/» @x\n/foo[ab]/ @x\n/foo\\[ab/ @x\n/foo]/ @x\n# [\n«/foo[]/» @x\n";
        assert_findings(&INVALID_PATTERN, text);
    }
}
