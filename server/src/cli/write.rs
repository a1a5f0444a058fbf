//! Writing files whole or not at all, and showing what would be written.

use std::fs;
use std::io::Write;
use std::path::Path;

use similar::TextDiff;

/// Two texts as a unified diff.
pub(super) fn unified(from: &str, to: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(from, to)
        .to_string()
}

/// Writes beside the file and renames, so that a crash leaves the old file or the new one.
/// Follows a link to its target and keeps the permissions; a file that may not be written
/// stays as it is, although its folder would allow to replace it.
pub(super) fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let write = || {
        if path.exists() {
            fs::File::options().write(true).open(&path)?;
        }
        let mut file = fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if let Ok(meta) = fs::metadata(&path) {
            fs::set_permissions(&beside, meta.permissions())?;
        }
        fs::rename(&beside, &path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}
