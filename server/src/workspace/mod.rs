//! The index: repositories, their integrations and the facts of every file, as
//! immutable values that share what did not change. The only I/O is in `loader`.

mod address;
mod baseline;
mod context;
mod ddev_config;
mod ddev_view;
mod derived;
mod expectations;
mod integration;
pub mod jobs;
mod listing;
mod live;
mod load;
pub mod loader;
mod options;
mod repo;
mod roots;
pub mod settings;
mod spec_cx;
mod state;
mod templates;
mod unique;

pub use address::{Address, github_path};
pub use baseline::{Baseline, Head, Heads};
pub use context::{FileCx, ManifestCx, MetadataCx, NamedFile, ReadmeCx, schema_of};
pub use ddev_config::{CiOverrides, DdevConfig, KeyTwice};
pub use derived::{Derived, DerivedFile, DerivedKind, DerivedMemo, Freshness, Trouble};
pub use expectations::{Expected, ValueSource};
pub use integration::{Integration, normalize_display_name};
pub use listing::{Entry, EntryKind, Listing, PathTarget};
pub use live::Repository;
pub(crate) use load::load_file;
pub use load::{IntegrationLoad, load_integration, load_root};
pub use options::{DeclaredOption, declared_options};
pub use repo::Repo;
pub use roots::{Root, RootProbe, detect_kind, find_root};
pub use settings::{ColumnHints, ConfigFile, Overrides, SECTION, Settings};
pub use spec_cx::SpecCx;
pub use state::{FileView, OpenFile, Place, Snapshot, State};
pub use templates::{TemplateOrigin, Templates};
pub use unique::{IdKind, Unique, UniqueIds};

use std::sync::Arc;

/// What the core needs from a file system. Paths are relative to the repository
/// root with `/` separators; implementations never leave it.
pub trait Source: Sync {
    /// Names of the visible directories of the root.
    fn directories(&self) -> Vec<String>;
    /// Files below a directory of the root; `""` for the root itself.
    fn list(&self, directory: &str) -> Listing;
    /// Files directly in the root, the files below `.github` and `.ddev`, and every other
    /// directory of the root by its name only, as [`EntryKind::Opaque`].
    fn list_root(&self) -> Listing;
    /// Text of a file.
    fn read(&self, path: &str) -> Result<Arc<str>, ReadError>;
    /// Text of a file that [`Self::list`] has just named, which spares some questions.
    fn read_listed(&self, path: &str) -> Result<Arc<str>, ReadError> {
        self.read(path)
    }

    /// The first bytes of a file, at most so many; `None` when it cannot be read.
    fn head(&self, path: &str, count: usize) -> Option<Vec<u8>> {
        let (Ok(text) | Err(ReadError::InvalidUtf8(_, text))) = self.read(path) else {
            return None;
        };
        Some(text.bytes().take(count).collect())
    }
}

/// Why a file has no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It does not exist or is no file.
    NotFound,
    /// Not UTF-8 from the given byte on; the text with replacement characters.
    InvalidUtf8(usize, Arc<str>),
    /// More bytes than we analyse.
    TooLarge(u64),
    /// The operating system refused.
    Io(std::io::ErrorKind),
}
