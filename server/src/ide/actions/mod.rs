//! Code actions: the fixes of findings at a range, fix-all, and source actions.

mod metadata;
mod suppress;

use crate::rules::{Applicability, Finding, Fix};
use crate::text::{FileAction, FileEdit, Span, TextEdit};
use crate::workspace::{FileCx, MetadataCx};

pub use suppress::suppressions;

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKind {
    /// Resolves findings.
    QuickFix,
    /// Applies every safe fix of the file.
    FixAll,
    /// Sorts the rows of `metadata.csv` by metric name.
    SortRows,
    /// Writes again what is derived from a specification.
    Sync,
}

/// An action.
#[derive(Debug, Clone)]
pub struct Action<'f> {
    /// Imperative.
    pub title: String,
    /// What it is for.
    pub kind: ActionKind,
    /// The finding it resolves.
    pub finding: Option<&'f Finding>,
    /// The one to apply without asking.
    pub preferred: bool,
    /// What changes.
    pub edits: Vec<FileEdit>,
}

/// Fixes of the findings that touch a range.
#[must_use]
pub fn quick_fixes(findings: &[Finding], span: Span) -> Vec<Action<'_>> {
    let touches = |f: &&Finding| f.span.start <= span.end && span.start <= f.span.end;
    findings
        .iter()
        .filter(touches)
        .flat_map(|finding| {
            let safe = finding
                .fixes
                .iter()
                .position(|f| f.applicability == Applicability::Safe);
            finding
                .fixes
                .iter()
                .enumerate()
                .map(move |(index, fix)| Action {
                    title: title(fix),
                    kind: ActionKind::QuickFix,
                    finding: Some(finding),
                    preferred: Some(index) == safe,
                    edits: fix.edits.clone(),
                })
        })
        .collect()
}

/// Unsafe fixes say so in their title.
fn title(fix: &Fix) -> String {
    match fix.applicability {
        Applicability::Safe => fix.title.clone(),
        Applicability::Unsafe => format!("{} (unsafe)", fix.title),
    }
}

/// Actions on the whole file: all safe fixes, and sorting where it changes something.
#[must_use]
pub fn source_actions<'f>(cx: &FileCx, findings: &'f [Finding]) -> Vec<Action<'f>> {
    let mut actions = Vec::new();
    let edits = compatible_edits(findings, &cx.file.path, Applicability::Safe);
    if !edits.is_empty() {
        actions.push(source(
            "Fix all safely fixable problems",
            ActionKind::FixAll,
            cx,
            edits,
        ));
    }
    if let Some(edit) = MetadataCx::of(*cx).and_then(|cx| metadata::sort_rows(&cx)) {
        actions.push(source(
            "Sort rows by metric name",
            ActionKind::SortRows,
            cx,
            vec![edit],
        ));
    }
    actions
}

fn source<'f>(title: &str, kind: ActionKind, cx: &FileCx, edits: Vec<TextEdit>) -> Action<'f> {
    let edit = FileEdit {
        path: cx.file.path.to_string(),
        action: FileAction::Edit(edits),
    };
    Action {
        title: title.to_owned(),
        kind,
        finding: None,
        preferred: false,
        edits: vec![edit],
    }
}

/// Edits of the first fixes of all findings on one file, as far as they do not touch each
/// other; earlier findings win. Fixes that change other files too are left out.
#[must_use]
pub fn compatible_edits(findings: &[Finding], path: &str, up_to: Applicability) -> Vec<TextEdit> {
    let mut taken: Vec<TextEdit> = Vec::new();
    for finding in findings {
        let allowed =
            |fix: &&Fix| up_to == Applicability::Unsafe || fix.applicability == Applicability::Safe;
        let Some(fix) = finding.fixes.iter().find(allowed) else {
            continue;
        };
        let [
            FileEdit {
                path: target,
                action: FileAction::Edit(edits),
            },
        ] = fix.edits.as_slice()
        else {
            continue;
        };
        if target == path && !edits.iter().any(|edit| collides(edit, &taken)) {
            taken.extend(edits.iter().cloned());
        }
    }
    taken
}

/// Fixing goes in rounds, since a fix may make way for another; this says when to stop.
#[derive(Debug, Default)]
pub struct Rounds {
    /// Rounds in which rules told everything they found.
    complete: usize,
    all: usize,
}

impl Rounds {
    /// More than this means that two rules disagree.
    const MOST: usize = 10;
    /// The same where a rule finds more in a file than it tells at once.
    const MOST_OF_MANY: usize = 1000;

    /// True when another round of fixes may be applied. `more`: a rule found more than it told.
    pub fn go_on(&mut self, more: bool) -> bool {
        self.all += 1;
        if !more {
            self.complete += 1;
        }
        self.complete <= Self::MOST && self.all <= Self::MOST_OF_MANY
    }
}

/// Touching edits are kept apart: two deletions side by side may share a comma.
fn collides(edit: &TextEdit, taken: &[TextEdit]) -> bool {
    taken
        .iter()
        .any(|t| t.span.start <= edit.span.end && edit.span.start <= t.span.end)
}
