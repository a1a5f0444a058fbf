//! Texts of files on disk. Part of the loader. A file of a repository is small and there are
//! thousands, so what counts is how often the system is asked.

use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::refused;
use crate::model::MAX_FILE_SIZE;
use crate::workspace::ReadError;

thread_local! {
    /// What is read before anybody knows that it is text: fresh memory for each file would cost
    /// more than reading.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// More than this is not kept for the next file.
const KEPT: usize = 1 << 20;

/// Text of a file, unless it is a link or not regular; then `None`, as for what cannot be opened.
#[cfg(unix)]
pub(super) fn listed(path: &Path) -> Option<Result<Arc<str>, ReadError>> {
    use std::os::unix::fs::OpenOptionsExt;
    // One question in place of two: a link is not followed, and a pipe does not wait.
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let file = File::options().read(true).custom_flags(flags).open(path);
    let file = file.ok()?;
    file.metadata()
        .is_ok_and(|meta| meta.is_file())
        .then(|| text(&file))
}

/// Text of a file, unless it is a link or not regular; then `None`, as for what cannot be opened.
#[cfg(not(unix))]
pub(super) fn listed(path: &Path) -> Option<Result<Arc<str>, ReadError>> {
    let is_file = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    let file = File::open(path).ok().filter(|_| is_file)?;
    Some(text(&file))
}

/// Text of an open regular file.
pub(super) fn text(file: &File) -> Result<Arc<str>, ReadError> {
    BUFFER.with_borrow_mut(|buffer| {
        buffer.clear();
        let mut limited = file.take(MAX_FILE_SIZE + 1);
        let read = limited.read_to_end(buffer);
        let text = read.map_err(refused).and_then(|length| {
            if length as u64 > MAX_FILE_SIZE {
                let length = file.metadata().map_or(length as u64, |meta| meta.len());
                return Err(ReadError::TooLarge(length));
            }
            str::from_utf8(buffer).map(Arc::from).map_err(|error| {
                let text = String::from_utf8_lossy(buffer).into();
                ReadError::InvalidUtf8(error.valid_up_to(), text)
            })
        });
        if buffer.capacity() > KEPT {
            *buffer = Vec::new();
        }
        text
    })
}
