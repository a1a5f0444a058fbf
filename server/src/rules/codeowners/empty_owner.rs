//! `codeowners/empty-owner`

use super::{usual_owner, wants_entries};
use crate::model::FileKind;
use crate::model::codeowners::{Codeowners, FirstOwner, directory_entries};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The line of a directory names no owner.
    ///
    /// ## Why
    /// A pattern without owners means that nobody owns what it matches, and
    /// `ddev validate codeowners` fails on it outside of integrations-core.
    ///
    /// ## Fix
    /// Inserts the team that owns most integrations.
    EMPTY_OWNER = "codeowners/empty-owner",
    severity: Error,
    origin: Ddev("codeowners"),
    fix: Unsafe,
    check: File(FileKind::Codeowners, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !wants_entries(cx) {
        return;
    }
    for entry in directory_entries(cx.text()).into_values() {
        if matches!(entry.owner, FirstOwner::Word(_)) {
            continue;
        }
        let name = entry.directory.text;
        let finding = sink.report(entry.directory.span, format!("`/{name}/` has no owner."));
        if let Some(owner) = usual_owner(&Codeowners::of(cx.text())) {
            let gap = if entry.owner == FirstOwner::Nothing {
                " "
            } else {
                ""
            };
            let edit = TextEdit::insert(entry.line.end as usize, format!("{gap}{owner}"));
            finding.unsafe_fix(format!("Insert `{owner}`"), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn the_last_line_of_a_directory_needs_an_owner() {
        let text = "//- .github/CODEOWNERS\n/foo/\n/foo/ @a\n/«bar»/ \n/«bar/logs»/\n/x\n";
        assert_findings(&EMPTY_OWNER, text);
        assert_findings(
            &EMPTY_OWNER,
            &format!("//! core\n{}", text.replace(['«', '»'], "")),
        );
    }

    #[test]
    fn an_owner_is_inserted() {
        let text = "//- .github/CODEOWNERS\n/bar/ @b/c x@y.z\n/foo/\n";
        assert_fix(&EMPTY_OWNER, text, "/bar/ @b/c x@y.z\n/foo/ @b/c\n");
    }
}
