//! Colours and hints of `metadata.csv`, and the settings that switch them.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::session::{Session, Start, range, uri};
use crate::support::workspace::Workspace;

fn able() -> Value {
    json!({
        "textDocument": {
            "semanticTokens": {
                "requests": {"full": {"delta": true}, "range": true},
                "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"],
            },
            "inlayHint": {},
        },
        "workspace": {
            "semanticTokens": {"refreshSupport": true},
            "inlayHint": {"refreshSupport": true},
        },
    })
}

fn session(workspace: &Workspace) -> Session {
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(able()));
    session.wait_indexed(1);
    session
}

fn of(path: &Path) -> Value {
    json!({"textDocument": {"uri": uri(path)}})
}

fn numbers(data: &Value) -> Vec<u64> {
    let data = data.as_array().expect("a list");
    data.iter().map(|n| n.as_u64().expect("a number")).collect()
}

/// Text and type of every token; `!` marks a declaration. Fails when one is on several lines.
fn shown(session: &Session, text: &str, data: &[u64]) -> Vec<String> {
    let legend = &session.initialized["capabilities"]["semanticTokensProvider"]["legend"];
    let lines: Vec<Vec<u16>> = text
        .split('\n')
        .map(|l| l.encode_utf16().collect())
        .collect();
    let (mut line, mut column) = (0, 0);
    data.chunks(5)
        .map(|token| {
            let [lines_on, columns_on, length, kind, modifiers] = token.try_into().expect("five");
            column = if lines_on == 0 {
                column + columns_on
            } else {
                columns_on
            };
            line += lines_on;
            let (start, end) = (column as usize, (column + length) as usize);
            let part = String::from_utf16(&lines[line as usize][start..end]).expect("a text");
            let kind = legend["tokenTypes"][kind as usize]
                .as_str()
                .expect("a type");
            format!("{part}={kind}{}", if modifiers == 1 { "!" } else { "" })
        })
        .collect()
}

#[test]
fn every_column_has_its_colour_and_an_edit_changes_little() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let text =
        "metric_name,unit_name,description\nacme_queue.a,byte,\"é😀\nmore\"\nacme_queue.b,,x\n";
    let mut session = session(&workspace);
    session.open(&path, text);
    let full = session.request("textDocument/semanticTokens/full", of(&path));
    let mut data = numbers(&full["data"]);
    let expected = [
        "metric_name=variable!",
        "unit_name=type!",
        "description=string!",
        "acme_queue.a=variable",
        "byte=type",
        "\"é😀=string",
        "more\"=string",
        "acme_queue.b=variable",
        "x=string",
    ];
    assert_eq!(shown(&session, text, &data), expected);
    let mut part = of(&path);
    part["range"] = range((3, 0), (3, 1));
    let part = session.request("textDocument/semanticTokens/range", part);
    assert_eq!(
        shown(&session, text, &numbers(&part["data"])),
        expected[7..]
    );
    session.edit(&path, 2, range((3, 13), (3, 13)), "page");
    let mut since = of(&path);
    since["previousResultId"] = full["resultId"].clone();
    let delta = session.request("textDocument/semanticTokens/full/delta", since.clone());
    let edits = delta["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), 1, "{delta}");
    let start = edits[0]["start"].as_u64().expect("a number") as usize;
    let gone = edits[0]["deleteCount"].as_u64().expect("a number") as usize;
    let new = numbers(&edits[0]["data"]);
    assert!(new.len() <= 10, "{delta}");
    data.splice(start..start + gone, new);
    let text = text.replace("b,,x", "b,page,x");
    let found = shown(&session, &text, &data);
    assert_eq!(found[8..], ["page=type", "x=string"]);
    // What is not known any longer is told anew.
    let anew = session.request("textDocument/semanticTokens/full/delta", since);
    assert_eq!(numbers(&anew["data"]), data);
    session.finish_unread();
}

#[test]
fn cells_have_names_in_the_range_that_is_asked_for() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let text =
        "metric_name,metric_type,unit_name\nacme_queue.a,gauge,byte\nacme_queue.b,gauge,page\n";
    let mut session = session(&workspace);
    session.open(&path, text);
    let mut asked = of(&path);
    asked["range"] = range((2, 0), (3, 0));
    let hints = session.request("textDocument/inlayHint", asked);
    assert_eq!(
        hints,
        json!([{
            "position": {"line": 2, "character": 19}, "label": "unit_name:",
            "kind": 2, "paddingRight": true,
        }])
    );
    session.finish_unread();
}

#[test]
fn other_files_and_other_projects_are_left_to_others() {
    let workspace = Workspace::sample();
    let mut session = session(&workspace);
    let capabilities = &session.initialized["capabilities"];
    for provider in ["semanticTokensProvider", "inlayHintProvider"] {
        let selector = &capabilities[provider]["documentSelector"];
        assert_eq!(selector[0]["pattern"], "**/metadata.csv", "{provider}");
    }
    let strange = tempfile::tempdir().expect("a folder");
    let strange = strange.path().join("metadata.csv");
    for path in [workspace.path("acme_queue/manifest.json"), strange] {
        session.open(&path, "metric_name,metric_type\na.b,gauge\n");
        let tokens = session.request("textDocument/semanticTokens/full", of(&path));
        assert_eq!(tokens, Value::Null, "{path:?}");
        let mut asked = of(&path);
        asked["range"] = range((0, 0), (9, 0));
        let hints = session.request("textDocument/inlayHint", asked);
        assert_eq!(hints, json!([]), "{path:?}");
    }
    session.finish_unread();
}

#[test]
fn settings_switch_both_and_the_client_asks_again() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let mut session = session(&workspace);
    session.open_file(&path);
    let off =
        json!({"settings": {"integrationsLs": {"semanticTokens": false, "inlayHints": "off"}}});
    session.notify("workspace/didChangeConfiguration", off);
    let (id, _) = session.expect_request("workspace/semanticTokens/refresh");
    session.reply(&id, Value::Null);
    let (id, _) = session.expect_request("workspace/inlayHint/refresh");
    session.reply(&id, Value::Null);
    let tokens = session.request("textDocument/semanticTokens/full", of(&path));
    assert_eq!(tokens, Value::Null);
    let mut asked = of(&path);
    asked["range"] = range((0, 0), (99, 0));
    let hints = session.request("textDocument/inlayHint", asked.clone());
    assert_eq!(hints, json!([]));
    let wrong = json!({"settings": {"integrationsLs": {"inlayHints": "al"}}});
    session.notify("workspace/didChangeConfiguration", wrong);
    let warning = session.expect_notification("window/showMessage");
    let text = warning["message"].as_str().expect("a text");
    assert!(text.contains("Did you mean `all`?"), "{text}");
    for method in [
        "workspace/semanticTokens/refresh",
        "workspace/inlayHint/refresh",
    ] {
        let (id, _) = session.expect_request(method);
        session.reply(&id, Value::Null);
    }
    session.finish_unread();
}

/// Two folders of one editor may have settings of their own.
#[test]
fn every_folder_has_its_own_settings() {
    let (one, other) = (Workspace::sample(), Workspace::sample());
    let able = json!({"workspace": {"configuration": true}});
    let folders = [one.root(), other.root()];
    let mut session = Session::start(&Start::plain(&folders).with(able));
    let core = json!({"repository": {"kind": "core"}});
    // Asked at the start and whenever a folder turns out to be a repository, until both are known.
    loop {
        let (id, params) = session.expect_request("workspace/configuration");
        let items = params["items"].as_array().expect("a list");
        let answers = items.iter().map(|item| {
            let of_other = item["scopeUri"] == uri(other.root()).as_str();
            if of_other { core.clone() } else { Value::Null }
        });
        let answers: Vec<Value> = answers.collect();
        session.reply(&id, json!(answers));
        if items.len() == 3 {
            break;
        }
    }
    session.wait_indexed(2);
    let kinds = |session: &mut Session| {
        let status = session.status();
        let repositories = status["repositories"].as_array().expect("a list").clone();
        let kind = |root: &Path| {
            let found = repositories
                .iter()
                .find(|r| r["root"] == *root.to_str().expect("UTF-8"));
            found.map(|r| r["kind"].clone()).unwrap_or_default()
        };
        [kind(one.root()), kind(other.root())]
    };
    let mut found = kinds(&mut session);
    for _ in 0..1000 {
        if found[1] == "core" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        found = kinds(&mut session);
    }
    assert_eq!(found[1], "core");
    assert_ne!(found[0], "core");
    session.finish_unread();
}
