//! Positions in files, open or closed. Closed files are read when a location in them
//! is shown; the last few stay in memory until they change on disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use dashmap::DashMap;
use tower_lsp::ls_types::{Position, Range};

use crate::model::{MAX_FILE_SIZE, SourceFile};
use crate::text::{LineCol, LineIndex, PositionEncoding, Span};

/// Closed files kept; a search over a repository shows locations in about this many.
const CAPACITY: usize = 64;

/// A text with its line table.
pub(crate) enum Lines {
    /// Of a parsed file.
    Parsed(Arc<SourceFile>),
    /// Of a closed file.
    Closed(Arc<Closed>),
}

pub(crate) struct Closed {
    modified: Option<SystemTime>,
    size: u64,
    text: String,
    index: LineIndex,
}

impl Lines {
    fn parts(&self) -> (&str, &LineIndex) {
        match self {
            Self::Parsed(file) => (&file.text, file.lines()),
            Self::Closed(closed) => (&closed.text, &closed.index),
        }
    }

    /// The text itself.
    pub(crate) fn text(&self) -> &str {
        self.parts().0
    }

    pub(crate) fn position(&self, offset: usize, encoding: PositionEncoding) -> Position {
        let (text, index) = self.parts();
        let place = index.position(text, offset, encoding);
        Position::new(place.line, place.column)
    }

    pub(crate) fn range(&self, span: Span, encoding: PositionEncoding) -> Range {
        let at = |offset: u32| self.position(offset as usize, encoding);
        Range::new(at(span.start), at(span.end))
    }

    pub(crate) fn offset(&self, position: Position, encoding: PositionEncoding) -> usize {
        let (text, index) = self.parts();
        index.offset(text, line_col(position), encoding)
    }

    pub(crate) fn span(&self, range: Range, encoding: PositionEncoding) -> Span {
        let at = |position| self.offset(position, encoding);
        Span::new(at(range.start), at(range.end))
    }
}

/// A position of the protocol as the text layer has it.
pub(crate) fn line_col(position: Position) -> LineCol {
    LineCol {
        line: position.line,
        column: position.character,
    }
}

/// Line tables of closed files.
#[derive(Default)]
pub(crate) struct LineCache {
    files: DashMap<PathBuf, Arc<Closed>>,
}

impl LineCache {
    /// The file as it is on disk now; `None` when it cannot be read as text.
    pub(crate) fn get(&self, path: &Path) -> Option<Lines> {
        let meta = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        if meta.len() > MAX_FILE_SIZE {
            return None;
        }
        let modified = meta.modified().ok();
        let cached = self.files.get(path).map(|entry| Arc::clone(&entry));
        let fresh = cached.filter(|c| c.size == meta.len() && c.modified == modified);
        if let Some(closed) = fresh {
            return Some(Lines::Closed(closed));
        }
        let text = fs::read(path).ok()?;
        let text = String::from_utf8_lossy(&text).into_owned();
        let closed = Arc::new(Closed {
            modified,
            size: meta.len(),
            index: LineIndex::new(&text),
            text,
        });
        if self.files.len() >= CAPACITY {
            self.files.clear();
        }
        self.files.insert(path.to_owned(), Arc::clone(&closed));
        Some(Lines::Closed(closed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        fs::write(&path, "a\nb").unwrap();
        let cache = LineCache::default();
        let last = |cache: &LineCache| {
            let lines = cache.get(&path).unwrap();
            lines.position(99, PositionEncoding::Utf16)
        };
        assert_eq!(last(&cache), Position::new(1, 1));
        fs::write(&path, "a\nb\nccc").unwrap();
        assert_eq!(last(&cache), Position::new(2, 3));
        fs::remove_file(&path).unwrap();
        assert!(cache.get(&path).is_none());
    }

    #[test]
    fn the_cache_does_not_grow_without_end() {
        let dir = tempfile::tempdir().unwrap();
        let cache = LineCache::default();
        for number in 0..3 * CAPACITY {
            let path = dir.path().join(number.to_string());
            fs::write(&path, "x").unwrap();
            assert!(cache.get(&path).is_some());
        }
        assert!(cache.files.len() <= CAPACITY);
    }
}
