//! `labeler/duplicate-key`

use std::collections::BTreeMap;

use crate::model::labeler::readable;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, Tag, rule};
use crate::syntax::yaml::edit::remove;
use crate::syntax::yaml::{YamlNode, YamlStyle};
use crate::workspace::FileCx;

rule! {
    /// A label stands in the file twice.
    ///
    /// ## Why
    /// Of two entries with the same name only the last one counts, and nobody is told.
    /// `ddev validate labeler` fails on the first.
    ///
    /// ## Fix
    /// Removes the entry that does not count.
    DUPLICATE_KEY = "labeler/duplicate-key",
    severity: Error,
    origin: Ddev("labeler"),
    fix: Safe,
    check: File(FileKind::Labeler, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(root) = readable(cx.file).filter(|_| cx.repo.kind == RepoKind::Core) else {
        return;
    };
    let mut last: BTreeMap<&str, YamlNode> = BTreeMap::new();
    for (key, value) in root.pairs().collect::<Vec<_>>().into_iter().rev() {
        // ddev searches the text, and so finds only names that are written plainly.
        let plain = key.style() == YamlStyle::Plain
            && key.raw().starts_with(|c: char| c.is_ascii_alphabetic())
            && !key.raw().contains(char::is_whitespace);
        let Some(name) = key.as_str().filter(|_| plain) else {
            continue;
        };
        let Some(other) = last.get(name) else {
            last.insert(name, value);
            continue;
        };
        let place = other.key_span().unwrap_or(other.span());
        sink.report(
            key.span(),
            format!("`{name}` stands here again further down; that entry counts."),
        )
        .tag(Tag::Unnecessary)
        .related(&*cx.file.path, place, "The entry that counts")
        .safe_fix("Remove this entry", vec![remove(value)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FILE: &str = "//! core\n//- .github/workflows/config/labeler.yml\n";

    #[test]
    fn the_entries_that_do_not_count_are_found() {
        assert_findings(
            &DUPLICATE_KEY,
            &format!("{FILE}«a»:\n- x\nb:\n- x\n«a»:\n- y\na:\n- x\n'b':\n- x\n"),
        );
    }

    #[test]
    fn the_first_one_is_removed() {
        let text = format!("{FILE}a:\n- x\nb:\n- x\na:\n- y\n");
        assert_fix(&DUPLICATE_KEY, &text, "b:\n- x\na:\n- y\n");
    }
}
