//! Messages that change the state. Applied between two messages, so everything here
//! takes microseconds: edits of a rope, entries of a map. Reading files is left to
//! the indexer, parsing to whoever needs the tree first.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, InitializeParams, PublishDiagnosticsParams,
    TextDocumentContentChangeEvent, Uri,
};

use super::capabilities::Client;
use super::index::{self, Job};
use super::lines::line_col;
use super::outbound::{Outgoing, take_settings};
use super::server::Server;
use super::uri;
use crate::model::FileKind;
use crate::text::Change;
use crate::workspace::loader;

/// Whether the service behind us still has to see a message.
pub(super) enum Applied {
    /// Everything is done.
    Done,
    /// It has an answer to give, or decides for itself.
    PassOn,
}

/// Applies a message to the state.
pub(super) fn apply(server: &Arc<Server>, request: &Request) -> Applied {
    let (started, ended) = server.read(|live| (live.initialized, live.shut_down));
    match request.method() {
        "initialize" if !started => {
            if let Some(params) = params(request) {
                initialize(server, params);
            }
            return Applied::PassOn;
        }
        "initialized" if started && !ended => {
            initialized(server);
            return Applied::PassOn;
        }
        "shutdown" if started => {
            server.write(|live| live.shut_down = true);
            return Applied::PassOn;
        }
        _ if request.id().is_some() || !started || ended => return Applied::PassOn,
        _ => {}
    }
    match request.method() {
        "textDocument/didOpen" => with(request, |params| open(server, params)),
        "textDocument/didChange" => with(request, |params| change(server, params)),
        "textDocument/didClose" => with(request, |params| close(server, &params)),
        "textDocument/didSave" => with(request, |params: DidSaveTextDocumentParams| {
            if let Some(path) = uri::to_path(&params.text_document.uri) {
                changed_on_disk_unless_watched(server, path);
            }
        }),
        "workspace/didChangeWatchedFiles" => with(request, |params| watched(server, params)),
        "workspace/didChangeWorkspaceFolders" => with(request, |params| folders(server, params)),
        "workspace/didChangeConfiguration" => with(request, |params| configure(server, &params)),
        _ => return Applied::PassOn,
    }
    Applied::Done
}

fn params<'r, T: Deserialize<'r>>(request: &'r Request) -> Option<T> {
    T::deserialize(request.params()?).ok()
}

fn with<'r, T: Deserialize<'r>>(request: &'r Request, apply: impl FnOnce(T)) {
    if let Some(params) = params(request) {
        apply(params);
    }
}

fn initialize(server: &Arc<Server>, params: InitializeParams) {
    let client = Client::new(&params.capabilities);
    let of_folders = params.workspace_folders.unwrap_or_default();
    let mut folders: Vec<PathBuf> = of_folders
        .iter()
        .filter_map(|folder| uri::to_path(&folder.uri))
        .collect();
    if folders.is_empty() {
        // Clients from before folders.
        #[allow(deprecated)]
        let (root, path) = (params.root_uri, params.root_path);
        let root = root.as_ref().and_then(uri::to_path);
        folders.extend(root.or(path.map(PathBuf::from)));
    }
    server.write(|live| {
        live.client = Arc::new(client);
        live.folders = folders;
        live.initialized = true;
    });
    if let Some(options) = params.initialization_options {
        take_settings(server, &options);
    }
    server.job(Job::Folders);
}

fn initialized(server: &Server) {
    let client = server.read(|live| Arc::clone(&live.client));
    let (watchers, configuration) = (client.registers_watchers, client.registers_configuration);
    // Sending only fails when the server ends.
    if watchers || configuration {
        let _ = server.outbound.send(Outgoing::Register {
            watchers,
            configuration,
        });
    }
    if client.configuration {
        let _ = server.outbound.send(Outgoing::PullSettings);
    }
}

fn open(server: &Server, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let Some(path) = uri::to_path(&document.uri) else {
        return;
    };
    let is_known = server.read(|live| live.state.now().repository_of(&path).is_some());
    if !is_known
        && index::is_known_name(&path)
        && let Some(root) = loader::find_root_on_disk(&path)
    {
        index::add(server, root);
    }
    if path.ends_with(FileKind::Spec.file_name()) {
        // Installed templates lie where no client watches.
        server.job(Job::Templates);
    }
    server.write(|live| {
        Arc::make_mut(&mut live.uris).insert(path.clone(), document.uri);
        live.state.open(path, &document.text, document.version);
    });
}

fn change(server: &Server, params: DidChangeTextDocumentParams) {
    let document = params.text_document;
    let Some(path) = uri::to_path(&document.uri) else {
        return;
    };
    let changes = params.content_changes.into_iter().map(text_change);
    let changes: Vec<Change> = changes.collect();
    server.write(|live| {
        let encoding = live.client.encoding;
        live.state.edit(&path, changes, document.version, encoding);
    });
}

fn text_change(event: TextDocumentContentChangeEvent) -> Change {
    match event.range {
        None => Change::Full(event.text),
        Some(range) => Change::Incremental {
            start: line_col(range.start),
            end: line_col(range.end),
            text: event.text,
        },
    }
}

fn close(server: &Server, params: &DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    let Some(path) = uri::to_path(uri) else {
        return;
    };
    server.write(|live| {
        let open = live.state.now().documents.get(&path);
        let is_ours = open.is_some_and(|open| open.place.is_some());
        live.state.close(&path);
        Arc::make_mut(&mut live.uris).remove(&path);
        if is_ours && !live.client.pulls_diagnostics {
            // Under the lock: the checker publishes under it too, so nothing can follow.
            let empty = PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None);
            let _ = server.outbound.send(Outgoing::Publish(empty));
        }
    });
    server.served.remove(&path);
    server.tokens.remove(&path);
    changed_on_disk_unless_watched(server, path);
}

/// A client without watchers tells of changes on disk only by what it saves itself.
fn changed_on_disk_unless_watched(server: &Server, path: PathBuf) {
    if !server.read(|live| live.client.registers_watchers) {
        server.job(Job::Changed(vec![path]));
    }
}

fn watched(server: &Server, params: DidChangeWatchedFilesParams) {
    let paths = params.changes.iter();
    let paths: Vec<PathBuf> = paths.filter_map(|event| uri::to_path(&event.uri)).collect();
    if !paths.is_empty() {
        server.job(Job::Changed(paths));
    }
}

fn folders(server: &Server, params: DidChangeWorkspaceFoldersParams) {
    let paths = |uris: Vec<Uri>| -> Vec<PathBuf> { uris.iter().filter_map(uri::to_path).collect() };
    let removed = paths(params.event.removed.into_iter().map(|f| f.uri).collect());
    let added = paths(params.event.added.into_iter().map(|f| f.uri).collect());
    server.write(|live| {
        live.folders.retain(|folder| !removed.contains(folder));
        live.folders.extend(added);
        live.folders.sort();
        live.folders.dedup();
    });
    server.job(Job::Folders);
}

fn configure(server: &Server, params: &DidChangeConfigurationParams) {
    if server.read(|live| live.client.configuration) {
        let _ = server.outbound.send(Outgoing::PullSettings);
    } else {
        take_settings(server, &params.settings);
    }
}
