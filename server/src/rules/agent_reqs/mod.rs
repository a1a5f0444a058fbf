//! Rules about `requirements-agent-release.txt`: the integrations that the Agent ships.

mod missing_file;
mod out_of_sync;
mod stale;
mod unreleased;

use super::Rule;
use crate::model::RepoKind;
use crate::text::Span;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &missing_file::MISSING_FILE,
    &out_of_sync::OUT_OF_SYNC,
    &stale::STALE,
    &unreleased::UNRELEASED,
];

/// Integrations of other repositories are installed by their users.
fn applies(cx: &FileCx) -> bool {
    cx.repo.kind == RepoKind::Core
}

/// A line with its end.
fn whole_line(cx: &FileCx, line: Span) -> Span {
    let end = line.end as usize;
    let tail = &cx.text()[end..];
    let next = tail.find('\n').map_or(cx.text().len(), |at| end + at + 1);
    Span::new(line.start as usize, next)
}
