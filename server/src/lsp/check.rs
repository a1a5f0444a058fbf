//! The checker: one thread that keeps the findings of open documents current, or a
//! client that pulls informed. The document edited last comes first; a newer change
//! always cuts in. What depends on nothing new is not checked again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams};

use super::convert;
use super::outbound::Outgoing;
use super::server::{Server, Session};
use crate::model::SourceFile;
use crate::rules;
use crate::workspace::{OpenFile, Repo};

/// What a document's findings came from, and what was published. Weak references
/// keep the addresses from being used again, not the values.
#[derive(Default)]
struct Checked {
    file: Weak<SourceFile>,
    repo: Weak<Repo>,
    published: Option<(i32, u64)>,
}

/// Works until the process ends.
pub(super) fn run(server: &Arc<Server>) {
    let mut seen = 0;
    let mut checked: HashMap<PathBuf, Checked> = HashMap::new();
    loop {
        let session = server.wait_for_change(seen);
        seen = session.snapshot.revision;
        let open = session.snapshot.open_files();
        checked.retain(|path, _| session.snapshot.documents.contains_key(path));
        for file in open {
            let state = checked.entry(file.path.clone()).or_default();
            super::panics::working_on("checking an open document");
            // Told by the hook; the document keeps what it had until it changes.
            let _ = catch_unwind(AssertUnwindSafe(|| update(&session, &file, state)));
            if server.read(|live| live.state.now().revision) != seen {
                break;
            }
        }
    }
}

/// Diagnostics of an open document; `None` when it is not ours.
pub(super) fn diagnostics(session: &Session, path: &Path) -> Option<Vec<Diagnostic>> {
    let view = session.snapshot.view(path)?;
    let root = &session.snapshot.documents.get(path)?.place.as_ref()?.root;
    let findings = rules::check_file(&view.cx());
    Some(convert::diagnostics(session, root, &view, &findings))
}

/// Same content, same number, within one session and beyond.
pub(super) fn fingerprint(diagnostics: &[Diagnostic]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for diagnostic in diagnostics {
        // Ranges, codes and messages tell findings apart; the rest follows from them.
        let range = diagnostic.range;
        (range.start.line, range.start.character).hash(&mut hasher);
        (range.end.line, range.end.character).hash(&mut hasher);
        format!("{:?}{:?}", diagnostic.code, diagnostic.severity).hash(&mut hasher);
        diagnostic.message.hash(&mut hasher);
        for related in diagnostic.related_information.iter().flatten() {
            format!("{:?}", related.location.range).hash(&mut hasher);
            related.location.uri.as_str().hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn update(session: &Session, open: &Arc<OpenFile>, state: &mut Checked) {
    if session.client.pulls_diagnostics && !was_served(session, open) {
        session.server.write(|live| live.checked = true);
        return;
    }
    let Some(view) = session.snapshot.view(&open.path) else {
        state.file = Weak::new();
        send(session, open, Vec::new(), state);
        return;
    };
    let same_file = Weak::ptr_eq(&state.file, &Arc::downgrade(&view.file));
    if same_file && Weak::ptr_eq(&state.repo, &Arc::downgrade(&view.repo)) {
        return;
    }
    state.file = Arc::downgrade(&view.file);
    state.repo = Arc::downgrade(&view.repo);
    if let Some(diagnostics) = diagnostics(session, &open.path) {
        send(session, open, diagnostics, state);
    }
}

fn send(session: &Session, open: &OpenFile, diagnostics: Vec<Diagnostic>, state: &mut Checked) {
    let version = open.document.version();
    let fingerprint = fingerprint(&diagnostics);
    if session.client.pulls_diagnostics {
        return refresh_if_stale(session, open, fingerprint);
    }
    let published = Some((version, fingerprint));
    let is_new = std::mem::replace(&mut state.published, published) != published;
    let Some(uri) = session.uri(&open.path) else {
        return;
    };
    let server = &session.server;
    server.write(|live| {
        live.checked = true;
        let current = live.state.now().documents.get(&open.path);
        if is_new && current.is_some_and(|now| now.document.version() == version) {
            let params = PublishDiagnosticsParams::new(uri, diagnostics, Some(version));
            // Only fails when the server ends.
            let _ = server.outbound.send(Outgoing::Publish(params));
        }
    });
}

/// A client that pulls asks by itself after its own edits. It has to be told when what it
/// got for the text it still has is not true any longer.
fn was_served(session: &Session, open: &OpenFile) -> bool {
    let served = session.server.served.get(&open.path);
    served.is_some_and(|served| served.0 == open.document.version())
}

fn refresh_if_stale(session: &Session, open: &OpenFile, now: u64) {
    let served = session.server.served.get(&open.path).map(|served| *served);
    // A pull for a newer version may have been answered meanwhile.
    let is_stale = |(version, known)| version == open.document.version() && known != now;
    if served.is_some_and(is_stale) {
        // Only fails when the server ends.
        let _ = session.server.outbound.send(Outgoing::Refresh);
    }
}
