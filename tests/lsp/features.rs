//! Editor features in the shapes that clients ask for, across the sample repository.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::edits::applied;
use crate::support::session::{Session, Start, range, uri};
use crate::support::workspace::Workspace;

/// A client of today.
pub(crate) fn modern() -> Value {
    json!({
        "textDocument": {
            "completion": {"completionItem": {
                "snippetSupport": true, "documentationFormat": ["markdown", "plaintext"],
            }},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "definition": {"linkSupport": true},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                "isPreferredSupport": true,
            },
            "publishDiagnostics": {
                "relatedInformation": true, "tagSupport": {"valueSet": [1, 2]},
                "codeDescriptionSupport": true, "dataSupport": true,
            },
        },
        "workspace": {"workspaceEdit": {
            "documentChanges": true, "resourceOperations": ["create", "rename"],
        }},
    })
}

pub(crate) fn session(workspace: &Workspace, capabilities: Value) -> Session {
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(capabilities));
    session.wait_indexed(1);
    session
}

/// Position of the first occurrence of a text, plus some columns.
fn place(text: &str, needle: &str, plus: u32) -> Value {
    let at = text.find(needle).expect("the needle");
    let line = text[..at].matches('\n').count() as u32;
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let column = text[start..at].encode_utf16().count() as u32;
    json!({"line": line, "character": column + plus})
}

fn at(path: &Path, position: &Value) -> Value {
    json!({"textDocument": {"uri": uri(path)}, "position": position})
}

fn actions(session: &mut Session, path: &Path, range: &Value, context: Value) -> Vec<Value> {
    let params = json!({
        "textDocument": {"uri": uri(path)}, "range": range, "context": context,
    });
    let found = session.request("textDocument/codeAction", params);
    found.as_array().expect("a list").clone()
}

#[test]
fn a_quick_fix_brings_the_right_text() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let healthy = workspace.read("acme_queue/metadata.csv");
    let text = healthy.replacen(",byte,", ",bytes,", 1);
    let mut session = session(&workspace, modern());
    session.open(&path, &text);
    let (_, found) = session.diagnostics(&path);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "metadata/invalid-unit");
    let page = found[0]["codeDescription"]["href"]
        .as_str()
        .expect("a page");
    assert!(
        page.ends_with("docs/rules/metadata/invalid-unit.md"),
        "{page}"
    );
    assert_eq!(found[0]["data"], json!({"fix": "safe"}));
    let context = json!({"diagnostics": found, "only": ["quickfix"]});
    let fixes = actions(&mut session, &path, &found[0]["range"], context);
    assert_eq!(fixes.len(), 2, "{fixes:?}");
    assert_eq!(fixes[0]["kind"], "quickfix");
    assert_eq!(fixes[0]["isPreferred"], true);
    // To look away is possible, too, and never preferred.
    let ignoring = &fixes[1];
    assert_eq!(
        ignoring["title"],
        "Ignore `metadata/invalid-unit` in this file"
    );
    assert_eq!(ignoring["isPreferred"], Value::Null);
    assert_eq!(ignoring["edit"]["documentChanges"][0]["kind"], "create");
    assert_eq!(fixes[0]["diagnostics"], json!(found));
    let change = &fixes[0]["edit"]["documentChanges"][0];
    assert_eq!(
        change["textDocument"],
        json!({"uri": uri(&path), "version": 1})
    );
    assert_eq!(applied(&text, &change["edits"]), healthy);
    session.finish();
}

#[test]
fn source_actions_are_found_by_their_kind() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let healthy = workspace.read("acme_queue/metadata.csv");
    let mut lines: Vec<&str> = healthy.lines().collect();
    lines.swap(1, 3);
    let text = format!("{}\n", lines.join("\n"));
    let mut session = session(&workspace, modern());
    session.open(&path, &text);
    session.diagnostics(&path);
    let everywhere = range((0, 0), (0, 0));
    let of = |session: &mut Session, kind: &str| {
        actions(
            session,
            &path,
            &everywhere,
            json!({"diagnostics": [], "only": [kind]}),
        )
    };
    for kind in [
        "source",
        "source.sortRows",
        "source.sortRows.integrationsLs",
    ] {
        let found = of(&mut session, kind);
        let sort = found
            .iter()
            .find(|a| a["kind"] == "source.sortRows.integrationsLs")
            .expect("the sort");
        let edits = &sort["edit"]["documentChanges"][0]["edits"];
        assert_eq!(applied(&text, edits), healthy, "{kind}");
    }
    assert_eq!(of(&mut session, "refactor"), [] as [Value; 0]);
    session.finish();
}

#[test]
fn a_file_is_renamed_where_the_client_can() {
    let workspace = Workspace::empty("integrations-core");
    workspace.write(".ddev/config.toml", "repo = \"core\"\n");
    workspace.write("foo/manifest.json", "{}\n");
    let path = workspace.write("foo/changelog.d/12.Fixed", "Mended.\n");
    let mut without = modern();
    without["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    for (client, offered) in [(modern(), 1), (without, 0)] {
        let mut session = session(&workspace, client);
        session.open(&path, "Mended.\n");
        let (_, found) = session.diagnostics(&path);
        assert_eq!(found[0]["code"], "changelog/fragment-name");
        let context = json!({"diagnostics": found, "only": ["quickfix"]});
        let fixes = actions(&mut session, &path, &found[0]["range"], context);
        let renames: Vec<_> = fixes
            .iter()
            .map(|fix| &fix["edit"]["documentChanges"])
            .filter(|changes| changes[0]["kind"] == "rename")
            .collect();
        assert_eq!(renames.len(), offered, "{fixes:?}");
        for change in renames {
            let new = uri(&workspace.path("foo/changelog.d/12.fixed"));
            let rename = json!([{"kind": "rename", "oldUri": uri(&path), "newUri": new}]);
            assert_eq!(*change, rename);
        }
        session.finish();
    }
}

#[test]
fn clients_without_literals_get_no_actions() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let text = workspace.read("acme_queue/metadata.csv");
    let mut session = session(&workspace, json!({}));
    session.open(&path, &text.replacen(",byte,", ",bytes,", 1));
    let (_, found) = session.diagnostics(&path);
    assert_eq!(found[0].get("codeDescription"), None);
    assert_eq!(found[0].get("data"), None);
    let context = json!({"diagnostics": found});
    let fixes = actions(&mut session, &path, &found[0]["range"], context);
    assert_eq!(fixes, [] as [Value; 0]);
    session.finish();
}

#[test]
fn clients_without_document_changes_get_plain_ones() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let healthy = workspace.read("acme_queue/metadata.csv");
    let text = healthy.replacen(",byte,", ",bytes,", 1);
    let mut able = modern();
    able["workspace"] = json!({});
    let mut session = session(&workspace, able);
    session.open(&path, &text);
    let (_, found) = session.diagnostics(&path);
    let context = json!({"diagnostics": found, "only": ["quickfix"]});
    let fixes = actions(&mut session, &path, &found[0]["range"], context);
    let edits = &fixes[0]["edit"]["changes"][uri(&path)];
    assert_eq!(applied(&text, edits), healthy);
    session.finish();
}

#[test]
fn a_completion_brings_its_own_edit() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    let healthy = workspace.read("acme_queue/metadata.csv");
    let text = healthy.replacen(",byte,", ",by,", 1);
    let mut session = session(&workspace, modern());
    session.open(&path, &text);
    session.diagnostics(&path);
    let list = session.request(
        "textDocument/completion",
        at(&path, &place(&text, ",by,", 3)),
    );
    assert_eq!(list["isIncomplete"], false);
    let items = list["items"].as_array().expect("a list");
    let orders: Vec<_> = items.iter().map(|i| i["sortText"].as_str()).collect();
    assert!(orders.is_sorted() && orders.iter().all(Option::is_some));
    let byte = items.iter().find(|i| i["label"] == "byte").expect("byte");
    let filter = byte["filterText"].as_str().expect("a text");
    assert!(filter.starts_with("byte"), "{filter}");
    assert_eq!(byte["documentation"]["kind"], "markdown");
    assert_eq!(applied(&text, &json!([byte["textEdit"]])), healthy);
    session.finish();
}

#[test]
fn hover_speaks_the_format_of_the_client() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/metadata.csv");
    for (capabilities, kind) in [(modern(), "markdown"), (json!({}), "plaintext")] {
        let mut session = session(&workspace, capabilities);
        let text = session.open_file(&path);
        session.diagnostics(&path);
        let position = place(&text, ",byte,", 2);
        let hover = session.request("textDocument/hover", at(&path, &position));
        assert_eq!(hover["contents"]["kind"], kind);
        let value = hover["contents"]["value"].as_str().expect("a text");
        assert!(value.contains("byte"), "{value}");
        assert_eq!(
            value.contains('`') || value.contains("**"),
            kind == "markdown"
        );
        let start = place(&text, ",byte,", 1);
        assert_eq!(hover["range"]["start"], start);
        session.finish();
    }
}

#[test]
fn outlines_are_trees_or_lists() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/manifest.json");
    let params = json!({"textDocument": {"uri": uri(&path)}});
    let mut nested = session(&workspace, modern());
    nested.open_file(&path);
    nested.diagnostics(&path);
    let tree = nested.request("textDocument/documentSymbol", params.clone());
    let tile = tree
        .as_array()
        .expect("a list")
        .iter()
        .find(|s| s["name"] == "tile");
    let children = tile.expect("the tile")["children"]
        .as_array()
        .expect("children");
    assert!(children.iter().any(|s| s["name"] == "title"));
    nested.finish();
    let mut flat = session(&workspace, json!({}));
    flat.open_file(&path);
    flat.diagnostics(&path);
    let list = flat.request("textDocument/documentSymbol", params);
    let title = list
        .as_array()
        .expect("a list")
        .iter()
        .find(|s| s["name"] == "title");
    assert_eq!(title.expect("the title")["containerName"], "tile");
    flat.finish();
}

#[test]
fn definitions_lead_into_closed_files() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/manifest.json");
    let metadata = workspace.path("acme_queue/metadata.csv");
    let table = workspace.read("acme_queue/metadata.csv");
    let name = "acme_queue.messages.ready";
    let mut rich = session(&workspace, modern());
    let text = rich.open_file(&path);
    rich.diagnostics(&path);
    let position = place(&text, name, 3);
    let found = rich.request("textDocument/definition", at(&path, &position));
    assert_eq!(found[0]["targetUri"], *uri(&metadata));
    assert_eq!(found[0]["targetRange"]["start"], place(&table, name, 0));
    assert_eq!(
        found[0]["originSelectionRange"]["start"],
        place(&text, name, 0)
    );
    // The editor's text counts as soon as it is open.
    let row = "acme_queue.a,gauge,,byte,,Some text.,0,acme_queue,a,,\n";
    let header = table.find('\n').expect("a header") + 1;
    let longer = format!("{}{row}{}", &table[..header], &table[header..]);
    rich.open(&metadata, &longer);
    assert_eq!(rich.diagnostics(&metadata), (json!(1), vec![]));
    let moved = rich.request("textDocument/definition", at(&path, &position));
    let line = |found: &Value| found[0]["targetRange"]["start"]["line"].as_u64();
    assert_eq!(line(&moved), line(&found).map(|line| line + 1));
    rich.finish();
    let mut plain = session(&workspace, json!({}));
    plain.open_file(&path);
    plain.diagnostics(&path);
    let found = plain.request("textDocument/definition", at(&path, &position));
    assert_eq!(found[0]["uri"], *uri(&metadata));
    plain.finish();
}

#[test]
fn references_of_an_option_are_found_in_open_and_closed_files() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/datadog_checks/acme_queue/check.py");
    let mut session = session(&workspace, json!({}));
    let text = session.open_file(&path);
    session.diagnostics(&path);
    let mut params = at(&path, &place(&text, "'port'", 2));
    params["context"] = json!({"includeDeclaration": true});
    let found = session.request("textDocument/references", params.clone());
    let found = found.as_array().expect("a list");
    let in_file = |path: &Path| found.iter().filter(|l| l["uri"] == *uri(path)).count();
    let spec = workspace.path("acme_queue/assets/configuration/spec.yaml");
    let example = "acme_queue/datadog_checks/acme_queue/data/conf.yaml.example";
    for path in [&path, &spec, &workspace.path(example)] {
        assert_eq!(in_file(path), 1, "{found:?}");
    }
    params["context"] = json!({"includeDeclaration": false});
    let others = session.request("textDocument/references", params);
    let others = others.as_array().expect("a list");
    assert_eq!(others.len() + 1, found.len());
    session.finish();
}

#[test]
fn links_lead_to_files_and_pages() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/manifest.json");
    let mut session = session(&workspace, json!({}));
    let text = session.open_file(&path);
    session.diagnostics(&path);
    let params = json!({"textDocument": {"uri": uri(&path)}});
    let links = session.request("textDocument/documentLink", params);
    let links = links.as_array().expect("a list");
    let target = |needle: &str| {
        let start = place(&text, needle, 0);
        let link = links.iter().find(|l| l["range"]["start"] == start);
        link.map(|l| l["target"].as_str().expect("an address").to_owned())
    };
    let file = |path: &str| uri(&workspace.path(path));
    assert_eq!(
        target("metadata.csv"),
        Some(file("acme_queue/metadata.csv"))
    );
    assert_eq!(
        target("images/overview.png"),
        Some(file("acme_queue/images/overview.png"))
    );
    let readme = workspace.read("acme_queue/README.md");
    let line = place(&readme, "## Setup", 0)["line"]
        .as_u64()
        .expect("a line")
        + 1;
    let setup = format!("{}#L{line}", file("acme_queue/README.md"));
    assert_eq!(target("README.md#Setup"), Some(setup));
    session.finish();
}

#[test]
fn folds_cover_whole_lines_up_to_the_limit() {
    let workspace = Workspace::sample();
    let path = workspace.path("acme_queue/manifest.json");
    let limited = json!({"textDocument": {"foldingRange": {"rangeLimit": 2}}});
    for (capabilities, limit) in [(json!({}), None), (limited, Some(2))] {
        let mut session = session(&workspace, capabilities);
        session.open_file(&path);
        session.diagnostics(&path);
        let params = json!({"textDocument": {"uri": uri(&path)}});
        let folds = session.request("textDocument/foldingRange", params);
        let folds = folds.as_array().expect("a list");
        assert!(
            folds
                .iter()
                .all(|f| f["startLine"].as_u64() < f["endLine"].as_u64())
        );
        match limit {
            Some(limit) => assert_eq!(folds.len(), limit),
            None => assert!(folds.len() > 5),
        }
        session.finish();
    }
}

#[test]
fn symbols_of_the_workspace_name_integrations_and_metrics() {
    let workspace = Workspace::sample();
    let mut session = session(&workspace, json!({}));
    let found = session.request("workspace/symbol", json!({"query": "beacon_cache.cl"}));
    let symbol = &found[0];
    assert_eq!(symbol["name"], "beacon_cache.clients");
    assert_eq!(symbol["containerName"], "Beacon Cache");
    let metadata = workspace.path("beacon_cache/metadata.csv");
    assert_eq!(symbol["location"]["uri"], *uri(&metadata));
    let table = workspace.read("beacon_cache/metadata.csv");
    assert_eq!(
        symbol["location"]["range"]["start"],
        place(&table, "beacon_cache.clients", 0)
    );
    session.finish();
}
