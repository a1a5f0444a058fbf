//! `codeowners/invalid-pattern`

use crate::model::codeowners::{Codeowners, is_readable};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// A bracket is opened in a pattern and never closed, or blanks stand behind the last line.
    ///
    /// ## Why
    /// ddev stops with a Python traceback on either. Where it compares owners with integrations
    /// it takes the first word of every line, and blanks without an end of line have none.
    /// Of brackets: A `]` right behind the `[` is one
    /// of its characters and closes nothing. GitHub has no ranges in brackets at all and skips
    /// the line.
    ///
    /// ## Fix
    /// Removes the blanks.
    INVALID_PATTERN = "codeowners/invalid-pattern",
    severity: Error,
    origin: Ddev("codeowners"),
    fix: Safe,
    check: File(FileKind::Codeowners, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind == RepoKind::Legacy {
        return;
    }
    let text = cx.text();
    // Nearly no file has brackets at all.
    if text.contains('[') {
        for line in Codeowners::of(text).lines {
            if !is_readable(line.pattern.text) {
                sink.report(line.pattern.span, "`[` is never closed in this pattern.");
            }
        }
    }
    let last = &text[text.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
    let blank = !last.is_empty() && last.split(' ').all(|word| word.is_empty() || word == "\t");
    if blank && cx.repo.kind != RepoKind::Core {
        let span = Span::new(text.len() - last.len(), text.len());
        sink.report(
            span,
            "ddev stops at a last line that is nothing but blanks.",
        )
        .safe_fix("Remove the blanks", vec![TextEdit::delete(span)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn brackets_are_closed() {
        let text = "//- .github/CODEOWNERS\n«/foo[ab/» @x\n/foo[ab]/ @x\n/foo\\[ab/ @x\n/foo]/ @x\n# [\n«/foo[]/» @x\n";
        assert_findings(&INVALID_PATTERN, text);
    }

    #[test]
    fn blanks_behind_the_last_line_are_in_the_way() {
        let text = "//- .github/CODEOWNERS\n/foo/ @x\n";
        assert_findings(&INVALID_PATTERN, text);
        assert_fix(&INVALID_PATTERN, &format!("{text}  "), "/foo/ @x\n");
    }
}
