//! Open documents: their text, their diagnostics, and how both follow edits.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::session::{Session, Start, range, uri};
use crate::support::workspace::Workspace;

const HEADER: &str = "metric_name,metric_type,interval,unit_name,per_unit_name,description,orientation,integration,short_name,curated_metric\n";

fn row(name: &str, unit: &str) -> String {
    format!("acme_queue.{name},gauge,,{unit},,Some text.,0,acme_queue,{name},\n")
}

/// Codes with the lines they start on.
pub(crate) fn codes(diagnostics: &[Value]) -> Vec<(&str, u64)> {
    let all = diagnostics.iter();
    all.map(|d| {
        let line = d["range"]["start"]["line"].as_u64().expect("a line");
        (d["code"].as_str().expect("a code"), line)
    })
    .collect()
}

/// What a client remembers of a report of the workspace.
pub(crate) fn result_ids(report: &Value) -> Vec<Value> {
    let items = report["items"].as_array().expect("a list").iter();
    items
        .filter(|item| item["kind"] == "full" && !item["resultId"].is_null())
        .map(|item| json!({"uri": item["uri"], "value": item["resultId"]}))
        .collect()
}

fn pulling() -> Value {
    json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    })
}

fn pull(session: &mut Session, path: &Path, previous: &Value) -> Value {
    let params = json!({"textDocument": {"uri": uri(path)}, "previousResultId": previous});
    session.request("textDocument/diagnostic", params)
}

#[test]
fn diagnostics_follow_open_edit_and_close() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let mut session = Session::start(&Start::plain(&[workspace.root()]));
    session.wait_indexed(1);
    session.open(&path, &format!("{HEADER}{}", row("a", "bytes")));
    let (version, found) = session.diagnostics(&path);
    assert_eq!(version, 1);
    assert_eq!(codes(&found), [("metadata/invalid-unit", 1)]);
    assert_eq!(found[0]["source"], "integrations-ls");
    assert_eq!(found[0]["range"], range((1, 20), (1, 25)));
    session.edit(&path, 2, range((1, 24), (1, 25)), "");
    assert_eq!(session.diagnostics_of_version(&path, 2), [] as [Value; 0]);
    session.edit(&path, 3, range((1, 24), (1, 24)), "x");
    let found = session.diagnostics_of_version(&path, 3);
    assert_eq!(codes(&found), [("metadata/invalid-unit", 1)]);
    session.close(&path);
    assert_eq!(session.diagnostics(&path), (Value::Null, vec![]));
    session.finish();
}

#[test]
fn positions_are_counted_as_agreed() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    // The description before the unit does not fit the columns; a quoted name does.
    let text = format!("{HEADER}\"acme_queue.😀\",gauge,,bytes,,x,0,acme_queue,a,\n");
    for (encoding, column) in [("utf-8", 25), ("utf-16", 23), ("utf-32", 22)] {
        let offered = json!({"general": {"positionEncodings": [encoding]}});
        let mut session = Session::start(&Start::plain(&[workspace.root()]).with(offered));
        assert_eq!(
            session.initialized["capabilities"]["positionEncoding"],
            encoding
        );
        session.wait_indexed(1);
        session.open(&path, &text);
        let (_, found) = session.diagnostics(&path);
        let unit = found
            .iter()
            .find(|d| d["code"] == "metadata/invalid-unit")
            .expect("the unit");
        let width = 5;
        assert_eq!(
            unit["range"],
            range((1, column), (1, column + width)),
            "{encoding}"
        );
        // Taking the range away takes the finding away: edits count the same.
        session.edit(&path, 2, unit["range"].clone(), "byte");
        let left = session.diagnostics_of_version(&path, 2);
        assert!(
            left.iter().all(|d| d["code"] != "metadata/invalid-unit"),
            "{left:?}"
        );
        session.finish();
    }
}

/// Edits that only give the right text when they are applied in the order they were sent.
#[test]
fn two_thousand_edits_arrive_in_order() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(pulling()));
    session.wait_indexed(1);
    session.open(&path, &format!("{HEADER}{}", row("a", "byte")));
    let mut asked = Vec::new();
    for number in 0..2000_u32 {
        // The unit alternates; each edit only fits what the one before left.
        let (width, unit) = if number % 2 == 0 {
            (4, "bytesx")
        } else {
            (6, "byte")
        };
        let version = i64::from(number) + 2;
        session.edit(&path, version, range((1, 20), (1, 20 + width)), unit);
        if number % 100 < 2 {
            let params = json!({"textDocument": {"uri": uri(&path)}});
            asked.push((unit, session.ask("textDocument/diagnostic", params)));
        }
    }
    for (unit, id) in asked {
        let answer = session.answer(id);
        let items = answer["result"]["items"].as_array().expect("a list");
        let wanted: &[(&str, u64)] = match unit {
            "byte" => &[],
            _ => &[("metadata/invalid-unit", 1)],
        };
        assert_eq!(codes(items), wanted);
    }
    let last = pull(&mut session, &path, &Value::Null);
    assert_eq!(last["items"], json!([]));
    session.finish();
}

fn with_prefix(workspace: &Workspace, prefix: &str) -> String {
    let manifest = workspace.read("acme_queue/manifest.json");
    let changed = manifest.replace("\"acme_queue.\"", &format!("\"{prefix}\""));
    assert_ne!(manifest, changed, "the sample names its prefix");
    changed
}

#[test]
fn an_edited_manifest_flags_rows_of_another_open_file() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("acme_queue/metadata.csv");
    let manifest = workspace.path("acme_queue/manifest.json");
    let mut session = Session::start(&Start::plain(&[workspace.root()]));
    session.wait_indexed(1);
    session.open_file(&metadata);
    assert_eq!(session.diagnostics(&metadata), (json!(1), vec![]));
    session.open_file(&manifest);
    assert_eq!(session.diagnostics(&manifest), (json!(1), vec![]));
    session.replace(&manifest, 2, &with_prefix(&workspace, "other."));
    session.diagnostics_of_version(&manifest, 2);
    let (version, found) = session.diagnostics(&metadata);
    assert_eq!(version, 1);
    assert!(!found.is_empty());
    assert!(found.iter().all(|d| d["code"] == "metadata/wrong-prefix"));
    // Closing without saving: the disk counts again.
    session.close(&manifest);
    assert_eq!(session.diagnostics(&manifest), (Value::Null, vec![]));
    assert_eq!(session.diagnostics(&metadata), (json!(1), vec![]));
    session.finish();
}

#[test]
fn a_pulling_client_is_told_to_ask_again() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("acme_queue/metadata.csv");
    let manifest = workspace.path("acme_queue/manifest.json");
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(pulling()));
    session.wait_indexed(1);
    session.open_file(&metadata);
    session.open_file(&manifest);
    let healthy = pull(&mut session, &metadata, &Value::Null);
    assert_eq!(healthy["kind"], "full");
    let id = &healthy["resultId"];
    assert_eq!(pull(&mut session, &metadata, id)["kind"], "unchanged");
    session.replace(&manifest, 2, &with_prefix(&workspace, "other."));
    let (refresh, _) = session.expect_request("workspace/diagnostic/refresh");
    session.reply(&refresh, Value::Null);
    let flagged = pull(&mut session, &metadata, id);
    assert_eq!(flagged["kind"], "full");
    assert_eq!(flagged["items"][0]["code"], "metadata/wrong-prefix");
    session.replace(&manifest, 3, &workspace.read("acme_queue/manifest.json"));
    let (refresh, _) = session.expect_request("workspace/diagnostic/refresh");
    session.reply(&refresh, Value::Null);
    assert_eq!(pull(&mut session, &metadata, id)["kind"], "unchanged");
    session.finish();
}

#[test]
fn the_workspace_report_covers_closed_files_and_then_only_what_changed() {
    let workspace = Workspace::sample();
    let bad = format!("{HEADER}{}", row("a", "bytes"));
    let closed = workspace.write("acme_queue/metadata.csv", &bad);
    let open = workspace.path("beacon_cache/metadata.csv");
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(pulling()));
    session.wait_indexed(1);
    let ask = |session: &mut Session, known: &[Value]| {
        session.request("workspace/diagnostic", json!({"previousResultIds": known}))
    };
    let report = ask(&mut session, &[]);
    let of = |report: &Value, path: &Path| -> Option<Value> {
        let items = report["items"].as_array().expect("a list").iter();
        items
            .clone()
            .find(|item| item["uri"] == *uri(path))
            .cloned()
    };
    let item = of(&report, &closed).expect("the closed file");
    assert_eq!(item["version"], Value::Null);
    assert!(
        codes(item["items"].as_array().expect("a list")).contains(&("metadata/invalid-unit", 1))
    );
    let known = result_ids(&report);
    let text = workspace.read("beacon_cache/metadata.csv");
    let text = text.replacen(",byte,", ",bytes,", 1);
    session.open(&open, &text);
    let report = ask(&mut session, &known);
    assert_eq!(
        report["items"].as_array().map(Vec::len),
        Some(1),
        "{report}"
    );
    assert_eq!(of(&report, &open).expect("the open file")["version"], 1);
    session.finish();
}

#[test]
fn files_that_are_not_ours_get_nothing_at_once() {
    let workspace = Workspace::sample();
    let elsewhere = Workspace::empty("a web site");
    let foreign = elsewhere.write("manifest.json", r#"{"name": "a web app", "icons": []}"#);
    let unknown = workspace.write("acme_queue/notes.txt", "Nothing of ours.\n");
    let mut session = Session::start(&Start::plain(&[workspace.root()]));
    session.wait_indexed(1);
    for path in [&foreign, &unknown] {
        session.open_file(path);
        let place = json!({
            "textDocument": {"uri": uri(path)}, "position": {"line": 0, "character": 3},
        });
        assert_eq!(
            session.request("textDocument/hover", place.clone()),
            Value::Null
        );
        let list = session.request("textDocument/completion", place);
        assert_eq!(list, json!({"isIncomplete": false, "items": []}));
        session.close(path);
    }
    let untitled = json!({
        "uri": "untitled:Untitled-1", "languageId": "json", "version": 1, "text": "{}",
    });
    session.notify("textDocument/didOpen", json!({ "textDocument": untitled }));
    session.status();
    session.finish();
}
