//! `codeowners/stale-entry`

use crate::model::FileKind;
use crate::model::codeowners::Codeowners;
use crate::rules::{Sink, Tag, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// A line is about a directory that does not exist.
    ///
    /// ## Why
    /// The directory was removed or renamed, and the line stayed or was mistyped. Folders and
    /// files below an existing directory may be named before they are there.
    ///
    /// ## Fix
    /// Removes the line.
    STALE_ENTRY = "codeowners/stale-entry",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Codeowners, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !cx.repo.complete {
        return;
    }
    for line in Codeowners::of(cx.text()).lines {
        let Some(dir) = line.directory() else {
            continue;
        };
        let there = cx.repo.root.files.get(dir.text).is_some();
        if there || cx.repo.has_top_directory(dir.text) || dir.text.starts_with('.') {
            continue;
        }
        let end = line.span.end as usize;
        let tail = &cx.text()[end..];
        let next = tail.find('\n').map_or(cx.text().len(), |at| end + at + 1);
        let edit = TextEdit::delete(Span::new(line.span.start as usize, next));
        sink.report(dir.span, format!("There is no directory `{}`.", dir.text))
            .tag(Tag::Unnecessary)
            .unsafe_fix("Remove the line", vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn directories_exist_but_what_is_below_need_not() {
        let text = "//- foo/README.md\n//- .github/CODEOWNERS\n/foo/ @a\n/foo/assets/monitors @a\n/«goo»/ @a\n/«goo»/README.md @b\n/goo @a\n/g*/a @b\n/.gitlab/x @a\n";
        assert_findings(&STALE_ENTRY, text);
    }

    #[test]
    fn the_line_is_removed() {
        let text = "//- foo/README.md\n//- .github/CODEOWNERS\n/goo/ @a\n/foo/ @a\n";
        assert_fix(&STALE_ENTRY, text, "/foo/ @a\n");
    }
}
