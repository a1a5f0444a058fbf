//! Everything the server sends on its own account leaves through one task, in order.
//! What needs an answer is asked from here with a time limit, so that no handler
//! ever waits for the client.

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
use crate::model::FileKind;
use crate::rules;
use crate::workspace::{Overrides, SECTION};

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

async fn pull_settings(client: Client, server: Arc<Server>) {
    let item = ConfigurationItem {
        scope_uri: None,
        section: Some(SECTION.to_owned()),
    };
    let asked = client.configuration(vec![item]);
    if let Ok(Ok(values)) = tokio::time::timeout(PATIENCE, asked).await {
        apply_settings(&server, values.first().unwrap_or(&Value::Null));
    }
}

/// Takes over settings and tells the user what is wrong with them.
pub(super) fn apply_settings(server: &Server, value: &Value) {
    let (settings, mut problems) = Overrides::of_editor(value);
    let unknown = rules::settings::unknown_rules(&settings.layer);
    problems.extend(
        unknown
            .into_iter()
            .map(|problem| format!("In the settings `{SECTION}`: {}", problem.message)),
    );
    server.write(|live| live.state.set_settings(settings));
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
