//! Where the settings of this program stand in a file, for hover and completion.

use crate::model::FileKind;
use crate::text::Span;
use crate::workspace::FileCx;
use crate::workspace::settings::CONFIG_FILE;

/// Names of the tables around the settings; `None` for files that hold none.
pub(super) fn own_path(cx: &FileCx) -> Option<&'static [&'static str]> {
    let is_root = !cx.file.path.contains('/');
    match cx.file.kind {
        FileKind::ToolConfig if &*cx.file.path == CONFIG_FILE => Some(&[]),
        FileKind::ToolConfig | FileKind::Pyproject if is_root => Some(&["tool", "integrations-ls"]),
        _ => None,
    }
}

/// Keys of a table, with their bytes.
pub(super) fn table_keys<'a>(
    cx: &FileCx<'a>,
    path: &[&str],
) -> impl Iterator<Item = (&'a str, Span)> {
    let tree = cx.file.toml();
    let table = tree.and_then(|tree| tree.root(cx.text()).find(path));
    let keys = table.into_iter().flat_map(|table| table.children());
    keys.filter_map(|node| Some((node.key()?, node.key_span()?)))
}
