//! One file per group of requests: protocol parameters in, a feature of `ide` asked,
//! its answer in the shape this client understands.

pub(super) mod action;
pub(super) mod command;
pub(super) mod completion;
pub(super) mod derived;
pub(super) mod diagnostic;
mod fix_all;
pub(super) mod hints;
pub(super) mod hover;
pub(super) mod navigation;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod symbols;
pub(super) mod tokens;

use std::path::PathBuf;

use tower_lsp::ls_types::{Position, Uri};

use super::lines::Lines;
use super::server::Session;
use super::uri;
use crate::workspace::FileView;

/// An open file of ours that a request is about.
pub(super) struct Subject {
    pub(super) view: FileView,
    pub(super) lines: Lines,
    /// Absolute path of the repository root.
    pub(super) root: PathBuf,
}

impl Subject {
    /// `None` for everything we have nothing to say about.
    pub(super) fn of(session: &Session, uri: &Uri) -> Option<Self> {
        let path = uri::to_path(uri)?;
        let view = session.snapshot.view(&path)?;
        let place = session.snapshot.documents.get(&path)?.place.as_ref()?;
        Some(Self {
            lines: Lines::Parsed(view.file.clone()),
            root: place.root.clone(),
            view,
        })
    }

    fn offset(&self, session: &Session, position: Position) -> usize {
        self.lines.offset(position, session.client.encoding)
    }
}
