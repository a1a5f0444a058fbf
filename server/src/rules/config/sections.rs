//! `config/sections`

use super::is_readable;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// An example configuration of the layout of 2016 lacks `init_config` or `instances`.
    ///
    /// ## Why
    /// The guide of that time asked for both sections, the first for what all instances share,
    /// the second for what to watch.
    SECTIONS = "config/sections",
    severity: Hint,
    origin: Guide2016,
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Legacy || !is_readable(cx) {
        return;
    }
    let Some(tree) = cx.file.yaml() else { return };
    let root = tree.root(cx.text());
    for section in ["init_config", "instances"] {
        if root.get(section).is_none() {
            sink.report(Span::at(0), format!("The section `{section}` is missing."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn both_sections_are_expected() {
        let text = |yaml: &str| format!("//! legacy\n//- foo/conf.yaml.example\n{yaml}");
        assert_findings(&SECTIONS, &text("«»instances:\n  - a: b\n"));
        assert_findings(&SECTIONS, &text("init_config:\ninstances:\n"));
        let modern = text("instances:\n").replace("//! legacy\n", "");
        assert_findings(&SECTIONS, &modern);
    }
}
