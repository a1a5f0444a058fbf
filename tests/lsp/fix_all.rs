//! Every safe fix of a file or a repository at once: what `check --fix` leaves is what the editor gets.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::features::{modern, session};
use crate::support::edits::{applied, apply_to_disk};
use crate::support::session::{Session, Start, uri};
use crate::support::workspace::Workspace;

const TABLE: &str = "acme_queue/metadata.csv";

/// The sample with more wrong cells than a rule tells of at once, in a row that every second of
/// which is wrong twice, and a file with a wrong name.
fn broken() -> Workspace {
    let workspace = Workspace::sample();
    let mut table = workspace.read(TABLE);
    for row in 0..250 {
        let cells = ["Gauge,,byte", "gauge,,bytes"][row % 2];
        table.push_str(&format!(
            "acme_queue.more.m{row:03},{cells},,Märe 😀.,0,acme_queue,,,\n"
        ));
    }
    workspace.write(TABLE, &table);
    workspace.write("acme_queue/changelog.d/12.Fixed", "Mend it.\n");
    workspace
}

fn fix_all(session: &mut Session, workspace: &Workspace) -> (Value, Value) {
    let fix = json!({"command": "integrationsLs.fixAll", "arguments": [uri(workspace.root())]});
    let answer = session.request("workspace/executeCommand", fix);
    let (id, mut params) = session.expect_request("workspace/applyEdit");
    session.reply(&id, json!({"applied": true}));
    (answer, params["edit"]["documentChanges"].take())
}

fn texts(workspace: &Workspace) -> Vec<(String, String)> {
    let files = workspace.files().into_iter();
    files
        .filter_map(|path| {
            let inside = path.strip_prefix(workspace.root()).expect("below");
            let name = inside.to_str()?.replace('\\', "/");
            Some((name, std::fs::read_to_string(&path).ok()?))
        })
        .collect()
}

#[test]
fn the_command_leaves_what_check_fix_leaves() {
    let (ours, theirs) = (broken(), broken());
    let status = Command::new(env!("CARGO_BIN_EXE_integrations-ls"))
        .args([
            "check",
            "--fix",
            "--severity",
            "hint",
            "--repository-kind",
            "core",
        ])
        .arg(theirs.root())
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", "/nonexistent")
        .env_remove("VIRTUAL_ENV")
        .output()
        .expect("the binary runs")
        .status;
    assert_eq!(status.code(), Some(1), "some mistakes have no safe fix");

    let start = Start {
        options: json!({"repository": {"kind": "core"}}),
        ..Start::plain(&[ours.root()]).with(modern())
    };
    let mut session = Session::start(&start);
    session.wait_indexed(1);
    let (answer, changes) = fix_all(&mut session, &ours);
    apply_to_disk(&ours, &changes);
    let (ours, theirs) = (texts(&ours), texts(&theirs));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len());
    let all: String = ours
        .iter()
        .map(|(name, text)| format!("{name}\n{text}"))
        .collect();
    assert!(!all.contains(",Gauge,") && all.contains("changelog.d/12.fixed"));
    // A file counts once, however many rounds it took.
    assert_eq!(answer["files"], changes.as_array().expect("a list").len());
    assert!(answer["edits"].as_u64().expect("a number") >= 125);
    session.finish_unread();
}

#[test]
fn a_client_that_cannot_rename_files_gets_the_rest() {
    let workspace = broken();
    let mut capabilities = modern();
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!([]);
    let mut session = session(&workspace, capabilities);
    let (_, changes) = fix_all(&mut session, &workspace);
    apply_to_disk(&workspace, &changes);
    assert!(!workspace.read(TABLE).contains(",Gauge,"));
    assert_eq!(
        workspace.read("acme_queue/changelog.d/12.Fixed"),
        "Mend it.\n"
    );
    session.finish_unread();
}

#[test]
fn who_asks_for_all_fixes_of_a_file_gets_those_of_later_rounds() {
    let workspace = broken();
    let table = workspace.path(TABLE);
    let mut session = session(&workspace, modern());
    let text = session.open_file(&table);
    let mut fixed = |context: Value| {
        let start = json!({"line": 0, "character": 0});
        let params = json!({
            "textDocument": {"uri": uri(&table)}, "range": {"start": start, "end": start},
            "context": context,
        });
        let found = session.request("textDocument/codeAction", params);
        let of_kind = |action: &&Value| action["kind"] == "source.fixAll.integrationsLs";
        let actions = found.as_array().expect("a list");
        let action = actions.iter().find(of_kind).expect("the action");
        applied(&text, &action["edit"]["documentChanges"][0]["edits"])
    };
    let asked = fixed(json!({"diagnostics": [], "only": ["source.fixAll"]}));
    assert!(!asked.contains(",Gauge,"), "{asked}");
    let offered = fixed(json!({"diagnostics": []}));
    assert_eq!(offered.matches(",Gauge,").count(), 25, "{offered}");
    session.finish_unread();
}

#[test]
fn every_safe_fix_of_a_repository_comes_in_one_edit() {
    let workspace = Workspace::sample();
    let open = workspace.path("acme_queue/metadata.csv");
    let text = workspace.read("acme_queue/metadata.csv");
    let text = text.replacen(",byte,", ",bytes,", 1);
    let mut session = session(&workspace, modern());
    session.open(&open, &text);
    let fix = json!({"command": "integrationsLs.fixAll", "arguments": [uri(workspace.root())]});
    let answer = session.request("workspace/executeCommand", fix);
    let (id, params) = session.expect_request("workspace/applyEdit");
    session.reply(&id, json!({"applied": true}));
    let changes = params["edit"]["documentChanges"]
        .as_array()
        .expect("a list");
    assert_eq!(answer["files"], changes.len());
    let of = |path: &Path| {
        let found = changes
            .iter()
            .find(|c| c["textDocument"]["uri"] == uri(path).as_str());
        found.unwrap_or_else(|| panic!("no edit of {path:?}: {changes:#?}"))
    };
    // Of an open file what is in the editor counts, of the others what is on disk.
    assert_eq!(of(&open)["textDocument"]["version"], 1);
    assert!(applied(&text, &of(&open)["edits"]).contains(",byte,"));
    let closed = workspace.path("beacon_cache/metadata.csv");
    let text = workspace.read("beacon_cache/metadata.csv");
    assert!(text.contains(",Gauge,"));
    assert!(!applied(&text, &of(&closed)["edits"]).contains(",Gauge,"));
    let strange = json!({"command": "integrationsLs.fixAll", "arguments": ["file:///nowhere"]});
    assert_eq!(
        session.request("workspace/executeCommand", strange),
        Value::Null
    );
    session.finish_unread();
}
