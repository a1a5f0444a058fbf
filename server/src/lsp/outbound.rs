//! Everything the server sends on its own account leaves through one task, in order.
//! What needs an answer is asked from here with a time limit, so that no handler
//! ever waits for the client.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::{
    ConfigurationItem, MessageType, NumberOrString, ProgressParams, ProgressParamsValue,
    PublishDiagnosticsParams, Registration, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressEnd, WorkDoneProgressReport, WorkspaceEdit,
};

use super::index::Job;
use super::server::Server;
use super::uri;
use crate::model::FileKind;
use crate::rules;
use crate::workspace::{Overrides, SECTION, Snapshot};

/// How long we wait for an answer of the client.
const PATIENCE: Duration = Duration::from_secs(10);
/// Changes in quick succession are told once.
const REFRESH_PAUSE: Duration = Duration::from_millis(50);

/// Files whose changes outside the editor matter. `*` tells of directories of
/// integrations that come and go as a whole.
const WATCHED: [&str; 4] = [
    "**/assets/**",
    "**/images/**",
    "**/datadog_checks/dev/tooling/templates/configuration/**/*.{yaml,yml}",
    "*",
];

/// A message to the client.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// Diagnostics of a document.
    Publish(PublishDiagnosticsParams),
    /// Diagnostics changed: ask again.
    Refresh,
    /// What is shown besides findings changed: ask again.
    RefreshDisplay,
    /// Tell us of changes on disk, and of changed settings.
    Register { watchers: bool, configuration: bool },
    /// Ask for the settings.
    PullSettings,
    /// Tell the user.
    Warn(String),
    /// Tell those who look into the log.
    Log(String),
    /// Change files.
    Apply(WorkspaceEdit),
    /// Steps of a longer work, until the sender is dropped.
    Progress(String, UnboundedReceiver<Step>),
}

/// How far a longer work is.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) percentage: u32,
    pub(super) message: String,
}

/// The way to the outbound task.
pub(super) type Outbound = UnboundedSender<Outgoing>;

/// Sends until the server ends.
pub(super) async fn run(
    mut messages: UnboundedReceiver<Outgoing>,
    client: Client,
    server: Arc<Server>,
) {
    let refresh_planned = Arc::new(AtomicBool::new(false));
    while let Some(message) = messages.recv().await {
        match message {
            Outgoing::Publish(params) => {
                let PublishDiagnosticsParams {
                    uri,
                    diagnostics,
                    version,
                } = params;
                client.publish_diagnostics(uri, diagnostics, version).await;
            }
            Outgoing::Warn(message) => client.show_message(MessageType::WARNING, message).await,
            Outgoing::Log(message) => client.log_message(MessageType::INFO, message).await,
            Outgoing::Apply(edit) => {
                let client = client.clone();
                tokio::spawn(async move {
                    // The user sees what became of it.
                    let _ = client.apply_edit(edit).await;
                });
            }
            Outgoing::Refresh => {
                if !refresh_planned.swap(true, Ordering::SeqCst) {
                    let (client, planned) = (client.clone(), Arc::clone(&refresh_planned));
                    tokio::spawn(async move {
                        tokio::time::sleep(REFRESH_PAUSE).await;
                        planned.store(false, Ordering::SeqCst);
                        let asked = client.workspace_diagnostic_refresh();
                        let _ = tokio::time::timeout(PATIENCE, asked).await;
                    });
                }
            }
            Outgoing::RefreshDisplay => {
                let able = server.read(|live| Arc::clone(&live.client));
                let client = client.clone();
                tokio::spawn(async move {
                    if able.refreshes_tokens {
                        let asked = client.semantic_tokens_refresh();
                        let _ = tokio::time::timeout(PATIENCE, asked).await;
                    }
                    if able.refreshes_hints {
                        let asked = client.inlay_hint_refresh();
                        let _ = tokio::time::timeout(PATIENCE, asked).await;
                    }
                });
            }
            Outgoing::Register {
                watchers,
                configuration,
            } => {
                let registrations = registrations(watchers, configuration);
                let client = client.clone();
                tokio::spawn(async move {
                    let asked = client.register_capability(registrations);
                    let _ = tokio::time::timeout(PATIENCE, asked).await;
                });
            }
            Outgoing::PullSettings => {
                tokio::spawn(pull_settings(client.clone(), Arc::clone(&server)));
            }
            Outgoing::Progress(title, steps) => {
                tokio::spawn(show_progress(client.clone(), title, steps));
            }
        }
    }
}

fn registrations(watchers: bool, configuration: bool) -> Vec<Registration> {
    let mut all = Vec::new();
    if watchers {
        let globs: Vec<Value> = FileKind::GLOBS
            .iter()
            .chain(&WATCHED)
            .map(|glob| match *glob {
                // Created and deleted.
                "*" => json!({"globPattern": glob, "kind": 5}),
                _ => json!({"globPattern": glob}),
            })
            .collect();
        all.push(Registration {
            id: "watched-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({"watchers": globs})),
        });
    }
    if configuration {
        all.push(Registration {
            id: "configuration".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({"section": SECTION})),
        });
    }
    all
}

/// Where to ask for the settings of a repository: it may lie in a folder of the editor, or
/// around one.
fn scope(root: &Path, folders: &[PathBuf]) -> Option<PathBuf> {
    if folders.iter().any(|folder| root.starts_with(folder)) {
        return Some(root.to_owned());
    }
    let inside = folders.iter().find(|folder| folder.starts_with(root));
    inside.cloned()
}

async fn pull_settings(client: Client, server: Arc<Server>) {
    let item = |scope: Option<&Path>| ConfigurationItem {
        scope_uri: scope.and_then(uri::from_path),
        section: Some(SECTION.to_owned()),
    };
    // With one folder its settings are those of all.
    let (time, scopes) = server.write(|live| {
        live.settings_asked += 1;
        let roots = live.state.now().repositories.keys();
        let several = roots.filter(|_| live.folders.len() > 1);
        let scopes: Vec<(PathBuf, PathBuf)> = several
            .filter_map(|root| Some((root.clone(), scope(root, &live.folders)?)))
            .collect();
        (live.settings_asked, scopes)
    });
    let mut items = vec![item(None)];
    items.extend(scopes.iter().map(|(_, scope)| item(Some(scope))));
    let asked = client.configuration(items);
    if let Ok(Ok(values)) = tokio::time::timeout(PATIENCE, asked).await {
        let mut values = values.into_iter();
        let of_all = values.next().unwrap_or_default();
        let roots = scopes.into_iter().map(|(root, _)| root);
        apply_settings(&server, time, &of_all, roots.zip(values));
    }
}

/// Takes over settings that came without being asked for.
pub(super) fn take_settings(server: &Server, value: &Value) {
    let time = server.write(|live| {
        live.settings_asked += 1;
        live.settings_asked
    });
    apply_settings(server, time, value, []);
}

/// Takes over settings, of all repositories and of some, and tells the user what is wrong with
/// them. Answers may overtake each other; `time` says which one is the newest.
fn apply_settings(
    server: &Server,
    time: u64,
    value: &Value,
    by_root: impl IntoIterator<Item = (PathBuf, Value)>,
) {
    let mut problems = Vec::new();
    let mut read = |value: &Value| {
        let (settings, found) = Overrides::of_editor(value);
        let unknown = rules::settings::unknown_rules(&settings.layer).into_iter();
        let unknown = unknown.map(|p| format!("In the settings `{SECTION}`: {}", p.message));
        for problem in found.into_iter().chain(unknown) {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        settings
    };
    let settings = read(value);
    let by_root: BTreeMap<PathBuf, Overrides> = by_root
        .into_iter()
        .map(|(root, value)| (root, read(&value)))
        .collect();
    let display = |snapshot: &Snapshot| {
        let of_roots = snapshot.repositories.keys();
        let of_roots = of_roots.map(|root| snapshot.settings_of(root).display);
        of_roots.collect::<Vec<_>>()
    };
    let shown_otherwise = server.write(|live| {
        if time < live.settings_held {
            return false;
        }
        live.settings_held = time;
        let before = display(live.state.now());
        live.state.set_settings(settings, by_root);
        before != display(live.state.now())
    });
    if shown_otherwise {
        // Only fails when the server ends.
        let _ = server.outbound.send(Outgoing::RefreshDisplay);
    }
    server.job(Job::Templates);
    for problem in problems {
        // Only fails when the server ends.
        let _ = server.outbound.send(Outgoing::Warn(problem));
    }
}

/// A way to show steps to the user; they see nothing when the client cannot.
pub(super) fn start_progress(outbound: &Outbound, title: &str) -> UnboundedSender<Step> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let _ = outbound.send(Outgoing::Progress(title.to_owned(), receiver));
    sender
}

async fn show_progress(client: Client, title: String, mut steps: UnboundedReceiver<Step>) {
    let token = NumberOrString::String(format!("{}/{title}", super::SOURCE));
    let asked = client.create_work_done_progress(token.clone());
    if !matches!(tokio::time::timeout(PATIENCE, asked).await, Ok(Ok(()))) {
        return;
    }
    let send = async |value| {
        let params = ProgressParams {
            token: token.clone(),
            value: ProgressParamsValue::WorkDone(value),
        };
        client.send_notification::<Progress>(params).await;
    };
    send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title,
        cancellable: Some(false),
        message: None,
        percentage: Some(0),
    }))
    .await;
    while let Some(step) = steps.recv().await {
        send(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(false),
            message: Some(step.message),
            percentage: Some(step.percentage),
        }))
        .await;
    }
    send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_asked_for_where_a_repository_meets_a_folder() {
        let folders = [PathBuf::from("/work/a"), PathBuf::from("/work/b/foo")];
        let scope = |root: &str| scope(Path::new(root), &folders);
        assert_eq!(scope("/work/a"), Some("/work/a".into()));
        assert_eq!(scope("/work/a/inner"), Some("/work/a/inner".into()));
        assert_eq!(scope("/work/b"), Some("/work/b/foo".into()));
        assert_eq!(scope("/work/c"), None);
    }
}
