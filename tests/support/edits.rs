//! Edits of the protocol, applied as a client does.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::session::uri;
use super::workspace::Workspace;

/// Applies edits of a text, last first.
pub(crate) fn applied(text: &str, edits: &Value) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a line") as usize;
        let column = position["character"].as_u64().expect("a column") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let units: Vec<u16> = text[start..].encode_utf16().take(column).collect();
        start + String::from_utf16(&units).expect("no half character").len()
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .expect("a list")
        .iter()
        .map(|edit| {
            let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
            let new = edit["newText"].as_str().expect("a text");
            (offset(start), offset(end), new)
        })
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

/// Applies `documentChanges` to the files of a workspace: edits, and new names.
pub(crate) fn apply_to_disk(workspace: &Workspace, changes: &Value) {
    let files = workspace.files();
    let path = |address: &Value| -> PathBuf {
        let found = files.iter().find(|path| *address == *uri(path));
        found.unwrap_or_else(|| panic!("no file {address}")).clone()
    };
    for change in changes.as_array().expect("a list") {
        if change["kind"] == "rename" {
            let from = path(&change["oldUri"]);
            let name = change["newUri"].as_str().expect("an address");
            let name = name.rsplit('/').next().expect("a name");
            let to = from.with_file_name(name);
            // Where case does not count, the other spelling is the file itself.
            let is_spelling =
                from.to_str().map(str::to_lowercase) == to.to_str().map(str::to_lowercase);
            assert!(is_spelling || !to.exists(), "{to:?} is taken");
            fs::rename(from, to).expect("a new name");
            continue;
        }
        assert!(change.get("kind").is_none(), "{change}");
        let path = path(&change["textDocument"]["uri"]);
        let text = fs::read_to_string(&path).expect("a readable file");
        fs::write(&path, applied(&text, &change["edits"])).expect("a writable file");
    }
}
