//! Fixtures for the tests of manifest rules: the healthy manifest with changes.

use crate::rules::Rule;
use crate::testing::{Fixture, MANIFEST};
use crate::text::{FileAction, apply_edits};
use crate::workspace::Baseline;

/// `foo/manifest.json` with each text replaced; every one must occur.
#[track_caller]
pub(super) fn manifest(changes: &[(&str, &str)]) -> String {
    let mut text = MANIFEST.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the manifest has no {from:?}");
        text = text.replacen(from, to, 1);
    }
    format!("//- foo/manifest.json\n{text}")
}

/// The manifest with gallery entries, side by side on one line.
pub(super) fn gallery(entries: &[&str]) -> String {
    let list = format!("\"media\": [{}]", entries.join(", "));
    manifest(&[("\"media\": []", &list)])
}

/// The manifest with one picture.
pub(super) fn picture(path: &str, caption: &str) -> String {
    let entry = format!(
        "{{\"media_type\": \"image\", \"caption\": \"{caption}\", \"image_url\": \"{path}\"}}"
    );
    gallery(&[&entry])
}

/// The rule finds exactly the marked ranges of `now` when `before` is published.
#[track_caller]
pub(super) fn assert_against(rule: &'static Rule, before: Option<&str>, now: &str) {
    let fixture = against(before, now);
    let found = fixture.findings_of(rule);
    let found: Vec<_> = found.iter().map(|f| f.span).collect();
    let wanted: Vec<_> = fixture.marks.iter().map(|(_, span)| *span).collect();
    assert_eq!(found, wanted, "{now}");
}

/// The text after the first fix of the first finding.
#[track_caller]
pub(super) fn fixed_against(rule: &'static Rule, before: &str, now: &str) -> String {
    let findings = against(Some(before), now).findings_of(rule);
    let FileAction::Edit(edits) = &findings[0].fixes[0].edits[0].action else {
        panic!("the fix creates a file")
    };
    apply_edits(now, edits).expect("edits apply")
}

fn against(before: Option<&str>, now: &str) -> Fixture {
    let mut fixture = Fixture::new(&format!("//- foo/manifest.json\n{now}"));
    let texts = before.map(|text| ("foo/manifest.json".to_owned(), text.into()));
    fixture.repo = fixture
        .repo
        .with_baseline(Baseline::new(texts.into_iter().collect()));
    fixture
}
