//! Repositories around the open documents: changes on disk, folders that come and go,
//! settings, and what the editor is told about it.

use std::fs;

use serde_json::{Value, json};

use super::documents::codes;
use crate::support::session::{Session, Start, uri};
use crate::support::workspace::Workspace;

const CREATED: u8 = 1;
const CHANGED: u8 = 2;
const DELETED: u8 = 3;

fn watching() -> Value {
    json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}})
}

/// A session with watchers, whose registration is answered.
fn watching_session(workspace: &Workspace) -> Session {
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(watching()));
    let (id, params) = session.expect_request("client/registerCapability");
    let watchers = &params["registrations"][0]["registerOptions"]["watchers"];
    let globs: Vec<_> = watchers
        .as_array()
        .expect("a list")
        .iter()
        .map(|w| w["globPattern"].as_str().expect("a glob"))
        .collect();
    assert!(globs.contains(&"**/manifest.json") && globs.contains(&"**/metadata.csv"));
    session.reply(&id, Value::Null);
    session.wait_indexed(1);
    session
}

fn integrations(session: &mut Session) -> u64 {
    let status = session.status();
    status["repositories"][0]["integrations"]
        .as_u64()
        .expect("a number")
}

fn wait_for_integrations(session: &mut Session, count: u64) {
    for _ in 0..1000 {
        if integrations(session) == count {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("{} integrations, not {count}", integrations(session));
}

#[test]
fn a_manifest_changed_on_disk_is_seen_in_open_files() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("acme_queue/metadata.csv");
    let manifest = workspace.path("acme_queue/manifest.json");
    let mut session = watching_session(&workspace);
    session.open_file(&metadata);
    assert_eq!(session.diagnostics(&metadata), (json!(1), vec![]));
    let before = workspace.read("acme_queue/manifest.json");
    fs::write(&manifest, before.replace("\"acme_queue.\"", "\"other.\"")).expect("writable");
    session.watched(&[(&manifest, CHANGED)]);
    session.diagnostics_until(&metadata, |found| {
        !found.is_empty() && found.iter().all(|d| d["code"] == "metadata/wrong-prefix")
    });
    fs::write(&manifest, before).expect("writable");
    session.watched(&[(&manifest, CHANGED)]);
    session.diagnostics_until(&metadata, <[Value]>::is_empty);
    // An event without a change changes nothing.
    session.watched(&[(&manifest, CHANGED)]);
    session.status();
    session.finish();
}

#[test]
fn integrations_come_and_go_with_their_files() {
    let workspace = Workspace::sample();
    let mut session = watching_session(&workspace);
    let count = integrations(&mut session);
    let manifest = workspace.read("acme_queue/manifest.json");
    let new = workspace.write("delta_sink/manifest.json", &manifest);
    session.watched(&[(&new, CREATED)]);
    wait_for_integrations(&mut session, count + 1);
    // Renaming a folder: the old one goes with a single event, the new one comes by its files.
    fs::rename(
        workspace.path("delta_sink"),
        workspace.path("delta_sink_two"),
    )
    .expect("renamed");
    let moved = workspace.path("delta_sink_two/manifest.json");
    let old = workspace.path("delta_sink");
    session.watched(&[(&old, DELETED), (&moved, CREATED)]);
    let names = |session: &mut Session| -> Vec<String> {
        let found = session.request("workspace/symbol", json!({"query": "acme"}));
        let found = found.as_array().expect("a list").iter();
        let mut uris: Vec<String> = found
            .filter(|s| s["kind"] == 2)
            .map(|s| {
                s["location"]["uri"]
                    .as_str()
                    .expect("an address")
                    .to_owned()
            })
            .collect();
        uris.sort();
        uris
    };
    let mut expected = vec![
        uri(&workspace.path("acme_queue/manifest.json")),
        uri(&moved),
    ];
    expected.sort();
    for _ in 0..1000 {
        if names(&mut session) == expected {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(names(&mut session), expected);
    fs::remove_dir_all(workspace.path("delta_sink_two")).expect("removed");
    session.watched(&[(&moved, DELETED)]);
    wait_for_integrations(&mut session, count);
    session.finish();
}

#[test]
fn a_switch_of_branches_is_taken_over_as_a_whole() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("acme_queue/metadata.csv");
    let mut session = watching_session(&workspace);
    let count = integrations(&mut session);
    session.open_file(&metadata);
    assert_eq!(session.diagnostics(&metadata), (json!(1), vec![]));
    let manifest = workspace.read("acme_queue/manifest.json");
    let mut events = Vec::new();
    for number in 0..40 {
        let path = format!("branch_{number:02}/manifest.json");
        events.push((workspace.write(&path, &manifest), CREATED));
    }
    fs::remove_dir_all(workspace.path("beacon_cache")).expect("removed");
    events.push((workspace.path("beacon_cache/manifest.json"), DELETED));
    events.push((workspace.path("beacon_cache/metadata.csv"), DELETED));
    let changed = manifest.replace("\"acme_queue.\"", "\"other.\"");
    events.push((
        workspace.write("acme_queue/manifest.json", &changed),
        CHANGED,
    ));
    for batch in events.chunks(10) {
        let batch: Vec<_> = batch.iter().map(|(p, kind)| (p.as_path(), *kind)).collect();
        session.watched(&batch);
    }
    wait_for_integrations(&mut session, count + 40 - 1);
    session.diagnostics_until(&metadata, |found| {
        codes(found).contains(&("metadata/wrong-prefix", 1))
    });
    session.finish();
}

#[test]
fn a_client_without_watchers_tells_by_saving() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("acme_queue/metadata.csv");
    let manifest = workspace.path("acme_queue/manifest.json");
    let mut session = Session::start(&Start::plain(&[workspace.root()]));
    session.wait_indexed(1);
    session.open_file(&metadata);
    session.diagnostics(&metadata);
    let text = workspace.read("acme_queue/manifest.json");
    let text = text.replace("\"acme_queue.\"", "\"other.\"");
    fs::write(&manifest, text).expect("writable");
    let params = json!({"textDocument": {"uri": uri(&manifest)}});
    session.notify("textDocument/didSave", params);
    session.diagnostics_until(&metadata, |found| {
        codes(found).contains(&("metadata/wrong-prefix", 1))
    });
    session.finish();
}

#[test]
fn the_configuration_of_the_repository_is_read_again() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("acme_queue/metadata.csv");
    let mut session = watching_session(&workspace);
    let text = workspace.read("acme_queue/metadata.csv");
    session.open(&metadata, &text);
    assert_eq!(session.diagnostics(&metadata), (json!(1), vec![]));
    let config = format!(
        "{}\n[overrides.validate.metadata.integration]\nacme_queue = \"acme\"\n",
        workspace.read(".ddev/config.toml")
    );
    let config = workspace.write(".ddev/config.toml", &config);
    session.watched(&[(&config, CHANGED)]);
    session.diagnostics_until(&metadata, |found| {
        codes(found).contains(&("metadata/wrong-integration", 1))
    });
    session.finish();
}

#[test]
fn folders_are_added_and_removed() {
    let first = Workspace::sample();
    let second = Workspace::sample();
    let mut session = Session::start(&Start::plain(&[first.root()]));
    session.wait_indexed(1);
    let folder = |workspace: &Workspace| json!({"uri": uri(workspace.root()), "name": "x"});
    let change = |session: &mut Session, added: Value, removed: Value| {
        let event = json!({"event": {"added": added, "removed": removed}});
        session.notify("workspace/didChangeWorkspaceFolders", event);
    };
    change(&mut session, json!([folder(&second)]), json!([]));
    session.wait_indexed(2);
    change(&mut session, json!([]), json!([folder(&first)]));
    let status = session.wait_indexed(1);
    let root = status["repositories"][0]["root"].as_str().expect("a root");
    assert_eq!(root, second.root().to_str().expect("UTF-8"));
    session.finish();
}

#[test]
fn a_file_without_a_folder_finds_its_repository() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("acme_queue/metadata.csv");
    let mut session = Session::start(&Start::plain(&[]));
    session.open_file(&metadata);
    assert_eq!(session.diagnostics(&metadata), (json!(1), vec![]));
    let status = session.wait_indexed(1);
    assert_eq!(status["repositories"][0]["kind"], "extras");
    session.finish();
}

#[test]
fn a_lone_integration_is_a_repository_of_its_own() {
    let sample = Workspace::sample();
    let workspace = Workspace::empty("acme_queue");
    workspace.write("manifest.json", &sample.read("acme_queue/manifest.json"));
    let metadata = workspace.path("metadata.csv");
    let mut session = Session::start(&Start::plain(&[workspace.root()]));
    let status = session.wait_indexed(1);
    assert_eq!(status["repositories"][0]["kind"], "single");
    session.open(
        &metadata,
        "metric_name,metric_type,unit_name\nacme_queue.a,gauge,bytes\n",
    );
    session.diagnostics_until(&metadata, |found| {
        codes(found).contains(&("metadata/invalid-unit", 1))
    });
    session.finish();
}

#[test]
fn settings_come_at_the_start_and_change_later() {
    let workspace = Workspace::sample();
    let kind = |session: &mut Session| session.status()["repositories"][0]["kind"].clone();
    let mut session = Session::start(&Start {
        options: json!({"repository": {"kind": "marketplace"}}),
        ..Start::plain(&[workspace.root()])
    });
    session.wait_indexed(1);
    assert_eq!(kind(&mut session), "marketplace");
    let change = |session: &mut Session, value: Value| {
        let settings = json!({"settings": {"integrationsLs": {"repository": {"kind": value}}}});
        session.notify("workspace/didChangeConfiguration", settings);
    };
    change(&mut session, json!("core"));
    assert_eq!(kind(&mut session), "core");
    change(&mut session, json!("auto"));
    assert_eq!(kind(&mut session), "extras");
    change(&mut session, json!("kern"));
    let warning = session.expect_notification("window/showMessage");
    let text = warning["message"].as_str().expect("a text");
    assert!(text.contains("`repository.kind`") && text.contains("kern"));
    assert_eq!(kind(&mut session), "extras");
    session.finish();
}

#[test]
fn rules_are_chosen_by_the_editor_and_by_the_file() {
    let workspace = Workspace::sample();
    let metadata = workspace.path("beacon_cache/metadata.csv");
    let config = workspace.path("integrations-ls.toml");
    let has = |code: &'static str| {
        move |found: &[Value]| found.iter().any(|diagnostic| diagnostic["code"] == code)
    };
    let unit = has("metadata/invalid-unit");
    let mut session = watching_session(&workspace);
    session.open_file(&metadata);
    session.diagnostics_until(&metadata, unit);
    workspace.write(
        "integrations-ls.toml",
        "ignore = [\"metadata/invalid-unit\"]\n",
    );
    session.watched(&[(&config, CREATED)]);
    session.diagnostics_until(&metadata, |found| !unit(found));
    let change = |session: &mut Session, settings: Value| {
        let settings = json!({"settings": {"integrationsLs": settings}});
        session.notify("workspace/didChangeConfiguration", settings);
    };
    change(
        &mut session,
        json!({"select": ["metadata/invalid-unit"], "severity": {"metadata": "hint"}}),
    );
    session.diagnostics_until(&metadata, |found| {
        unit(found) && found.iter().all(|diagnostic| diagnostic["severity"] == 4)
    });
    change(
        &mut session,
        json!({"configurationPreference": "editorOnly"}),
    );
    session.diagnostics_until(&metadata, |found| {
        unit(found) && found.iter().any(|diagnostic| diagnostic["severity"] == 1)
    });
    change(&mut session, json!({}));
    session.diagnostics_until(&metadata, |found| !unit(found));
    workspace.write("integrations-ls.toml", "ingore = []\n");
    session.watched(&[(&config, CHANGED)]);
    let warning = session.expect_notification("window/showMessage");
    let text = warning["message"].as_str().expect("a text");
    assert!(
        text.contains("integrations-ls.toml:1:1: ") && text.contains("`ignore`"),
        "{text}"
    );
    session.diagnostics_until(&metadata, unit);
    fs::remove_file(&config).expect("removed");
    session.watched(&[(&config, DELETED)]);
    session.finish();
}

#[test]
fn settings_are_asked_for_where_the_client_answers() {
    let workspace = Workspace::sample();
    let able = json!({"workspace": {"configuration": true}});
    let mut session = Session::start(&Start::plain(&[workspace.root()]).with(able));
    let (id, params) = session.expect_request("workspace/configuration");
    assert_eq!(params["items"], json!([{"section": "integrationsLs"}]));
    session.reply(&id, json!([{"repository": {"kind": "core"}}]));
    session.wait_indexed(1);
    for _ in 0..1000 {
        if session.status()["repositories"][0]["kind"] == "core" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(session.status()["repositories"][0]["kind"], "core");
    session.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": null}),
    );
    let (id, _) = session.expect_request("workspace/configuration");
    session.reply(&id, json!([null]));
    session.finish();
}

/// Duplicate values need the whole repository: they appear once it is read, and go
/// with the other file.
#[test]
fn what_concerns_the_whole_repository_appears_once_it_is_indexed() {
    let workspace = Workspace::sample();
    let manifest = workspace.path("acme_queue/manifest.json");
    let text = workspace.read("acme_queue/manifest.json");
    let twin = workspace.write("twin/manifest.json", &text);
    let mut session = watching_session(&workspace);
    let is_duplicate = |found: &[Value]| found.iter().any(|d| d["code"] == "manifest/duplicate-id");
    session.open(&manifest, &text);
    session.diagnostics_until(&manifest, is_duplicate);
    fs::remove_file(&twin).expect("removed");
    session.watched(&[(&twin, DELETED)]);
    session.diagnostics_until(&manifest, |found| !is_duplicate(found));
    session.finish();
}
