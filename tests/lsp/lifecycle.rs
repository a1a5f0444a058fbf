//! From start to end: what is agreed on, who is refused, and the exit code.

use serde_json::{Value, json};

use crate::support::session::{Session, Start};
use crate::support::workspace::Workspace;

#[test]
fn the_server_introduces_itself() {
    let mut session = Session::start(&Start::plain(&[]));
    let answer = session.initialized.clone();
    assert_eq!(answer["serverInfo"]["name"], "integrations-ls");
    assert_eq!(answer["serverInfo"]["version"], env!("CARGO_PKG_VERSION"));
    let able = &answer["capabilities"];
    assert_eq!(able["positionEncoding"], "utf-16");
    assert_eq!(able["textDocumentSync"]["change"], 2);
    assert_eq!(able.get("codeActionProvider"), None);
    assert_eq!(able.get("diagnosticProvider"), None);
    let status = session.status();
    assert_eq!(status["positionEncoding"], "utf-16");
    assert_eq!(status["repositories"], json!([]));
    assert_eq!(status["lastError"], Value::Null);
    session.notify("$/setTrace", json!({"value": "verbose"}));
    session.notify("$/somethingNew", json!({}));
    session.finish();
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut session = Session::start(&Start::plain(&[]));
    session.notify("exit", Value::Null);
    assert_eq!(session.wait().code(), Some(1));
}

#[test]
fn a_client_that_goes_away_ends_the_server() {
    let mut session = Session::start(&Start::plain(&[]));
    session.hang_up();
    assert_eq!(session.wait().code(), Some(1));
}

#[test]
fn shutdown_and_a_closed_input_is_no_failure() {
    let mut session = Session::start(&Start::plain(&[]));
    session.request("shutdown", Value::Null);
    session.hang_up();
    assert_eq!(session.wait().code(), Some(0));
}

#[test]
fn requests_before_initialize_and_after_shutdown_are_refused() {
    let mut session = Session::spawn();
    let early = session.ask("integrationsLs/status", Value::Null);
    assert_eq!(session.answer(early)["error"]["code"], -32002);
    session.request("initialize", json!({"capabilities": {}}));
    session.request("shutdown", Value::Null);
    let late = session.ask("integrationsLs/status", Value::Null);
    assert_eq!(session.answer(late)["error"]["code"], -32600);
    session.notify("exit", Value::Null);
    assert_eq!(session.wait().code(), Some(0));
}

#[test]
fn an_empty_object_is_as_good_as_no_parameters() {
    let mut session = Session::start(&Start::plain(&[]));
    let status = session.request("integrationsLs/status", json!({}));
    assert_eq!(status["repositories"], json!([]));
    session.request("shutdown", json!({}));
    session.notify("exit", Value::Null);
    assert_eq!(session.wait().code(), Some(0));
}

#[test]
fn garbage_ends_the_server_with_a_failure() {
    let mut session = Session::start(&Start::plain(&[]));
    session.send_raw(b"Content-Length: 9\r\n\r\n{\"a\": ...");
    let answer = session.expect_error();
    assert_eq!(answer["code"], -32700);
    session.hang_up();
    assert_eq!(session.wait().code(), Some(1));
}

#[test]
fn an_unknown_method_and_bad_parameters_are_errors_of_that_request_only() {
    let mut session = Session::start(&Start::plain(&[]));
    let unknown = session.ask("textDocument/teleport", json!({}));
    assert_eq!(session.answer(unknown)["error"]["code"], -32601);
    let bad = session.ask("textDocument/hover", json!({"textDocument": 7}));
    assert_eq!(session.answer(bad)["error"]["code"], -32602);
    session.notify("textDocument/didOpen", json!({"textDocument": 7}));
    session.status();
    session.finish();
}

/// Four slots of waiting handlers are enough to wedge a server that awaits its client.
#[test]
fn a_client_that_never_answers_blocks_nothing() {
    let workspace = Workspace::sample();
    let capabilities = json!({
        "workspace": {
            "configuration": true,
            "didChangeConfiguration": {"dynamicRegistration": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
        "window": {"workDoneProgress": true},
    });
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(capabilities));
    for _ in 0..8 {
        session.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": null}),
        );
    }
    session.wait_indexed(1);
    session.expect_request("client/registerCapability");
    for _ in 0..9 {
        session.expect_request("workspace/configuration");
    }
    session.status();
    session.finish();
}

#[test]
fn a_cancelled_request_is_answered_as_cancelled() {
    let workspace = Workspace::sample();
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    })));
    session.wait_indexed(1);
    let report = session.request("workspace/diagnostic", json!({"previousResultIds": []}));
    // Held back, since there is nothing new.
    let known = super::documents::result_ids(&report);
    let held = session.ask("workspace/diagnostic", json!({"previousResultIds": known}));
    session.status();
    session.notify("$/cancelRequest", json!({"id": held}));
    assert_eq!(session.answer(held)["error"]["code"], -32800);
    session.finish();
}

#[test]
fn a_request_held_back_does_not_keep_the_server_alive() {
    let workspace = Workspace::sample();
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    })));
    session.wait_indexed(1);
    let report = session.request("workspace/diagnostic", json!({"previousResultIds": []}));
    let known = super::documents::result_ids(&report);
    session.ask("workspace/diagnostic", json!({"previousResultIds": known}));
    session.status();
    session.hang_up();
    assert_eq!(session.wait().code(), Some(1));
}
