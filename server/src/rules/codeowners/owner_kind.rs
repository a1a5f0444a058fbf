//! `codeowners/owner-kind`

use std::cell::LazyCell;

use super::wants_entries;
use crate::model::FileKind;
use crate::model::codeowners::{Codeowners, FirstOwner, directory_entries, is_handle};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The first owner of a directory is no user and no team.
    ///
    /// ## Why
    /// Reviews are asked of users and teams, which begin with `@`. Mail addresses may follow,
    /// but `ddev validate codeowners` fails when the first owner is one. Some directories that
    /// were there before are exempt.
    ///
    /// ## Example
    /// `/acme_queue/ @acme help@example.com`
    ///
    /// ## Fix
    /// Puts the first user or team of the line before the others.
    OWNER_KIND = "codeowners/owner-kind",
    severity: Error,
    origin: Ddev("codeowners"),
    fix: Safe,
    check: File(FileKind::Codeowners, check),
}

const EXEMPT: [&str; 16] = [
    "1e",
    "auth0",
    "bluematador",
    "bonsai",
    "buddy",
    "concourse_ci",
    "f5-distributed-cloud",
    "gremlin",
    "lacework",
    "launchdarkly",
    "perimeterx",
    "rigor",
    "rookout",
    "rundeck",
    "sqreen",
    "squadcast",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    if !wants_entries(cx) {
        return;
    }
    let file = LazyCell::new(|| Codeowners::of(cx.text()));
    for entry in directory_entries(cx.text()).into_values() {
        let FirstOwner::Word(owner) = entry.owner else {
            continue;
        };
        if is_handle(owner.text) || EXEMPT.contains(&entry.directory.text) {
            continue;
        }
        let message = format!(
            "`{}` is no user and no team; `@` is expected.",
            owner.text.trim()
        );
        let finding = sink.report(owner.span, message);
        let line = file.lines.iter().find(|line| line.span == entry.line);
        let later = line.and_then(|line| {
            let first = line
                .owners
                .first()
                .filter(|first| first.span == owner.span)?;
            let at = line.owners.iter().position(|owner| is_handle(owner.text))?;
            Some((first, line.owners[at - 1], line.owners[at]))
        });
        if let Some((first, before, handle)) = later {
            let moved = handle.text;
            let gap = before.span.end as usize..handle.span.end as usize;
            let edits = vec![
                TextEdit::insert(first.span.start as usize, format!("{moved} ")),
                TextEdit::delete(gap.into()),
            ];
            finding.safe_fix(format!("Put `{moved}` first"), edits);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn users_and_teams_come_first() {
        let text = "//- .github/CODEOWNERS\n/foo/ «a@b.c» @d\n/bar/ @d a@b.c\n/auth0/ a@b.c\n/bar/assets/ «you»\n/x/ a@b\n/x/ @a\n/y a@b\n";
        assert_findings(&OWNER_KIND, text);
        assert_findings(
            &OWNER_KIND,
            &format!("//! core\n{}", text.replace(['«', '»'], "")),
        );
    }

    #[test]
    fn the_order_is_changed() {
        let text = "//- .github/CODEOWNERS\n/foo/   a@b.c you  @d x@y @e\n";
        assert_fix(&OWNER_KIND, text, "/foo/   @d a@b.c you x@y @e\n");
    }
}
