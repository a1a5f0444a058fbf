//! The checker: one thread that keeps the findings of open documents current. The
//! document edited last comes first; a newer change always cuts in. What was checked
//! before and depends on nothing new is not checked again.

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
    let mut repos: HashMap<PathBuf, (Weak<Repo>, Weak<Repo>)> = HashMap::new();
    loop {
        let session = server.wait_for_change(seen);
        seen = session.snapshot.revision;
        let open = session.snapshot.open_files();
        checked.retain(|path, _| session.snapshot.documents.contains_key(path));
        if session.client.pulls_diagnostics {
            tell_to_pull(&session, &open, &mut repos);
            server.write(|live| live.checked |= !open.is_empty());
            continue;
        }
        for file in open {
            let state = checked.entry(file.path.clone()).or_default();
            super::panics::working_on("checking an open document");
            // Told by the hook; the document keeps what it had until it changes.
            let _ = catch_unwind(AssertUnwindSafe(|| publish(&session, &file, state)));
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

fn publish(session: &Session, open: &Arc<OpenFile>, state: &mut Checked) {
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
    let published = Some((version, fingerprint(&diagnostics)));
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

/// A client that pulls asks for the document it edits by itself. It has to be told when
/// others may have changed: the index did, or facts did that other documents depend on.
fn tell_to_pull(
    session: &Session,
    open: &[Arc<OpenFile>],
    repos: &mut HashMap<PathBuf, (Weak<Repo>, Weak<Repo>)>,
) {
    for (root, repository) in &*session.snapshot.repositories {
        let mine = |file: &&Arc<OpenFile>| file.place.as_ref().is_some_and(|p| p.root == *root);
        let open_here = open.iter().filter(mine).count();
        if open_here == 0 {
            continue;
        }
        super::panics::working_on("parsing open documents");
        let Ok(Some(repo)) = catch_unwind(AssertUnwindSafe(|| session.snapshot.repo(root))) else {
            continue;
        };
        let now = (Arc::downgrade(&repository.base()), Arc::downgrade(&repo));
        let Some(before) = repos.insert(root.clone(), now.clone()) else {
            continue;
        };
        let base_changed = !Weak::ptr_eq(&before.0, &now.0);
        if base_changed || (open_here > 1 && !Weak::ptr_eq(&before.1, &now.1)) {
            let _ = session.server.outbound.send(Outgoing::Refresh);
        }
    }
}
