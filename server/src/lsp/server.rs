//! What all parts of the server share: the live state behind one lock that is held
//! for microseconds and never across an await, and the ways to the other threads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use dashmap::DashMap;
use tokio::sync::{Semaphore, watch};
use tower_lsp::ls_types::Uri;

use super::capabilities::Client;
use super::index::Job;
use super::lines::{LineCache, Lines};
use super::outbound::Outbound;
use super::requests::diagnostic::ReportCache;
use super::requests::tokens::TokenCache;
use super::uri;
use crate::workspace::{Snapshot, State};

/// Requests computed at the same time; more would only wait for processors.
const PARALLEL_REQUESTS: usize = 4;

/// The state with what only the protocol needs to know.
#[derive(Default)]
pub(super) struct Live {
    pub(super) state: State,
    pub(super) client: Arc<Client>,
    /// Addresses of open documents, spelled as the client does.
    pub(super) uris: Arc<BTreeMap<PathBuf, Uri>>,
    /// Folders of the editor.
    pub(super) folders: Vec<PathBuf>,
    /// `initialize` was seen.
    pub(super) initialized: bool,
    /// `shutdown` was seen.
    pub(super) shut_down: bool,
    /// What the user was told about the settings files, by root.
    pub(super) told: BTreeMap<PathBuf, Vec<String>>,
    /// What the user was told about the setting of the templates, by root.
    pub(super) told_templates: BTreeMap<PathBuf, Option<String>>,
    /// How often settings were asked for or told, and which of these times holds.
    pub(super) settings_asked: u64,
    pub(super) settings_held: u64,
    /// The first open document was checked.
    pub(super) checked: bool,
}

/// The server.
pub(crate) struct Server {
    live: Mutex<Live>,
    changed: Condvar,
    /// Revision of the state, for those who wait without a thread. Closed input is `u64::MAX`.
    pub(super) revision: watch::Sender<u64>,
    pub(super) outbound: Outbound,
    pub(super) permits: Semaphore,
    pub(super) lines: LineCache,
    pub(super) reports: ReportCache,
    /// Version and fingerprint of what a pulling client got last for an open document.
    pub(super) served: DashMap<PathBuf, (i32, u64)>,
    pub(super) tokens: TokenCache,
    jobs: Sender<Job>,
    /// Place of the last internal error.
    last_error: Mutex<Option<String>>,
}

impl Server {
    pub(super) fn new(outbound: Outbound, jobs: Sender<Job>) -> Self {
        Self {
            live: Mutex::default(),
            changed: Condvar::new(),
            revision: watch::Sender::new(0),
            outbound,
            permits: Semaphore::new(PARALLEL_REQUESTS),
            lines: LineCache::default(),
            reports: ReportCache::default(),
            served: DashMap::new(),
            tokens: TokenCache::new(),
            jobs,
            last_error: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads under the lock; keep it short.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Live) -> T) -> T {
        read(&self.lock())
    }

    /// Changes under the lock, and wakes who waits for changes; keep it short.
    pub(super) fn write<T>(&self, change: impl FnOnce(&mut Live) -> T) -> T {
        let mut live = self.lock();
        let result = change(&mut live);
        let revision = live.state.now().revision;
        self.revision.send_if_modified(|known| {
            let newer = *known < revision;
            *known = revision.max(*known);
            newer
        });
        self.changed.notify_all();
        result
    }

    /// Blocks until the state differs from a revision.
    pub(super) fn wait_for_change(self: &Arc<Self>, seen: u64) -> Session {
        let live = self.lock();
        let live = self
            .changed
            .wait_while(live, |live| live.state.now().revision == seen)
            .unwrap_or_else(PoisonError::into_inner);
        self.session_of(&live)
    }

    /// Blocks until the first open document was checked, for a moment at most.
    pub(super) fn wait_for_first_check(&self, at_most: Duration) {
        let live = self.lock();
        let _ = self
            .changed
            .wait_timeout_while(live, at_most, |live| !live.checked);
    }

    /// The state as it is now.
    pub(super) fn session(self: &Arc<Self>) -> Session {
        self.session_of(&self.lock())
    }

    fn session_of(self: &Arc<Self>, live: &Live) -> Session {
        Session {
            server: Arc::clone(self),
            snapshot: live.state.snapshot(),
            client: Arc::clone(&live.client),
            uris: Arc::clone(&live.uris),
        }
    }

    /// Hands work to the indexer.
    pub(super) fn job(&self, job: Job) {
        // The indexer only ends with the process.
        let _ = self.jobs.send(job);
    }

    /// Remembers where an internal error happened.
    pub(super) fn note_error(&self, place: String) {
        if let Ok(mut last) = self.last_error.lock() {
            *last = Some(place);
        }
    }

    /// Where the last internal error happened.
    pub(super) fn last_error(&self) -> Option<String> {
        self.last_error.lock().ok()?.clone()
    }

    /// The input ended: nobody will read what is still being held back.
    pub(super) fn input_closed(&self) {
        self.revision.send_replace(u64::MAX);
    }
}

/// The state a request works on, with the means to answer.
pub(crate) struct Session {
    pub(super) server: Arc<Server>,
    pub(super) snapshot: Snapshot,
    pub(super) client: Arc<Client>,
    uris: Arc<BTreeMap<PathBuf, Uri>>,
}

impl Session {
    /// Address of a file: as the client spells it when it is open.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        self.uris
            .get(path)
            .cloned()
            .or_else(|| uri::from_path(path))
    }

    /// Line table of a file, open or closed.
    pub(super) fn lines(&self, path: &Path) -> Option<Lines> {
        let open = self.snapshot.documents.get(path);
        match open.and_then(|open| open.parsed()) {
            Some((file, _)) => Some(Lines::Parsed(Arc::clone(file))),
            None => self.server.lines.get(path),
        }
    }
}
