//! Files as they stand on the published main branch, for the rules that compare with
//! what is released.

use std::sync::Arc;

use foldhash::HashMap;

use crate::model::FileKind;

/// Kinds of files whose published text rules ask for.
pub(in crate::workspace) const COMPARED: [FileKind; 2] = [FileKind::Manifest, FileKind::Changelog];

/// Published texts by path relative to the repository root. Empty when there is no git
/// repository or no `origin/master`.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Baseline {
    texts: HashMap<String, Arc<str>>,
    heads: Option<Heads>,
}

/// Beginnings of published files, with the day on which they were asked for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Heads {
    /// First bytes by path; a file that was asked for and is not here is not published.
    pub texts: HashMap<String, Arc<str>>,
    /// This year, in UTC.
    pub year: i64,
}

/// What is known of a published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head<'a> {
    /// It begins like this.
    Text(&'a str),
    /// There is none; the year of today.
    New(i64),
}

impl Baseline {
    /// From texts by path.
    #[must_use]
    pub fn new(texts: HashMap<String, Arc<str>>) -> Self {
        Self { texts, heads: None }
    }

    /// The same with the beginnings of further files.
    #[must_use]
    pub fn with_heads(self, heads: Option<Heads>) -> Self {
        Self { heads, ..self }
    }

    /// The published text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.texts.get(path)
    }

    /// How a published source begins; `None` when nobody can tell.
    #[must_use]
    pub fn head(&self, path: &str) -> Option<Head<'_>> {
        let heads = self.heads.as_ref()?;
        Some(match heads.texts.get(path) {
            Some(text) => Head::Text(text),
            None => Head::New(heads.year),
        })
    }

    /// True when nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.heads.is_none()
    }
}
