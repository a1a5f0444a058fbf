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
    let meta = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some(text_of_size(&file, meta.len()))
}

/// Text of a file, unless it is a link or not regular; then `None`, as for what cannot be opened.
#[cfg(not(unix))]
pub(super) fn listed(path: &Path) -> Option<Result<Arc<str>, ReadError>> {
    let meta = std::fs::symlink_metadata(path)
        .ok()
        .filter(std::fs::Metadata::is_file)?;
    Some(text_of_size(&File::open(path).ok()?, meta.len()))
}

/// Text of an open regular file.
pub(super) fn text(file: &File) -> Result<Arc<str>, ReadError> {
    let size = file.metadata().map_or(0, |meta| meta.len());
    text_of_size(file, size)
}

/// Text of an open regular file of a size in bytes. As long as that is true, the system is asked
/// for it once.
fn text_of_size(file: &File, size: u64) -> Result<Arc<str>, ReadError> {
    if size > MAX_FILE_SIZE {
        return Err(ReadError::TooLarge(size));
    }
    BUFFER.with_borrow_mut(|buffer| {
        let read = fill(file, buffer, size as usize);
        let text = read.map_err(refused).and_then(|length| {
            if length as u64 > MAX_FILE_SIZE {
                return Err(ReadError::TooLarge(length as u64));
            }
            let bytes = &buffer[..length];
            str::from_utf8(bytes).map(Arc::from).map_err(|error| {
                let text = String::from_utf8_lossy(bytes).into();
                ReadError::InvalidUtf8(error.valid_up_to(), text)
            })
        });
        if buffer.capacity() > KEPT {
            *buffer = Vec::new();
        }
        text
    })
}

/// Reads to the end of a file, but not much more than may be kept; gives the number of bytes.
fn fill(mut file: &File, buffer: &mut Vec<u8>, size: usize) -> std::io::Result<usize> {
    let mut length = 0;
    loop {
        // One byte more than there should be: if it stays empty, that was all.
        let room = if length <= size { size + 1 } else { length * 2 };
        if buffer.len() < room {
            buffer.resize(room, 0);
        }
        match file.read(&mut buffer[length..]) {
            Ok(0) => return Ok(length),
            Ok(count) => length += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if length == size || length as u64 > MAX_FILE_SIZE {
            return Ok(length);
        }
    }
}
