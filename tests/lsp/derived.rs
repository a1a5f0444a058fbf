//! Specifications and what is derived from them: drift, previews, lenses and the command
//! that writes the files again.

use serde_json::{Value, json};

use crate::support::session::{Session, Start, uri};
use crate::support::workspace::Workspace;

const SPEC: &str = "acme_queue/assets/configuration/spec.yaml";
const EXAMPLE: &str = "acme_queue/datadog_checks/acme_queue/data/conf.yaml.example";

fn session(workspace: &Workspace) -> Session {
    let capabilities = json!({
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
        "textDocument": {"codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
        }},
        "experimental": {"commands": {"commands": ["integrationsLs.showRendered"]}},
    });
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(capabilities));
    session.wait_indexed(1);
    session
}

/// Titles of the lenses of the specification, with their commands and arguments.
fn lenses(session: &mut Session, workspace: &Workspace) -> Vec<(String, Value)> {
    let document = json!({"textDocument": {"uri": uri(&workspace.path(SPEC))}});
    let lenses = session.request("textDocument/codeLens", document);
    let all = lenses.as_array().expect("lenses").iter();
    all.map(|lens| {
        let title = lens["command"]["title"].as_str().expect("a title");
        (title.to_owned(), lens["command"].clone())
    })
    .collect()
}

fn rendered(session: &mut Session, workspace: &Workspace) -> Value {
    let params = json!({"uri": uri(&workspace.path(SPEC)), "file": null});
    session.request("integrationsLs/rendered", params)
}

#[test]
fn a_specification_is_rendered_as_it_is_typed() {
    let workspace = Workspace::sample();
    let mut session = session(&workspace);
    let spec = session.open_file(&workspace.path(SPEC));
    let before = rendered(&mut session, &workspace);
    assert_eq!(before["file"], "conf.yaml.example");
    assert_eq!(before["text"], workspace.read(EXAMPLE));
    let changed = spec.replace("example: 7711", "example: 7712");
    session.replace(&workspace.path(SPEC), 2, &changed);
    let after = rendered(&mut session, &workspace);
    let text = after["text"].as_str().expect("a text");
    assert!(text.contains("# port: 7712\n"), "{text}");
    let broken = spec.replace("type: integer", "type: whole");
    session.replace(&workspace.path(SPEC), 3, &broken);
    let problem = rendered(&mut session, &workspace);
    assert_eq!(problem["text"], Value::Null);
    assert_eq!(problem["problem"], "The specification has errors.");
    session.finish_unread();
}

#[test]
fn drift_is_told_on_both_files_and_one_command_ends_it() {
    let workspace = Workspace::sample();
    let mut session = session(&workspace);
    let spec = session.open_file(&workspace.path(SPEC));
    let example = workspace.path(EXAMPLE);
    session.open_file(&example);
    session.diagnostics_until(&example, <[Value]>::is_empty);
    let titles = |lenses: &[(String, Value)]| {
        lenses
            .iter()
            .map(|(title, _)| title.clone())
            .collect::<Vec<_>>()
    };
    let shown = lenses(&mut session, &workspace);
    assert_eq!(titles(&shown), ["Show conf.yaml.example"]);

    let changed = spec.replace("Statistics port", "Port for statistics");
    session.replace(&workspace.path(SPEC), 2, &changed);
    let is_drift = |found: &[Value]| found.iter().any(|d| d["code"] == "config/out-of-sync");
    session.diagnostics_until(&example, is_drift);
    let shown = lenses(&mut session, &workspace);
    assert_eq!(
        titles(&shown),
        ["Write conf.yaml.example again", "Show conf.yaml.example"]
    );

    let command = &shown[0].1;
    let asked = session.ask(
        "workspace/executeCommand",
        json!({"command": command["command"], "arguments": command["arguments"]}),
    );
    let (id, params) = session.expect_request("workspace/applyEdit");
    session.reply(&id, json!({"applied": true}));
    session.answer(asked);
    let change = &params["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], uri(&example));
    let edits = change["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), 1);
    assert_eq!(
        edits[0]["newText"],
        "    ## Port for statistics of the broker.\n"
    );

    let mended = workspace
        .read(EXAMPLE)
        .replace("Statistics port", "Port for statistics");
    session.replace(&example, 2, &mended);
    session.diagnostics_until(&example, <[Value]>::is_empty);
    session.finish_unread();
}
