//! Rules about CHANGELOG.md and the files in `changelog.d`.

mod entry_suffix;
mod fragment_folder;
mod fragment_name;
mod release_heading;
mod section_kind;

use super::Rule;
use crate::catalog::change_kinds;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &entry_suffix::ENTRY_SUFFIX,
    &fragment_folder::FRAGMENT_FOLDER,
    &fragment_name::FRAGMENT_NAME,
    &release_heading::RELEASE_HEADING,
    &section_kind::SECTION_KIND,
];

/// The folder of the entries of the next release, from the root of the repository.
fn fragments(cx: &FileCx) -> String {
    cx.integration.repo_path("changelog.d")
}

/// The path of a name in that folder, with a number behind it where others have the name.
fn free_path(cx: &FileCx, name: &str) -> Option<String> {
    let folder = fragments(cx);
    let files = &cx.integration.files;
    let own = |path: &str| path.strip_prefix(&*cx.integration.base).map(str::to_owned);
    let mut names = std::iter::once(name.to_owned()).chain((1..10).map(|n| format!("{name}.{n}")));
    names
        .by_ref()
        .map(|name| format!("{folder}/{name}"))
        .find(|path| own(path).is_some_and(|path| files.get(&path).is_none()))
}

/// The name is that of an entry: a number, a dot and a kind of change.
fn is_fragment_name(name: &str) -> bool {
    let (number, rest) = name.split_once('.').unwrap_or((name, ""));
    let kind = rest.split('.').next().unwrap_or_default();
    is_number(number) && is_kind(kind)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A kind of change, as files are named after it.
fn is_kind(word: &str) -> bool {
    change_kinds().iter().any(|kind| kind.fragment == word)
}
