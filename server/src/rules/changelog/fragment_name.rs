//! `changelog/fragment-name`

use super::{free_path, is_fragment_name, is_kind, is_number};
use crate::catalog::{change_kinds, nearest};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Applicability, Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A file in `changelog.d` is not named after its pull request and kind of change.
    ///
    /// ## Why
    /// In core each file in `changelog.d` becomes one entry of the next release. The name is the
    /// number of the pull request, a dot, and the kind of change, which decides about the next
    /// version. The check on pull requests fails on another kind, and dies when the name does
    /// not begin with a number. It judges files in folders below `changelog.d` as well.
    ///
    /// ## Example
    /// `123.added`, and for a second one `123.added.1`
    ///
    /// ## Fix
    /// Renames the file where one kind is nearest, or the number stands in the wrong place. Safe
    /// where only the case is wrong.
    FRAGMENT_NAME = "changelog/fragment-name",
    severity: Error,
    origin: ChangelogCheck,
    fix: Mixed,
    check: File(FileKind::ChangelogFragment, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Core {
        return;
    }
    let (_, name) = cx.file.path.rsplit_once('/').unwrap_or_default();
    // The check reads the name from the end of a line of git's, and trims it.
    let name = name.trim_end();
    let (number, rest) = name.split_once('.').unwrap_or((name, ""));
    let kind = rest.split('.').next().unwrap_or_default();
    let mut better = None;
    let message = if !is_number(number) {
        better = number_first(number, rest).filter(|name| is_fragment_name(name));
        format!("The name must begin with the number of the pull request, not with `{number}`.")
    } else if is_kind(kind) {
        return;
    } else if let Some(meant) = meant(kind) {
        better = Some(format!("{number}.{meant}{}", &rest[kind.len()..]));
        format!("There is no kind of change `{kind}`; rename the file to `{number}.{meant}`.")
    } else {
        let kinds = change_kinds().iter();
        let known: Vec<String> = kinds.map(|kind| format!("`{}`", kind.fragment)).collect();
        format!(
            "Behind the number stands the kind of change: {}.",
            known.join(", ")
        )
    };
    let finding = sink.report(Span::at(0), message);
    let Some(path) = better.and_then(|name| free_path(cx, &name)) else {
        return;
    };
    let new = path.rsplit('/').next().unwrap_or_default();
    // Another case is the same word; anything else is a guess that decides about the version.
    let same = new.eq_ignore_ascii_case(name);
    let applicability = if same {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    finding.rename_fix(format!("Rename to `{new}`"), applicability, path.clone());
}

/// The kind that a word stands for: its beginning, as in `fix`, or nearly it.
fn meant(word: &str) -> Option<&'static str> {
    let kinds = || change_kinds().iter().map(|kind| kind.fragment.as_str());
    let begins = |kind: &&str| word.len() > 2 && kind.starts_with(&word.to_lowercase());
    kinds().find(begins).or_else(|| nearest(word, kinds()))
}

/// The name with the number at its beginning: of `#12.added` and `PR-12.added`, or of `added.12`.
fn number_first(number: &str, rest: &str) -> Option<String> {
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    if is_number(digits) {
        return Some(format!("{digits}.{rest}"));
    }
    let (swapped, tail) = match rest.split_once('.') {
        Some((swapped, tail)) => (swapped, format!(".{tail}")),
        None => (rest, String::new()),
    };
    is_number(swapped).then(|| format!("{swapped}.{number}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;
    use crate::text::FileAction;

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
        assert_findings(
            &FRAGMENT_NAME,
            "//! core\n//- foo/changelog.d/more/README.md\n«»x\n",
        );
        assert_findings(
            &FRAGMENT_NAME,
            "//! core\n//- foo/changelog.d/more/1.fixed\nx\n",
        );
        let hidden = "//! core\n//- foo/changelog.d/.gitkeep\n«»\n";
        assert_findings(&FRAGMENT_NAME, hidden);
    }

    /// The path after the fix, and how safe that is.
    fn fixed(name: &str, others: &str) -> Option<(String, Applicability)> {
        let text = format!("//! core\n//- foo/changelog.d/{name}\n«»text\n{others}");
        let findings = assert_findings(&FRAGMENT_NAME, &text);
        let fix = findings[0].fixes.first()?;
        let FileAction::Rename(path) = &fix.edits[0].action else {
            panic!("a rename");
        };
        assert_eq!(fix.edits[0].path, format!("foo/changelog.d/{name}"));
        Some((path.clone(), fix.applicability))
    }

    #[test]
    fn the_file_gets_the_name_that_was_meant() {
        for (name, new, level) in [
            ("12.Fixed", "12.fixed", Applicability::Safe),
            ("12.add", "12.added", Applicability::Unsafe),
            ("12.fix.1", "12.fixed.1", Applicability::Unsafe),
            ("#12.fixed", "12.fixed", Applicability::Unsafe),
            ("fixed.12", "12.fixed", Applicability::Unsafe),
        ] {
            let path = format!("foo/changelog.d/{new}");
            assert_eq!(fixed(name, ""), Some((path, level)), "{name}");
        }
        for name in [
            "12",
            "12.improved",
            "#12",
            "README.md",
            "one.fixed",
            ".gitkeep",
        ] {
            assert_eq!(fixed(name, ""), None, "{name}");
        }
        let deep = Some(("foo/changelog.d/12.added".to_owned(), Applicability::Unsafe));
        assert_eq!(fixed("more/12.add", ""), deep);
        let taken = "//- foo/changelog.d/12.added\ntext\n";
        let path = "foo/changelog.d/12.added.1".to_owned();
        assert_eq!(fixed("12.add", taken), Some((path, Applicability::Unsafe)));
    }
}
