//! Rules about `.ddev/config.toml` and the files it imports.

mod imports;
mod syntax;
mod unknown_directory;
mod unknown_key;
mod wrong_type;

use super::Rule;
use crate::syntax::toml::TomlNode;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &imports::IMPORTS,
    &syntax::SYNTAX,
    &unknown_directory::UNKNOWN_DIRECTORY,
    &unknown_key::UNKNOWN_KEY,
    &wrong_type::WRONG_TYPE,
];

/// The file that ddev reads first.
const CONFIG: &str = ".ddev/config.toml";

/// The file belongs to the configuration.
fn counts(cx: &FileCx) -> bool {
    *cx.file.path == *CONFIG || cx.repo.config.imported.contains(&*cx.file.path)
}

/// Values of a file without errors that belongs to the configuration.
fn values<'a>(cx: &FileCx<'a>) -> impl Iterator<Item = TomlNode<'a>> + use<'a> {
    let tree = cx
        .file
        .toml()
        .filter(|tree| tree.errors().is_empty() && counts(cx));
    let text = cx.text();
    tree.into_iter().flat_map(move |tree| tree.nodes(text))
}
