//! `changelog/fragment-folder`

use super::{fragments, free_path, is_fragment_name};
use crate::model::{FileKind, RepoKind};
use crate::rules::{Applicability, Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// An entry of the changelog lies in a folder below `changelog.d`.
    ///
    /// ## Why
    /// A release is made of the files right in `changelog.d` of a package. The check on pull
    /// requests takes a file in a folder there for the entry that it asks for, and the change is
    /// then missing in the changelog.
    ///
    /// ## Fix
    /// Moves the file up.
    FRAGMENT_FOLDER = "changelog/fragment-folder",
    severity: Warning,
    origin: Ours,
    fix: Safe,
    check: File(FileKind::ChangelogFragment, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some((folder, name)) = cx.file.path.rsplit_once('/') else {
        return;
    };
    if cx.repo.kind != RepoKind::Core || folder == fragments(cx) || !is_fragment_name(name) {
        return;
    }
    let message = "No release looks for entries in a folder below `changelog.d`.";
    let finding = sink.report(Span::at(0), message);
    if let Some(path) = free_path(cx, name) {
        finding.rename_fix("Move up", Applicability::Safe, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;
    use crate::text::FileAction;

    #[test]
    fn entries_lie_in_no_folder() {
        let deep = "//! core\n//- foo/changelog.d/more/12.added\n«»text\n";
        let findings = assert_findings(&FRAGMENT_FOLDER, deep);
        let edit = &findings[0].fixes[0].edits[0];
        let FileAction::Rename(path) = &edit.action else {
            panic!("a rename");
        };
        assert_eq!(path, "foo/changelog.d/12.added");
        let plain = deep.replace("«»", "");
        assert_findings(&FRAGMENT_FOLDER, &plain.replace("core", "extras"));
        assert_findings(&FRAGMENT_FOLDER, &plain.replace("more/", ""));
        // That it is no entry at all is told by another rule.
        assert_findings(&FRAGMENT_FOLDER, &plain.replace("12.added", "notes.md"));
    }
}
