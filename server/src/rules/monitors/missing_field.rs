//! `monitors/missing-field`

use super::readable;
use crate::model::FileKind;
use crate::rules::dashboards::top;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::insert_member;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::FileCx;

rule! {
    /// A monitor lacks a key that every monitor has.
    ///
    /// ## Why
    /// A monitor of today has an envelope with `title`, `description`, `tags` and
    /// `definition`; the monitor itself needs a name, a type, a query and a message. Without
    /// an envelope, as until 2023, it had `tags`, `options` and
    /// `recommended_monitor_metadata` beside them.
    ///
    /// ## Fix
    /// Inserts the key with an empty value to fill in.
    MISSING_FIELD = "monitors/missing-field",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Monitor, check),
}

const ENVELOPE: [&str; 4] = ["title", "tags", "description", "definition"];
const BODY: [&str; 4] = ["name", "type", "query", "message"];
const FLAT: [&str; 7] = [
    "name",
    "type",
    "query",
    "message",
    "tags",
    "options",
    "recommended_monitor_metadata",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(monitor) = readable(cx) else {
        return;
    };
    if !monitor.wrapped {
        return report(monitor.root, "The monitor", &FLAT, sink);
    }
    report(monitor.root, "The file", &ENVELOPE, sink);
    if monitor.body != monitor.root {
        report(monitor.body, "`definition`", &BODY, sink);
    }
}

fn report(object: JsonNode, what: &str, keys: &[&str], sink: &mut Sink) {
    if object.kind() != JsonKind::Object {
        return;
    }
    for key in keys {
        if object.get(key).is_some() {
            continue;
        }
        let span = object.key_inner_span().unwrap_or(top(object));
        let finding = sink.report(span, format!("{what} has no `{key}`."));
        let empty = match *key {
            "tags" => "[]",
            "definition" | "options" => "{}",
            "recommended_monitor_metadata" => "{\"description\": \"\"}",
            _ => "\"\"",
        };
        let edit = insert_member(object, keys, key, empty);
        finding.unsafe_fix(format!("Insert `{key}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(text: &str) -> String {
        format!("//- foo/assets/monitors/a.json\n{text}")
    }

    #[test]
    fn envelope_and_monitor_have_their_keys() {
        let body = "{\"name\": \"\", \"type\": \"\", \"query\": \"\", \"message\": \"\"}";
        for text in [
            format!("{{\"title\": \"\", \"tags\": [], \"description\": \"\", \"definition\": {body}}}"),
            format!("«{{»\"version\": 2, \"tags\": [], \"description\": \"\", \"definition\": {body}}}"),
            "{\"title\": \"\", \"tags\": [], \"description\": \"\", \"«««definition»»»\": {\"name\": \"\"}}".to_owned(),
            "{\"title\": \"\", \"tags\": [], \"description\": \"\", \"definition\": 1}".to_owned(),
            "[]".to_owned(),
        ] {
            assert_findings(&MISSING_FIELD, &with(&text));
        }
    }

    #[test]
    fn a_monitor_of_old_has_seven_keys() {
        let text = "«««{»»»\"name\": \"\", \"type\": \"\", \"query\": \"\", \"message\": \"\"}";
        assert_findings(&MISSING_FIELD, &with(text));
    }

    #[test]
    fn the_key_is_inserted() {
        assert_fix(
            &MISSING_FIELD,
            &with("{\"title\": \"\", \"tags\": [], \"definition\": {}}"),
            "{\"title\": \"\", \"tags\": [], \"description\": \"\", \"definition\": {}}",
        );
    }
}
