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

/// A file with another name, as git writes it; with its text before and after where that
/// changes, too.
pub(super) fn renamed(from: &str, to: &str, changed: Option<(&str, &str)>) -> String {
    let similarity = match changed {
        None => "similarity index 100%\n",
        Some(_) => "",
    };
    let text = changed.map_or_else(String::new, |(before, after)| {
        unified(from, to, before, after)
    });
    format!("diff --git {from} {to}\n{similarity}rename from {from}\nrename to {to}\n{text}")
}

/// Nothing stands at the new path of a file below `root`, unless it is the file itself, where
/// the disk takes both spellings for the same.
pub(super) fn is_free(root: &Path, from: &str, to: &str) -> bool {
    let (from, to) = (root.join(from), root.join(to));
    fs::symlink_metadata(&to).is_err() || is_same(&from, &to)
}

/// Two spellings of one place.
fn is_same(from: &Path, to: &Path) -> bool {
    let same_name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().to_lowercase())
    };
    let real = |path: &Path| fs::canonicalize(path).ok();
    let is_link = fs::symlink_metadata(to).is_ok_and(|meta| meta.is_symlink());
    !is_link
        && same_name(from) == same_name(to)
        && real(from).is_some_and(|at| real(to) == Some(at))
}

/// Gives a file another name; never takes the place of another file.
pub(super) fn rename_new(from: &Path, to: &Path) -> std::io::Result<()> {
    if is_same(from, to) {
        return fs::rename(from, to);
    }
    // Unlike renaming, linking fails when something stands there.
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(error),
        // Not every disk knows links.
        Err(_) if fs::symlink_metadata(to).is_err() => fs::rename(from, to),
        Err(error) => Err(error),
    }
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
