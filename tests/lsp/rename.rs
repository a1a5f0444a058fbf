//! Renaming an option of the configuration over open and closed files.

use serde_json::{Value, json};

use crate::support::edits::applied;
use crate::support::session::{Session, Start, uri};
use crate::support::workspace::Workspace;

const SPEC: &str = "acme_queue/assets/configuration/spec.yaml";
const EXAMPLE: &str = "acme_queue/datadog_checks/acme_queue/data/conf.yaml.example";
const CHECK: &str = "acme_queue/datadog_checks/acme_queue/check.py";

fn session(workspace: &Workspace, document_changes: bool) -> Session {
    let capabilities = json!({
        "workspace": {"workspaceEdit": {"documentChanges": document_changes}},
        "textDocument": {"rename": {"prepareSupport": document_changes}},
    });
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(capabilities));
    session.wait_indexed(1);
    session
}

/// A place of a file: the first occurrence of a text, and some columns.
fn place(workspace: &Workspace, path: &str, needle: &str, plus: usize) -> Value {
    let text = workspace.read(path);
    let at = text.find(needle).expect("the text") + plus;
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let character = text[start..at].encode_utf16().count();
    json!({
        "textDocument": {"uri": uri(&workspace.path(path))},
        "position": {"line": line, "character": character},
    })
}

fn named(mut place: Value, name: &str) -> Value {
    place["newName"] = json!(name);
    place
}

/// Applies an edit of the protocol to a file on disk.
fn apply(workspace: &Workspace, path: &str, edits: &Value) {
    workspace.write(path, &applied(&workspace.read(path), edits));
}

#[test]
fn an_option_is_renamed_in_open_and_closed_files_with_their_versions() {
    let workspace = Workspace::sample();
    let mut session = session(&workspace, true);
    let offered = &session.initialized["capabilities"]["renameProvider"];
    assert_eq!(*offered, json!({"prepareProvider": true}));
    session.open_file(&workspace.path(CHECK));
    let here = place(&workspace, CHECK, "'port'", 1);
    let prepared = session.request("textDocument/prepareRename", here.clone());
    assert_eq!(prepared["placeholder"], "port");
    let edit = session.request("textDocument/rename", named(here, "statistics_port"));
    let changes = edit["documentChanges"].as_array().expect("changes").clone();
    let versions: Vec<(&Value, &Value)> = changes
        .iter()
        .map(|change| {
            let document = &change["textDocument"];
            (&document["uri"], &document["version"])
        })
        .collect();
    let address = |path: &str| Value::from(uri(&workspace.path(path)));
    let (spec, check, example) = (address(SPEC), address(CHECK), address(EXAMPLE));
    let open = json!(1);
    assert_eq!(
        versions[1..4],
        [
            (&spec, &Value::Null),
            (&check, &open),
            (&example, &Value::Null)
        ]
    );
    for change in &changes {
        let files = [SPEC, CHECK, EXAMPLE];
        let of = |path: &&&str| change["textDocument"]["uri"] == address(path);
        if let Some(path) = files.iter().find(of) {
            apply(&workspace, path, &change["edits"]);
        }
    }
    assert!(
        workspace
            .read(CHECK)
            .contains("self.instance.get('statistics_port', 7711)")
    );
    assert!(workspace.read(SPEC).contains("- name: statistics_port\n"));
    let example = workspace.read(EXAMPLE);
    assert!(
        example.contains("## @param statistics_port - integer"),
        "{example}"
    );
    session.finish_unread();

    // Whoever starts with the files as they are now finds nothing out of sync.
    let mut session = self::session(&workspace, true);
    session.open_file(&workspace.path(EXAMPLE));
    session.diagnostics_until(&workspace.path(EXAMPLE), <[Value]>::is_empty);
    session.finish_unread();
}

#[test]
fn what_cannot_be_renamed_is_an_error_with_its_reason() {
    let workspace = Workspace::sample();
    let mut session = session(&workspace, true);
    session.open_file(&workspace.path(SPEC));
    let mut refused = |method: &str, params: Value| {
        let asked = session.ask(method, params);
        session.answer(asked)["error"].clone()
    };
    let here = place(&workspace, SPEC, "name: port", 7);
    let error = refused("textDocument/rename", named(here.clone(), "host"));
    assert_eq!(error["code"], -32602);
    assert_eq!(
        error["message"],
        "`instances` has an option `host` already."
    );
    let error = refused("textDocument/rename", named(here, "a b"));
    assert_eq!(
        error["message"],
        "The name of an option cannot hold blanks."
    );
    let section = place(&workspace, SPEC, "name: instances", 7);
    let error = refused("textDocument/prepareRename", section);
    assert_eq!(
        error["message"],
        "`instances` is a section that the Agent knows by this name."
    );
    let nothing = place(&workspace, SPEC, "description", 2);
    assert_eq!(
        session.request("textDocument/prepareRename", nothing),
        Value::Null
    );
    session.finish_unread();
}

#[test]
fn clients_without_document_changes_get_plain_ones() {
    let workspace = Workspace::sample();
    let mut session = session(&workspace, false);
    assert_eq!(session.initialized["capabilities"]["renameProvider"], true);
    session.open_file(&workspace.path(SPEC));
    let here = place(&workspace, SPEC, "name: port", 7);
    let edit = session.request("textDocument/rename", named(here, "statistics_port"));
    let edits = &edit["changes"][uri(&workspace.path(CHECK))];
    assert_eq!(edits[0]["newText"], "statistics_port");
    session.finish_unread();
}
