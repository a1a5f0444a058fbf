//! Fixtures for the tests of service check rules: a healthy file with changes.

use crate::testing::MANIFEST;

/// A healthy service check of the integration `Foo`.
pub(super) const CHECK: &str = r#"{
    "agent_version": "6.0.0",
    "integration": "Foo",
    "check": "foo.can_connect",
    "statuses": ["ok", "critical"],
    "groups": ["host"],
    "name": "Can connect",
    "description": "Whether Foo answers."
  }"#;

/// A manifest that names the service checks.
pub(super) fn manifest() -> String {
    let text = MANIFEST.replace(
        "\"metrics\": {",
        "\"service_checks\": {\"metadata_path\": \"assets/service_checks.json\"},\n      \"metrics\": {",
    );
    format!("//- foo/manifest.json\n{text}")
}

/// A repository whose service checks are this text.
pub(super) fn file(text: &str) -> String {
    format!("{}//- foo/assets/service_checks.json\n{text}", manifest())
}

/// The healthy service check with each text replaced, in a file of its own.
#[track_caller]
pub(super) fn text(changes: &[(&str, &str)]) -> String {
    let mut text = format!("[\n  {CHECK}\n]\n");
    for (from, to) in changes {
        assert!(text.contains(from), "the service check has no {from:?}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// The same in a repository.
#[track_caller]
pub(super) fn changed(changes: &[(&str, &str)]) -> String {
    file(&text(changes))
}
