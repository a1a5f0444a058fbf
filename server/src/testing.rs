//! Fixtures for tests: repositories in memory, cursor and range marks.
//!
//! A fixture is a text of several files: a line `//- path` starts one. A first line
//! `//! core` sets the repository kind (extras otherwise). `«…»` marks an expected
//! range, `‸` a cursor; neither is part of the file. A fixture without a manifest for
//! an integration gets [`MANIFEST`] for it; `//! bare` prevents that. Files below
//! `<templates>/` are ddev's templates.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::TemplateSet;
use crate::ide::{self, Completion};
use crate::model::{RepoKind, SourceFile};
use crate::rules::{self, Finding, Rule};
use crate::text::{FileAction, Span, apply_edits};
use crate::workspace::{
    Entry, EntryKind, FileCx, Listing, Overrides, ReadError, Repo, Source, TemplateOrigin,
    Templates,
};

/// Numbers below a bound, by chance and still the same in every run. Of no numbers below zero
/// it gives zero.
pub(crate) fn random(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    }
}

/// Texts of the files that a list names, whose path an environment variable holds; without it none.
/// So tests on random texts can be run on real files, too.
pub(crate) fn texts_listed_in(variable: &str) -> Vec<String> {
    let list = std::env::var_os(variable);
    let list = list.map_or(String::new(), |path| std::fs::read_to_string(path).unwrap());
    let texts = list.lines();
    texts
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

/// A healthy manifest of an integration `Foo` with metric prefix `foo.`.
pub(crate) const MANIFEST: &str = r#"{
  "manifest_version": "2.0.0",
  "app_uuid": "5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3d",
  "app_id": "foo",
  "owner": "agent-integrations",
  "display_on_public_website": true,
  "tile": {
    "overview": "README.md#Overview",
    "configuration": "README.md#Setup",
    "support": "README.md#Support",
    "changelog": "CHANGELOG.md",
    "description": "Watch Foo.",
    "title": "Foo",
    "media": [],
    "classifier_tags": ["Category::Metrics", "Offering::Integration"]
  },
  "assets": {
    "integration": {
      "auto_install": true,
      "source_type_id": 10000001,
      "source_type_name": "Foo",
      "events": {"creates_events": false},
      "metrics": {
        "prefix": "foo.",
        "check": "foo.a",
        "metadata_path": "metadata.csv"
      }
    }
  },
  "author": {
    "support_email": "help@example.com",
    "name": "Foo Makers",
    "homepage": "https://example.com",
    "sales_email": "sales@example.com"
  }
}
"#;

/// A repository in memory.
pub(crate) struct MemorySource {
    files: BTreeMap<String, Arc<str>>,
}

impl MemorySource {
    /// Files by path relative to the root.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(p, t)| ((*p).to_owned(), Arc::from(*t)))
                .collect(),
        }
    }
}

impl Source for MemorySource {
    fn directories(&self) -> Vec<String> {
        let mut dirs: Vec<String> = self
            .files
            .keys()
            .filter_map(|path| path.split_once('/').map(|(dir, _)| dir.to_owned()))
            .filter(|dir| !dir.starts_with('.'))
            .collect();
        dirs.dedup();
        dirs
    }

    fn list(&self, directory: &str) -> Listing {
        let prefix = if directory.is_empty() {
            String::new()
        } else {
            format!("{directory}/")
        };
        let mut entries = Vec::new();
        for (path, text) in &self.files {
            let Some(path) = path.strip_prefix(&prefix) else {
                continue;
            };
            for (at, _) in path.match_indices('/') {
                entries.push(Entry {
                    path: path[..at].into(),
                    kind: EntryKind::Directory,
                });
            }
            let kind = EntryKind::File(text.len() as u64);
            entries.push(Entry {
                path: path.into(),
                kind,
            });
        }
        Listing::new(entries)
    }

    fn list_root(&self) -> Listing {
        let entry = |path: &str, kind| Entry {
            path: path.into(),
            kind,
        };
        let entries = self.files.iter().map(|(path, text)| {
            let file = EntryKind::File(text.len() as u64);
            match path.split_once('/') {
                Some((dir, _)) if !dir.starts_with('.') => entry(dir, EntryKind::Opaque),
                _ => entry(path, file),
            }
        });
        Listing::new(entries.collect())
    }

    fn read(&self, path: &str) -> Result<Arc<str>, ReadError> {
        self.files.get(path).cloned().ok_or(ReadError::NotFound)
    }
}

/// A loaded fixture.
pub(crate) struct Fixture {
    pub(crate) repo: Repo,
    pub(crate) files: Vec<SourceFile>,
    /// Marked ranges by path.
    pub(crate) marks: Vec<(String, Span)>,
    /// The cursor, if any: path and byte offset.
    pub(crate) cursor: Option<(String, usize)>,
}

impl Fixture {
    pub(crate) fn new(text: &str) -> Self {
        let (mut kind, mut bare) = (RepoKind::Extras, false);
        let mut parts: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            if let Some(flag) = line.strip_prefix("//! ") {
                match flag.trim() {
                    "bare" => bare = true,
                    name => kind = RepoKind::from_name(name).expect("a repository kind"),
                }
            } else if let Some(path) = line.strip_prefix("//- ") {
                parts.push((path.trim_end().to_owned(), String::new()));
            } else {
                parts
                    .last_mut()
                    .expect("a `//- path` line first")
                    .1
                    .push_str(line);
            }
        }
        let (mut marks, mut cursor) = (Vec::new(), None);
        for (path, text) in &mut parts {
            let marked = std::mem::take(text);
            *text = strip_marks(path, &marked, &mut marks, &mut cursor);
        }
        let templates = take_templates(&mut parts);
        let dirs: Vec<String> = parts
            .iter()
            .filter_map(|(path, _)| path.split_once('/').map(|(dir, _)| dir.to_owned()))
            .filter(|dir| !dir.starts_with('.'))
            .collect();
        // A folder that only has to be there, such as `docs`, stays without.
        for dir in dirs.into_iter().filter(|dir| dir != "docs") {
            let path = format!("{dir}/manifest.json");
            if !bare && !parts.iter().any(|(p, _)| *p == path) {
                parts.push((path, MANIFEST.to_owned()));
            }
        }
        let files: Vec<(&str, &str)> = parts.iter().map(|(p, t)| (&**p, &**t)).collect();
        let single = (kind == RepoKind::Single).then_some("foo");
        let source = MemorySource::new(&files);
        let overrides = Overrides::kind(Some(kind));
        let (repo, loads) = Repo::load(&source, single, &overrides, &[], &|_| true, &|_| {});
        let files = loads.into_iter().flat_map(|load| load.files).collect();
        Self {
            repo: repo.with_templates(templates),
            files,
            marks,
            cursor,
        }
    }

    /// All findings of a file in this fixture's repository.
    pub(crate) fn check(&self, file: &SourceFile) -> Vec<Finding> {
        rules::check_file(&self.context(file))
    }

    /// The file in its surroundings.
    pub(crate) fn context<'a>(&'a self, file: &'a SourceFile) -> FileCx<'a> {
        let (integration, _) = self
            .repo
            .home_of(&file.path)
            .expect("a file of the repository");
        FileCx {
            repo: &self.repo,
            integration,
            file,
        }
    }

    /// The file at a path.
    pub(crate) fn file(&self, path: &str) -> &SourceFile {
        self.files
            .iter()
            .find(|file| &*file.path == path)
            .expect("a file of the fixture")
    }

    /// Findings of one rule over all files.
    pub(crate) fn findings_of(&self, rule: &'static Rule) -> Vec<Finding> {
        let files = self.files.iter();
        files
            .flat_map(|f| rules::check_with(&self.context(f), [rule].into_iter()))
            .collect()
    }
}

/// Takes the files below `<templates>/` out; `None` if there are none.
fn take_templates(parts: &mut Vec<(String, String)>) -> Option<Templates> {
    let mut files: Vec<(String, Arc<str>)> = Vec::new();
    parts.retain(|(path, text)| match path.strip_prefix("<templates>/") {
        Some(path) => {
            files.push((path.to_owned(), text.as_str().into()));
            false
        }
        None => true,
    });
    let set = TemplateSet::from_files(files, "40.0.1", "the fixture");
    (!set.is_empty()).then(|| Templates {
        set: Arc::new(set),
        dir: "/templates".into(),
        origin: TemplateOrigin::Ddev,
        version: Some("40.0.1".to_owned()),
    })
}

fn strip_marks(
    path: &str,
    marked: &str,
    marks: &mut Vec<(String, Span)>,
    cursor: &mut Option<(String, usize)>,
) -> String {
    let mut text = String::new();
    let mut open = Vec::new();
    for c in marked.chars() {
        match c {
            '«' => open.push(text.len()),
            '»' => {
                let start = open.pop().expect("`«` before `»`");
                marks.push((path.to_owned(), Span::new(start, text.len())));
            }
            '‸' => *cursor = Some((path.to_owned(), text.len())),
            c => text.push(c),
        }
    }
    text
}

/// The rule finds exactly the marked ranges. Returns the findings for closer looks.
#[track_caller]
pub(crate) fn assert_findings(rule: &'static Rule, fixture: &str) -> Vec<Finding> {
    assert!(
        rules::find(rule.code).is_some(),
        "{} is not registered",
        rule.code
    );
    let fixture = Fixture::new(fixture);
    let findings = fixture.findings_of(rule);
    let show = |path: &str, span: Span| {
        format!(
            "{path} {:?} {:?}",
            span.range(),
            span.slice(&fixture.file(path).text)
        )
    };
    let mut found: Vec<String> = findings.iter().map(|f| show(&f.path, f.span)).collect();
    let mut wanted: Vec<String> = fixture.marks.iter().map(|(p, s)| show(p, *s)).collect();
    found.sort();
    wanted.sort();
    assert_eq!(
        found, wanted,
        "findings (left) and marks (right); messages: {findings:#?}"
    );
    findings
}

/// Applying the first fix of the first finding with one gives the text, and that finding is gone.
#[track_caller]
pub(crate) fn assert_fix(rule: &'static Rule, before: &str, after: &str) {
    let fixture = Fixture::new(before);
    let findings = fixture.findings_of(rule);
    let mut fixable = findings.iter().filter(|finding| !finding.fixes.is_empty());
    let finding = fixable.next().expect("a finding with a fix");
    let fix = &finding.fixes[0];
    let edit = fix.edits.first().expect("an edit");
    let FileAction::Edit(edits) = &edit.action else {
        panic!("the fix creates a file")
    };
    let fixed = apply_edits(&fixture.file(&edit.path).text, edits).expect("edits apply");
    assert_eq!(fixed, after);
    let kind = fixture.file(&edit.path).kind;
    let file = SourceFile::parse(edit.path.as_str().into(), kind, fixed.into());
    let left = rules::check_with(&fixture.context(&file), [rule].into_iter());
    if edit.path == *finding.path {
        assert!(
            left.len() < findings.len(),
            "the fix leaves its finding: {left:?}"
        );
    }
}

/// Completions at the cursor.
#[track_caller]
pub(crate) fn completions(fixture: &str) -> Vec<Completion> {
    let fixture = Fixture::new(fixture);
    let (path, offset) = fixture.cursor.clone().expect("a cursor");
    ide::completion(&fixture.context(fixture.file(&path)), offset)
}

/// The text after accepting the completion of a label; snippet placeholders stay in it.
#[track_caller]
pub(crate) fn accept_completion(fixture: &str, label: &str) -> String {
    let fixture = Fixture::new(fixture);
    let (path, offset) = fixture.cursor.clone().expect("a cursor");
    let items = ide::completion(&fixture.context(fixture.file(&path)), offset);
    let labels: Vec<_> = items.iter().map(|item| item.label.as_str()).collect();
    let item = items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no completion {label:?} among {labels:?}"));
    assert!(
        item.edit.span.touches(offset),
        "the edit does not touch the cursor"
    );
    let mut edits = vec![item.edit.clone()];
    edits.extend(item.additional_edits.iter().cloned());
    apply_edits(&fixture.file(&path).text, &edits).expect("edits apply")
}

/// Hover text at the cursor.
#[track_caller]
pub(crate) fn hover(fixture: &str) -> Option<String> {
    let fixture = Fixture::new(fixture);
    let (path, offset) = fixture.cursor.clone().expect("a cursor");
    let cx = fixture.context(fixture.file(&path));
    ide::hover(&cx, offset).map(|hover| hover.markdown)
}
