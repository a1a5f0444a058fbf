//! Fixtures for the tests of saved view rules.

use crate::testing::MANIFEST;

/// A healthy saved view.
const VIEW: &str = r#"{
  "name": "Foo errors",
  "type": "logs",
  "page": "stream",
  "query": "source:foo",
  "timerange": {"interval_ms": 86400000},
  "visible_facets": ["service"],
  "options": {"columns": ["content"]}
}
"#;

/// A manifest that names the saved view.
pub(super) fn manifest() -> String {
    let text = MANIFEST.replace(
        "\"assets\": {",
        "\"assets\": {\"saved_views\": {\"Foo\": \"assets/saved_views/foo.json\"},",
    );
    format!("//- foo/manifest.json\n{text}")
}

/// A repository whose saved view is this text.
pub(super) fn file(text: &str) -> String {
    format!("{}//- foo/assets/saved_views/foo.json\n{text}", manifest())
}

/// The healthy view with each text replaced.
#[track_caller]
pub(super) fn text(changes: &[(&str, &str)]) -> String {
    let mut text = VIEW.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the saved view has no {from:?}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// The same in a repository.
#[track_caller]
pub(super) fn changed(changes: &[(&str, &str)]) -> String {
    file(&text(changes))
}
