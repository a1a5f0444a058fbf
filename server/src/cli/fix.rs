//! `--fix` and `--diff`: applies fixes in rounds on texts in memory until nothing
//! more changes, then writes each file whole or not at all.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::ops::AddAssign;
use std::sync::Arc;

use super::check::Checked;
use super::write::{is_free, rename_new, renamed, unified, write_whole};
use super::{CheckArgs, Failure};
use crate::ide::{Rounds, compatible_edits};
use crate::model::SourceFile;
use crate::rules::{Applicability, Finding, Fix, Severity};
use crate::text::{FileAction, FileEdit, apply_edits};
use crate::workspace::loader::Disk;
use crate::workspace::{Listing, ReadError, Source, load_integration, load_root};

/// What was changed.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Written {
    /// Edits, created and renamed files.
    pub(super) edits: usize,
    /// Files.
    pub(super) files: usize,
}

impl AddAssign for Written {
    fn add_assign(&mut self, other: Self) {
        self.edits += other.edits;
        self.files += other.files;
    }
}

impl Written {
    /// In words, for `--diff`.
    pub(super) fn would(self) -> String {
        match self.edits {
            0 => "Nothing to fix.".to_owned(),
            _ => format!(
                "{} in {} would be made.",
                plural(self.edits, "change"),
                plural(self.files, "file")
            ),
        }
    }
}

/// `1 file`, `2 files`.
pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// The disk with some texts replaced.
struct Overlay<'a> {
    disk: Disk,
    texts: &'a BTreeMap<String, Arc<str>>,
}

impl Source for Overlay<'_> {
    fn directories(&self) -> Vec<String> {
        self.disk.directories()
    }

    fn list(&self, directory: &str) -> Listing {
        self.disk.list(directory)
    }

    fn list_root(&self) -> Listing {
        self.disk.list_root()
    }

    fn read(&self, path: &str) -> Result<Arc<str>, ReadError> {
        self.texts
            .get(path)
            .cloned()
            .map_or_else(|| self.disk.read(path), Ok)
    }
}

/// Fixes one repository.
pub(super) struct Fixer<'a> {
    checked: &'a mut Checked,
    level: Applicability,
    /// Only what is reported is fixed: nobody expects a change for a hint that was not shown.
    least: Severity,
    texts: BTreeMap<String, Arc<str>>,
    originals: BTreeMap<String, Arc<str>>,
    created: BTreeMap<String, String>,
    /// New paths of files by their old ones.
    renamed: BTreeMap<String, String>,
    edits: usize,
}

impl<'a> Fixer<'a> {
    pub(super) fn new(checked: &'a mut Checked, args: &CheckArgs) -> Self {
        let level = if args.unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        Self {
            checked,
            level,
            least: args.severity.severity(),
            texts: BTreeMap::new(),
            originals: BTreeMap::new(),
            created: BTreeMap::new(),
            renamed: BTreeMap::new(),
            edits: 0,
        }
    }

    /// Applies fixes in memory and leaves the remaining findings in the repository.
    pub(super) fn run(&mut self) -> Result<(), Failure> {
        let mut rounds = Rounds::default();
        while rounds.go_on(self.checked.findings.iter().any(|finding| finding.more > 0)) {
            let changed = self.round()?;
            if changed.is_empty() {
                break;
            }
            self.reload(&changed);
            self.checked.refresh()?;
        }
        Ok(())
    }

    /// One round; returns the directories of the integrations that changed.
    fn round(&mut self) -> Result<Vec<Arc<str>>, Failure> {
        let mut by_path: HashMap<Arc<str>, Vec<Finding>> = HashMap::new();
        for finding in self.reported() {
            by_path
                .entry(Arc::clone(&finding.path))
                .or_default()
                .push(finding.clone());
        }
        let mut changed = Vec::new();
        let mut new_texts: Vec<(String, Arc<str>)> = Vec::new();
        for load in &self.checked.loads {
            for file in &load.files {
                let Some(findings) = by_path.get(&file.path) else {
                    continue;
                };
                let edits = compatible_edits(findings, &file.path, self.level);
                if edits.is_empty() {
                    continue;
                }
                let text = apply_edits(&file.text, &edits).map_err(|_| conflict(file))?;
                if *text == *file.text {
                    continue;
                }
                self.edits += edits.len();
                self.originals
                    .entry(file.path.to_string())
                    .or_insert_with(|| Arc::clone(&file.text));
                new_texts.push((file.path.to_string(), text.into()));
                changed.push(Arc::clone(&load.integration.dir));
            }
        }
        self.texts.extend(new_texts);
        self.create_files();
        self.rename_files();
        changed.dedup();
        Ok(changed)
    }

    fn reported(&self) -> impl Iterator<Item = &Finding> {
        self.checked
            .findings
            .iter()
            .filter(|finding| finding.severity <= self.least)
    }

    /// Notes the files that fixes create; they are not checked again before they exist.
    fn create_files(&mut self) {
        if self.level == Applicability::Safe {
            return;
        }
        let fixes = self.reported().filter_map(|finding| finding.fixes.first());
        let edits: Vec<_> = fixes.flat_map(|fix| fix.edits.clone()).collect();
        for edit in edits {
            if let FileAction::Create(content) = edit.action
                && self.created.insert(edit.path, content).is_none()
            {
                self.edits += 1;
            }
        }
    }

    /// Notes the files that get another name, once everything else is done.
    fn rename_files(&mut self) {
        let level = self.level;
        let allowed = move |fix: &&Fix| level >= fix.applicability;
        let fixes = self.reported().filter_map(|f| f.fixes.iter().find(allowed));
        let edits: Vec<_> = fixes.flat_map(|fix| fix.edits.clone()).collect();
        for FileEdit { path, action } in edits {
            let FileAction::Rename(new) = action else {
                continue;
            };
            let taken = self.renamed.values().any(|other| *other == new)
                || self.created.contains_key(&new)
                || !is_free(&self.checked.root, &path, &new);
            if !taken && !self.renamed.contains_key(&path) {
                self.renamed.insert(path, new);
                self.edits += 1;
            }
        }
    }

    fn reload(&mut self, dirs: &[Arc<str>]) {
        let overlay = Overlay {
            disk: Disk::new(&self.checked.root),
            texts: &self.texts,
        };
        for dir in dirs {
            let config = Arc::clone(&self.checked.repo.config);
            let is_root = self.checked.repo.kind == crate::model::RepoKind::Single;
            let selection = &self.checked.selection;
            let wanted = |path: &str| selection.wants(path);
            let load = if dir.is_empty() {
                Some(load_root(&overlay, &wanted))
            } else {
                load_integration(&overlay, dir, is_root, &config, &wanted)
            };
            let Some(load) = load else {
                continue;
            };
            self.checked.repo = self
                .checked
                .repo
                .with_integration(Arc::clone(&load.integration));
            if let Some(old) = self
                .checked
                .loads
                .iter_mut()
                .find(|l| l.integration.dir == *dir)
            {
                *old = load;
            }
        }
    }

    /// What changed, as a unified diff.
    pub(super) fn diff(&self) -> String {
        let mut out = String::new();
        for (path, new) in &self.renamed {
            let changed = self.originals.get(path).zip(self.texts.get(path));
            out.push_str(&renamed(path, new, changed.map(|(b, a)| (&**b, &**a))));
        }
        for (path, before) in &self.originals {
            if !self.renamed.contains_key(path) {
                let after = &self.texts[path];
                out.push_str(&unified(path, path, before, after));
            }
        }
        for (path, content) in &self.created {
            out.push_str(&unified("/dev/null", path, "", content));
        }
        out
    }

    /// Writes every changed file.
    pub(super) fn write(&mut self) -> Result<(), Failure> {
        for (path, text) in &self.texts {
            let original = &self.originals[path];
            let target = self.checked.root.join(path);
            // Somebody may have saved the file since it was read.
            if fs::read(&target).ok().as_deref() != Some(original.as_bytes()) {
                return Err(format!("{path} changed while it was being fixed; run again").into());
            }
            write_whole(&target, text).map_err(|e| format!("cannot write {path}: {e}"))?;
        }
        for (path, content) in &self.created {
            let target = self.checked.root.join(path);
            if target.exists() {
                continue;
            }
            let made = target.parent().map_or(Ok(()), fs::create_dir_all);
            made.and_then(|()| write_whole(&target, content))
                .map_err(|e| format!("cannot write {path}: {e}"))?;
        }
        for (path, new) in &self.renamed {
            rename_new(&self.checked.root.join(path), &self.checked.root.join(new))
                .map_err(|e| format!("cannot rename {path} to {new}: {e}"))?;
        }
        // What was missing is there now, and is checked like everything else.
        let repo = &self.checked.repo;
        let dirs: Vec<Arc<str>> = self
            .created
            .keys()
            .chain(self.renamed.values())
            .filter_map(|path| Some(Arc::clone(&repo.home_of(path)?.0.dir)))
            .collect();
        if dirs.is_empty() {
            return Ok(());
        }
        self.reload(&dirs);
        self.checked.refresh()
    }

    pub(super) fn written(&self) -> Written {
        let renamed = self.renamed.keys();
        let renamed_only = renamed
            .filter(|path| !self.texts.contains_key(*path))
            .count();
        Written {
            edits: self.edits,
            files: self.texts.len() + self.created.len() + renamed_only,
        }
    }
}

fn conflict(file: &SourceFile) -> Failure {
    format!(
        "the fixes of {} contradict each other; this is a defect of this tool",
        file.path
    )
    .into()
}
