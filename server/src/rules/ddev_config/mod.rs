//! Rules about `.ddev/config.toml` and the files it imports.

mod imports;
mod syntax;
mod unknown_directory;
mod unknown_key;
mod wrong_type;

use super::{Rule, Sink};
use crate::syntax::toml::TomlNode;
use crate::text::Span;
use crate::workspace::{EntryKind, FileCx};

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

/// Reports at the beginning of the configuration that a file of the repository is missing, or that
/// a folder has its name, since there is no better place for it.
pub(in crate::rules) fn report_missing(cx: &FileCx, sink: &mut Sink, path: &str, why: &str) {
    let is_place = *cx.file.path == *CONFIG && cx.repo.complete;
    if !is_place {
        return;
    }
    let message = match cx.repo.root.files.get(path).map(|entry| entry.kind) {
        None => format!("The repository has no `{path}`. {why}"),
        Some(EntryKind::Directory | EntryKind::Opaque) => {
            format!("`{path}` is a folder, not a file. {why}")
        }
        Some(EntryKind::File(_) | EntryKind::Outside) => return,
    };
    sink.report(Span::at(0), message);
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

/// Asserts that a rule tells of a file while it is missing, in a repository of that kind.
#[cfg(test)]
#[track_caller]
pub(in crate::rules) fn assert_missing(rule: &'static Rule, kind: &str, path: &str, rest: &str) {
    use crate::testing::assert_findings;
    let text =
        format!("//! {kind}\n//- {CONFIG}\n«»[overrides]\n//- foo/manifest.json\n{{}}\n{rest}");
    assert_findings(rule, &text);
    let text = text.replace("«»", "");
    assert_findings(rule, &format!("{text}//- {path}\n\n"));
}

/// Asserts that a rule misses nothing in a repository of that kind.
#[cfg(test)]
#[track_caller]
pub(in crate::rules) fn assert_none_missing(rule: &'static Rule, kind: &str, rest: &str) {
    let text =
        format!("//! {kind}\n//- {CONFIG}\n[overrides]\n//- foo/manifest.json\n{{}}\n{rest}");
    crate::testing::assert_findings(rule, &text);
}
