//! `changelog/fragment-name`

use crate::catalog::{change_kinds, nearest};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A file in `changelog.d` is not named after its pull request and kind of change.
    ///
    /// ## Why
    /// In core each file in `changelog.d` becomes one entry of the next release. The name is the
    /// number of the pull request, a dot, and the kind of change, which decides about the next
    /// version. The check on pull requests fails on another kind, and dies when the name does
    /// not begin with a number.
    ///
    /// ## Example
    /// `123.added`, and for a second one `123.added.1`
    FRAGMENT_NAME = "changelog/fragment-name",
    severity: Error,
    origin: ChangelogCheck,
    fix: None,
    check: File(FileKind::ChangelogFragment, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Core {
        return;
    }
    // The check reads the name from the end of a line of git's, and trims it.
    let name = cx
        .file
        .path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .trim_end();
    let (number, rest) = name.split_once('.').unwrap_or((name, ""));
    let kind = rest.split('.').next().unwrap_or_default();
    let kinds = || change_kinds().iter().map(|kind| kind.fragment.as_str());
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let message = if !is_number {
        format!("The name must begin with the number of the pull request, not with `{number}`.")
    } else if kinds().any(|known| known == kind) {
        return;
    } else if let Some(meant) = nearest(kind, kinds()) {
        format!("There is no kind of change `{kind}`; rename the file to `{number}.{meant}`.")
    } else {
        let known: Vec<String> = kinds().map(|kind| format!("`{kind}`")).collect();
        format!(
            "Behind the number stands the kind of change: {}.",
            known.join(", ")
        )
    };
    sink.report(Span::at(0), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn number_and_kind_make_the_name() {
        for name in ["x.added", "12.add", "12", "12.Fixed", "added.md"] {
            assert_findings(
                &FRAGMENT_NAME,
                &format!("//! core\n//- foo/changelog.d/{name}\n«»text\n"),
            );
        }
        for name in ["12.added", "12.fixed.1", "12.removed.md", "12.fixed "] {
            assert_findings(
                &FRAGMENT_NAME,
                &format!("//! core\n//- foo/changelog.d/{name}\ntext\n"),
            );
        }
        assert_findings(&FRAGMENT_NAME, "//- foo/changelog.d/x\ntext\n");
    }
}
