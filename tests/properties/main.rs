//! Properties over damaged input: whatever stands in a file, nothing panics, every
//! range lies in the text, and a fix removes its finding without adding another.

mod kinds;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use integrations_ls::ide;
use integrations_ls::model::{Facts, FileKind, RepoKind, SourceFile};
use integrations_ls::rules::{self, Finding};
use integrations_ls::text::{FileAction, Span, apply_edits};
use integrations_ls::workspace::loader::Disk;
use integrations_ls::workspace::{ColumnHints, FileCx, Integration, Overrides, Repo};

/// Deterministic pseudo-random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The sample repositories with all their files, parsed.
fn samples() -> Vec<(Repo, Vec<SourceFile>)> {
    ["tests/sample", "tests/sample-2016"]
        .into_iter()
        .map(|path| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
            let disk = Disk::new(&root);
            let settings = Overrides::default();
            let (repo, loads) = Repo::load(&disk, None, &settings, &[], &|_| true, &|_| {});
            (
                repo,
                loads.into_iter().flat_map(|load| load.files).collect(),
            )
        })
        .collect()
}

/// The repository with one file's text replaced, and that file.
fn with_text(repo: &Repo, file: &SourceFile, text: &str) -> (Repo, Arc<Integration>, SourceFile) {
    let changed = SourceFile::parse(Arc::clone(&file.path), file.kind, text.into());
    let (integration, inside) = repo.home_of(&file.path).expect("a file of the repository");
    let integration = if file.kind.has_facts(inside) {
        let mut integration = (**integration).clone();
        let facts = Arc::new(Facts::of(&changed));
        integration.facts.insert(inside.into(), facts);
        Arc::new(integration)
    } else {
        Arc::clone(integration)
    };
    (
        repo.with_integration(Arc::clone(&integration)),
        integration,
        changed,
    )
}

/// Cuts, repeats and junk that half-typed files have.
fn damage(text: &str, random: &mut Random) -> String {
    const JUNK: [&str; 16] = [
        "\"", ",", "{", "}", "[", "]", ":", "\n", "\r\n", "#", "## ", "`", "\u{feff}", "é😀", "\0",
        "<!--",
    ];
    let (a, b) = (random.boundary(text), random.boundary(text));
    let (a, b) = (a.min(b), a.max(b));
    match random.below(5) {
        0 => text[..a].to_owned(),
        1 => format!("{}{}", &text[..a], &text[b..]),
        2 => format!("{}{}", &text[..b], &text[a..]),
        _ => format!(
            "{}{}{}",
            &text[..a],
            JUNK[random.below(JUNK.len())],
            &text[a..]
        ),
    }
}

#[track_caller]
fn in_bounds(text: &str, span: Span, what: &str) {
    assert!(
        text.get(span.range()).is_some(),
        "{what}: {span:?} is not in the text"
    );
}

fn exercise(cx: &FileCx, offsets: impl Iterator<Item = usize>) {
    let text = &cx.file.text;
    let findings = rules::check_file(cx);
    for finding in &findings {
        in_bounds(text, finding.span, finding.rule.code);
        for other in &finding.related {
            if other.path == *cx.file.path {
                in_bounds(text, other.span, finding.rule.code);
            }
        }
        for fix in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            if let FileAction::Edit(edits) = &fix.action
                && fix.path == *cx.file.path
            {
                apply_edits(text, edits).unwrap_or_else(|e| panic!("{}: {e:?}", finding.rule.code));
            }
        }
    }
    for offset in offsets {
        at(cx, &findings, offset);
    }
    check_symbols(text, &ide::document_symbols(cx), None);
    ide::folding(cx)
        .iter()
        .for_each(|fold| in_bounds(text, fold.span, "fold"));
    ide::links(cx)
        .iter()
        .for_each(|link| in_bounds(text, link.span, "link"));
    apply(cx, &ide::source_actions(cx, &findings));
    let whole = Span::new(0, text.len());
    let tokens = ide::tokens(cx, whole).unwrap_or_default();
    for token in &tokens {
        in_bounds(text, token.span, "token");
    }
    for pair in tokens.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "tokens: {pair:?}");
    }
    for hint in ide::hints(cx, whole, ColumnHints::All) {
        in_bounds(text, Span::at(hint.offset), "hint");
    }
}

/// Everything an editor asks at a place.
fn at(cx: &FileCx, findings: &[Finding], offset: usize) {
    let text = &cx.file.text;
    for item in ide::completion(cx, offset) {
        in_bounds(text, item.edit.span, &item.label);
        assert!(
            item.edit.span.touches(offset),
            "{}: at {offset} {} edits {:?}\n{text:?}",
            cx.file.path,
            item.label,
            item.edit.span
        );
        let lines = item.edit.span.slice(text).lines().count();
        assert!(lines <= 1, "{} replaces several lines", item.label);
        let mut edits = item.additional_edits.clone();
        edits.push(item.edit);
        apply_edits(text, &edits).unwrap_or_else(|e| panic!("{}: {e:?}", item.label));
    }
    if let Some(hover) = ide::hover(cx, offset) {
        in_bounds(text, hover.span, "hover");
        assert!(
            hover.span.touches(offset),
            "{}: at {offset} hover of {:?} {:?}",
            cx.file.path,
            hover.span,
            hover.span.slice(text)
        );
        assert!(!hover.markdown.trim().is_empty());
    }
    for target in ide::definition(cx, offset) {
        in_bounds(text, target.origin, "definition");
        if target.path == *cx.file.path {
            in_bounds(text, target.span, "target");
        }
    }
    let here = Span::at(offset);
    apply(cx, &ide::quick_fixes(findings, here));
    apply(cx, &ide::suppressions(cx, findings, here));
}

/// The edits of actions fit the file.
fn apply(cx: &FileCx, actions: &[ide::Action]) {
    for action in actions {
        for edit in &action.edits {
            if let FileAction::Edit(edits) = &edit.action
                && edit.path == *cx.file.path
            {
                apply_edits(&cx.file.text, edits)
                    .unwrap_or_else(|e| panic!("{}: {e:?}", action.title));
            }
        }
    }
}

fn check_symbols(text: &str, symbols: &[ide::Symbol], parent: Option<Span>) {
    for symbol in symbols {
        in_bounds(text, symbol.span, &symbol.name);
        assert!(
            symbol.span.contains(symbol.selection),
            "{}: selection outside",
            symbol.name
        );
        assert!(
            parent.is_none_or(|p| p.contains(symbol.span)),
            "{}: outside parent",
            symbol.name
        );
        check_symbols(text, &symbol.children, Some(symbol.span));
    }
}

#[test]
fn damaged_files_never_panic_and_ranges_stay_inside() {
    let mut random = Random(2016);
    for (repo, files) in samples() {
        for file in &files {
            for _ in 0..60 {
                let mut text = damage(&file.text, &mut random);
                if random.below(3) == 0 {
                    text = damage(&text, &mut random);
                }
                let (repo, integration, changed) = with_text(&repo, file, &text);
                let cx = FileCx {
                    repo: &repo,
                    integration: &integration,
                    file: &changed,
                };
                let offsets: Vec<usize> = (0..4).map(|_| random.boundary(&text)).collect();
                exercise(&cx, offsets.into_iter());
            }
        }
    }
}

/// A copy of the sample that has files of all kinds.
fn all_kinds(root: &Path, kind: RepoKind) -> (Repo, Vec<SourceFile>) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample");
    copy(&sample, root);
    for (path, text) in kinds::FILES {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(path, text).expect("a file is written");
    }
    let overrides = Overrides::kind(Some(kind));
    let disk = Disk::new(root);
    let (repo, loads) = Repo::load(&disk, None, &overrides, &[], &|_| true, &|_| {});
    (
        repo,
        loads.into_iter().flat_map(|load| load.files).collect(),
    )
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder is made");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).expect("a file is copied");
        }
    }
}

/// Places where a cursor may stand, at most about so many.
fn boundaries(text: &str, most: usize) -> impl Iterator<Item = usize> {
    let step = text.len() / most + 1;
    let all = (0..=text.len()).step_by(step).chain([text.len()]);
    // No position of an editor lies inside of a line break.
    let in_break = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    all.filter(move |at| text.is_char_boundary(*at) && !in_break(*at))
}

fn exercise_text(repo: &Repo, file: &SourceFile, text: &str, places: usize) {
    let (repo, integration, changed) = with_text(repo, file, text);
    let cx = FileCx {
        repo: &repo,
        integration: &integration,
        file: &changed,
    };
    exercise(&cx, boundaries(text, places));
}

#[test]
fn the_cursor_may_stand_anywhere_in_files_of_every_kind() {
    let root = tempfile::tempdir().expect("a folder");
    for kind in [RepoKind::Extras, RepoKind::Core] {
        let (repo, files) = all_kinds(root.path(), kind);
        for kind in FileKind::ALL {
            assert!(files.iter().any(|file| file.kind == kind), "no {kind:?}");
        }
        for file in &files {
            exercise_text(&repo, file, &file.text, 150);
        }
    }
}

#[test]
fn half_written_files_of_every_kind_are_no_danger() {
    let root = tempfile::tempdir().expect("a folder");
    let mut random = Random(5);
    for kind in [RepoKind::Marketplace, RepoKind::Core] {
        let (repo, files) = all_kinds(root.path(), kind);
        for file in &files {
            for at in boundaries(&file.text, 12) {
                // The text up to the cursor, as while it is typed.
                let text = &file.text[..at];
                let (repo, integration, changed) = with_text(&repo, file, text);
                let cx = FileCx {
                    repo: &repo,
                    integration: &integration,
                    file: &changed,
                };
                exercise(&cx, [at].into_iter());
            }
            for _ in 0..12 {
                let mut text = damage(&file.text, &mut random);
                if random.below(2) == 0 {
                    text = text.replace('\n', "\r\n");
                }
                exercise_text(&repo, file, &text, 5);
            }
        }
    }
}

/// Findings counted by rule and message.
fn tally(findings: &[Finding]) -> BTreeMap<(&'static str, &str), usize> {
    let mut tally = BTreeMap::new();
    for finding in findings {
        *tally
            .entry((finding.rule.code, finding.message.as_str()))
            .or_insert(0) += 1;
    }
    tally
}

/// Checks every fix of a file that edits only this file.
fn fixes_help(repo: &Repo, integration: &Integration, file: &SourceFile) {
    let before = rules::check_file(&FileCx {
        repo,
        integration,
        file,
    });
    for finding in &before {
        for fix in &finding.fixes {
            let [edit] = fix.edits.as_slice() else {
                continue;
            };
            let FileAction::Edit(edits) = &edit.action else {
                continue;
            };
            if edit.path != *file.path {
                continue;
            }
            let text = apply_edits(&file.text, edits).expect("edits apply");
            let (repo, integration, changed) = with_text(repo, file, &text);
            let cx = FileCx {
                repo: &repo,
                integration: &integration,
                file: &changed,
            };
            let after = rules::check_file(&cx);
            let key = (finding.rule.code, finding.message.as_str());
            let left = tally(&after).get(&key).copied().unwrap_or(0);
            let had = tally(&before)[&key];
            let what = format!("{}: {} in {}", finding.rule.code, fix.title, file.path);
            assert!(left < had, "{what} leaves its finding\n{text}");
            // A repaired value may now be judged by other rules, but not be worse than before.
            assert!(
                after.len() < before.len() + 1,
                "{what} adds findings: {after:#?}"
            );
        }
    }
}

#[test]
fn every_fix_of_the_samples_removes_its_finding_and_adds_none() {
    for (repo, files) in samples() {
        for file in &files {
            let (integration, _) = repo.home_of(&file.path).expect("a file of the repository");
            fixes_help(&repo, integration, file);
        }
    }
}

/// Editing facts one file at a time gives the same findings as loading everything anew.
#[test]
fn replacing_one_integration_equals_a_full_load() {
    for (repo, files) in samples() {
        for file in &files {
            let (again, integration, changed) = with_text(&repo, file, &file.text);
            let cx = FileCx {
                repo: &again,
                integration: &integration,
                file: &changed,
            };
            let (original, _) = repo.home_of(&file.path).expect("a file of the repository");
            let full = FileCx {
                repo: &repo,
                integration: original,
                file,
            };
            let show = |cx: &FileCx| format!("{:?}", rules::check_file(cx));
            assert_eq!(show(&cx), show(&full));
        }
    }
}
