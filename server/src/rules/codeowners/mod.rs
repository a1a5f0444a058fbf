//! Rules about `.github/CODEOWNERS`.

mod empty_owner;
mod invalid_pattern;
mod logs_team;
mod missing_entry;
mod missing_file;
mod owner_kind;
mod stale_entry;

use std::collections::BTreeMap;

use super::Rule;
use crate::model::RepoKind;
use crate::model::codeowners::{Codeowners, OwnerLine, is_handle};
use crate::text::Span;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &empty_owner::EMPTY_OWNER,
    &invalid_pattern::INVALID_PATTERN,
    &logs_team::LOGS_TEAM,
    &missing_entry::MISSING_ENTRY,
    &missing_file::MISSING_FILE,
    &owner_kind::OWNER_KIND,
    &stale_entry::STALE_ENTRY,
];

/// integrations-core has a line for everything; elsewhere each integration needs its own.
fn wants_entries(cx: &FileCx) -> bool {
    matches!(cx.repo.kind, RepoKind::Extras | RepoKind::Marketplace)
}

/// Whoever owns most integrations, as a guess.
fn usual_owner<'a>(file: &Codeowners<'a>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let whole = file.lines.iter().filter(|line| line.is_whole_directory());
    for owner in whole.flat_map(|line| &line.owners) {
        if is_handle(owner.text) && owner.text.contains('/') {
            *counts.entry(owner.text).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(owner, _)| owner)
}

/// A pattern and its owners, the owners in the column of a line nearby.
fn aligned(pattern: &str, owners: &str, like: Option<&OwnerLine>) -> String {
    let column = like.and_then(|line| {
        let first = line.owners.first()?;
        Some((first.span.start - line.pattern.span.start) as usize)
    });
    let width = column.unwrap_or(0).max(pattern.len() + 1);
    format!("{pattern:width$}{owners}")
}

/// Where the line after a line begins; and what must stand before text that is put there.
fn after_line(cx: &FileCx, line: Span) -> (usize, &'static str) {
    let end = line.end as usize;
    match cx.text()[end..].find('\n') {
        Some(at) => (end + at + 1, ""),
        None => (cx.text().len(), cx.newline()),
    }
}
