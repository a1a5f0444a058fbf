//! `textDocument/diagnostic` and `workspace/diagnostic`. A result id is a fingerprint
//! of the diagnostics themselves: equal ids mean that nothing changed, whatever the
//! server went through in between.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::SystemTime;

use dashmap::DashMap;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, WorkspaceDiagnosticParams,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
};

use crate::lsp::check::{diagnostics, fingerprint};
use crate::lsp::convert::{self, absolute};
use crate::lsp::outbound::Outgoing;
use crate::lsp::server::Session;
use crate::lsp::uri;
use crate::model::FileKind;
use crate::rules;
use crate::workspace::{FileView, Integration, Repo, Repository, load_file};

/// Result ids of closed files, with what they came from.
pub(in crate::lsp) type ReportCache = DashMap<PathBuf, Known>;

/// A closed file whose findings were computed.
pub(in crate::lsp) struct Known {
    repo: Weak<Repo>,
    modified: Option<SystemTime>,
    size: u64,
    id: String,
}

fn result_id(diagnostics: &[Diagnostic]) -> String {
    format!("{:016x}", fingerprint(diagnostics))
}

/// Notes what the client has from now on. The state may have changed since this request
/// came; then it has to ask again.
fn serve(session: &Session, path: &Path, items: &[Diagnostic]) {
    let server = &session.server;
    let Some(open) = session.snapshot.documents.get(path) else {
        return;
    };
    let version = open.document.version();
    let served = (version, fingerprint(items));
    let mut entry = server.served.entry(path.to_owned()).or_insert(served);
    // Pulls run side by side; an older one may be done later.
    if entry.0 <= version {
        *entry = served;
    }
    drop(entry);
    let Some(place) = &open.place else { return };
    let now = server.session().snapshot;
    let same_text = now
        .documents
        .get(path)
        .is_some_and(|open| open.document.version() == version);
    let same_repo = session.snapshot.has_same_repo(&now, &place.root);
    let is_stale = same_text && !same_repo;
    if is_stale {
        // Only fails when the server ends.
        let _ = server.outbound.send(Outgoing::Refresh);
    }
}

/// Diagnostics of an open document.
pub(in crate::lsp) fn document(
    session: &Session,
    params: DocumentDiagnosticParams,
) -> DocumentDiagnosticReport {
    let path = uri::to_path(&params.text_document.uri);
    let path = path.unwrap_or_default();
    let items = diagnostics(session, &path).unwrap_or_default();
    serve(session, &path, &items);
    let id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&id) {
        return DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                result_id: id,
            },
        });
    }
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(id),
            items,
        },
    })
}

/// What the client knows: result ids by path.
pub(in crate::lsp) type Previous = BTreeMap<PathBuf, String>;

/// Result ids the client sent along.
pub(in crate::lsp) fn previous(params: WorkspaceDiagnosticParams) -> Previous {
    let ids = params.previous_result_ids.into_iter();
    ids.filter_map(|previous| Some((uri::to_path(&previous.uri)?, previous.value)))
        .collect()
}

/// Reports of all files whose diagnostics are not what the client knows. Nothing, when
/// it was cancelled.
pub(in crate::lsp) fn workspace(
    session: &Session,
    previous: &Previous,
    cancelled: &AtomicBool,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let mut reports = Vec::new();
    let mut gone = previous.clone();
    for (root, repository) in &*session.snapshot.repositories {
        let Some(repo) = session.snapshot.repo(root).filter(|repo| repo.complete) else {
            // What is known of it stays until it is indexed.
            gone.retain(|path, _| !path.starts_with(root));
            continue;
        };
        for file in files(&repo) {
            if cancelled.load(Ordering::Relaxed) {
                return Vec::new();
            }
            let path = absolute(root, &file.integration.repo_path(file.name));
            let known = gone.remove(&path);
            let is_open = session.snapshot.documents.contains_key(&path);
            let items = if is_open {
                diagnostics(session, &path)
            } else {
                closed(session, repository, &repo, &file, known.as_deref())
            };
            let Some(items) = items else { continue };
            let id = result_id(&items);
            let nothing_new = items.is_empty() && known.is_none();
            if known.as_ref() != Some(&id) && !nothing_new {
                reports.extend(report(session, &path, Some(id), items));
            }
        }
    }
    for path in gone.keys() {
        session.server.reports.remove(path);
        reports.extend(report(session, path, None, Vec::new()));
    }
    reports
}

/// A file that rules look at.
pub(super) struct Checked<'a> {
    pub(super) integration: &'a Arc<Integration>,
    /// Path relative to the integration.
    pub(super) name: &'a str,
    kind: FileKind,
}

/// All files of a repository that rules look at.
pub(super) fn files(repo: &Repo) -> impl Iterator<Item = Checked<'_>> {
    let directories = repo.integrations.values().chain(repo.packages.values());
    let directories = directories.chain([&repo.root]);
    directories.flat_map(|integration| {
        let entries = integration.files.files_below("");
        entries.filter_map(move |entry| {
            let name = &*entry.path;
            let kind = integration.kind_of(name)?;
            integration.is_checked(kind).then_some(Checked {
                integration,
                name,
                kind,
            })
        })
    })
}

/// A file as it is on disk, in its surroundings.
pub(super) fn closed_view(
    repository: &Repository,
    repo: &Arc<Repo>,
    file: &Checked,
) -> Option<FileView> {
    let text = load_file(&*repository.source, file.integration, file.name, file.kind)?;
    Some(FileView {
        repo: repo.clone(),
        integration: file.integration.clone(),
        file: text.into(),
    })
}

/// Diagnostics of a closed file; `None` when the client knows them already.
fn closed(
    session: &Session,
    repository: &Repository,
    repo: &Arc<Repo>,
    file: &Checked,
    known: Option<&str>,
) -> Option<Vec<Diagnostic>> {
    let root = &repository.root.path;
    let path = absolute(root, &file.integration.repo_path(file.name));
    let meta = fs::metadata(&path).ok()?;
    let (modified, size) = (meta.modified().ok(), meta.len());
    let repo_now = Arc::downgrade(repo);
    let empty = result_id(&[]);
    let is_known = session.server.reports.get(&path).is_some_and(|entry| {
        entry.modified == modified
            && entry.size == size
            && Weak::ptr_eq(&entry.repo, &repo_now)
            && known.unwrap_or(&empty) == entry.id
    });
    if is_known {
        return None;
    }
    let view = closed_view(repository, repo, file)?;
    let findings = rules::check_file(&view.cx());
    let items = convert::diagnostics(session, root, &view, &findings);
    let known = Known {
        repo: repo_now,
        modified,
        size,
        id: result_id(&items),
    };
    session.server.reports.insert(path, known);
    Some(items)
}

fn report(
    session: &Session,
    path: &Path,
    result_id: Option<String>,
    items: Vec<Diagnostic>,
) -> Option<WorkspaceDocumentDiagnosticReport> {
    let open = session.snapshot.documents.get(path);
    Some(WorkspaceDocumentDiagnosticReport::Full(
        WorkspaceFullDocumentDiagnosticReport {
            uri: session.uri(path)?,
            version: open.map(|open| i64::from(open.document.version())),
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
        },
    ))
}
