//! Every safe fix of a file or a repository in one edit: fixes are applied in rounds to texts
//! in memory until nothing more changes, as `check --fix` does on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::diagnostic::{closed_view, files};
use crate::ide::{Rounds, compatible_edits};
use crate::lsp::convert::absolute;
use crate::lsp::server::Session;
use crate::model::SourceFile;
use crate::rules::{self, Applicability, Finding};
use crate::text::{FileAction, FileEdit, Span, TextEdit, apply_edits, line_edits};
use crate::workspace::{FileView, State};

/// What safe fixes make of some files.
#[derive(Default)]
pub(super) struct Fixes {
    /// Fixes applied, renamed files included.
    pub(super) count: usize,
    /// Changes of the files as they are in the session.
    pub(super) edits: Vec<FileEdit>,
}

/// A file before and after.
struct Fixed {
    before: Arc<SourceFile>,
    after: String,
    /// Edits that lead from one to the other; `None` after a second round.
    edits: Option<Vec<TextEdit>>,
}

impl Fixed {
    fn into_edits(self) -> Vec<TextEdit> {
        let before = &self.before.text;
        self.edits.unwrap_or_else(|| {
            let by_line = line_edits(before, &self.after);
            let is_same = apply_edits(before, &by_line).is_ok_and(|text| text == self.after);
            if is_same {
                return by_line;
            }
            // Fixes of line breaks: lines say nothing of these.
            let whole = Span::new(0, before.len());
            vec![TextEdit::replace(whole, self.after)]
        })
    }
}

/// Safe fixes of all files of the repository at a root; `None` before everything is read, when
/// some findings are not there yet and some are not true.
pub(super) fn of_repository(session: &Session, root: &Path) -> Option<Fixes> {
    let renames = session.client.renames_files;
    Fixing::new(session, renames).run(|state, touched| {
        let now = state.now();
        let repository = now.repositories.get(root)?;
        let repo = now.repo(root).filter(|repo| repo.complete)?;
        let files = files(&repo)
            .filter(|file| touched.is_none_or(|touched| touched.contains(&file.integration.dir)));
        let views = files.filter_map(|file| {
            let path = absolute(root, &file.integration.repo_path(file.name));
            let view = if now.documents.contains_key(&path) {
                now.view(&path)
            } else {
                closed_view(repository, &repo, &file)
            };
            Some((path, view?))
        });
        Some(views.map(checked).collect())
    })
}

/// Safe fixes of one open file, which keeps its name.
pub(super) fn of_file(session: &Session, path: &Path) -> Option<Fixes> {
    Fixing::new(session, false).run(|state, _| {
        let view = state.now().view(path)?;
        Some(vec![checked((path.to_owned(), view))])
    })
}

/// A file with its findings.
struct Checked {
    path: PathBuf,
    dir: Arc<str>,
    file: Arc<SourceFile>,
    findings: Vec<Finding>,
}

fn checked((path, view): (PathBuf, FileView)) -> Checked {
    Checked {
        path,
        dir: Arc::clone(&view.integration.dir),
        findings: rules::check_file(&view.cx()),
        file: view.file,
    }
}

/// Directories of integrations.
type Dirs = BTreeSet<Arc<str>>;

struct Fixing {
    /// Where files that were fixed are open with their new texts.
    state: State,
    renames: bool,
    rounds: Rounds,
    count: usize,
    fixed: BTreeMap<PathBuf, Fixed>,
    /// New paths of files by their old ones.
    renamed: BTreeMap<String, String>,
}

impl Fixing {
    fn new(session: &Session, renames: bool) -> Self {
        Self {
            state: State::apart(&session.snapshot),
            renames,
            rounds: Rounds::default(),
            count: 0,
            fixed: BTreeMap::new(),
            renamed: BTreeMap::new(),
        }
    }

    /// `check` looks at the files of these integrations, or at all.
    fn run(
        mut self,
        check: impl Fn(&State, Option<&Dirs>) -> Option<Vec<Checked>>,
    ) -> Option<Fixes> {
        let mut touched = None;
        loop {
            let changed = self.round(check(&self.state, touched.as_ref())?);
            // What was fixed in one integration seldom concerns another: all are looked at again
            // when nothing more is to be done in these.
            if changed.is_empty() && touched.is_none() {
                return Some(self.into_fixes());
            }
            touched = (!changed.is_empty()).then_some(changed);
        }
    }

    /// Applies the fixes of all these; gives the integrations in which a text changed.
    fn round(&mut self, files: Vec<Checked>) -> Dirs {
        let more = files
            .iter()
            .any(|file| file.findings.iter().any(|f| f.more > 0));
        let mut changed = Vec::new();
        for file in files {
            self.rename(&file.findings);
            let edits = compatible_edits(&file.findings, &file.file.path, Applicability::Safe);
            // Sets that contradict each other are a defect of a rule; the file is left alone.
            let after = apply_edits(&file.file.text, &edits).ok();
            changed.extend(
                after
                    .filter(|after| **after != *file.file.text)
                    .map(|after| (file, edits, after)),
            );
        }
        if changed.is_empty() || !self.rounds.go_on(more) {
            return Dirs::new();
        }
        let dirs = changed.iter().map(|(file, ..)| Arc::clone(&file.dir));
        let dirs = dirs.collect();
        for (file, edits, after) in changed {
            self.replace(file, edits, after);
        }
        dirs
    }

    fn replace(
        &mut self,
        Checked { path, file, .. }: Checked,
        edits: Vec<TextEdit>,
        after: String,
    ) {
        self.count += edits.len();
        let open = self.state.now().documents.get(&path);
        let version = open.map_or(0, |open| open.document.version());
        self.state.open(path.clone(), &after, version);
        if let Some(known) = self.fixed.get_mut(&path) {
            known.after = after;
            known.edits = None;
        } else {
            let fixed = Fixed {
                before: file,
                after,
                edits: Some(edits),
            };
            self.fixed.insert(path, fixed);
        }
    }

    /// Notes which files get another name, once everything else is done.
    fn rename(&mut self, findings: &[Finding]) {
        if !self.renames {
            return;
        }
        for finding in findings {
            let is_safe = |fix: &&rules::Fix| fix.applicability == Applicability::Safe;
            let edits = finding.fixes.iter().find(is_safe).map(|fix| &fix.edits);
            for FileEdit { path, action } in edits.into_iter().flatten() {
                let FileAction::Rename(new) = action else {
                    continue;
                };
                let is_taken = self.renamed.values().any(|other| other == new);
                if !is_taken && !self.renamed.contains_key(path) {
                    self.renamed.insert(path.clone(), new.clone());
                    self.count += 1;
                }
            }
        }
    }

    fn into_fixes(self) -> Fixes {
        let texts = self.fixed.into_values().map(|fixed| FileEdit {
            path: fixed.before.path.to_string(),
            action: FileAction::Edit(fixed.into_edits()),
        });
        let names = self.renamed.into_iter().map(|(path, new)| FileEdit {
            path,
            action: FileAction::Rename(new),
        });
        Fixes {
            count: self.count,
            edits: texts.chain(names).collect(),
        }
    }
}
