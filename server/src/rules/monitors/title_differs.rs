//! `monitors/title-differs`

use super::readable;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::{FileCx, PathTarget};

rule! {
    /// The title of a monitor is not the name that the manifest gives it.
    ///
    /// ## Why
    /// Published integrations nearly always list a monitor under its title.
    ///
    /// ## Fix
    /// Takes over the name of the manifest as title.
    TITLE_DIFFERS = "monitors/title-differs",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some((monitor, manifest)) = readable(cx).zip(cx.integration.manifest()) else {
        return;
    };
    let Some(title) = monitor.root.get("title").filter(|_| monitor.wrapped) else {
        return;
    };
    let base = &*cx.integration.base;
    let inside = cx.file.path.strip_prefix(base).unwrap_or(&cx.file.path);
    let leads_here = |path: &str| match cx.integration.resolve(path) {
        PathTarget::File(entry) => *entry.path == *inside,
        _ => false,
    };
    let mut names = manifest
        .assets
        .iter()
        .filter(|asset| asset.kind == FileKind::Monitor && leads_here(&asset.path.value));
    let (Some(asset), Some(text)) = (names.next(), title.as_str()) else {
        return;
    };
    if *asset.name == *text.trim() || names.next().is_some() {
        return;
    }
    let message = format!("The manifest lists this monitor as `{}`.", asset.name);
    let finding = sink.report(title.inner_span(), message);
    let path = cx.integration.repo_path(FileKind::Manifest.file_name());
    finding.related(path, asset.path.span, "Listed here.");
    let edit = TextEdit::replace(title.span(), quote(&asset.name));
    finding.unsafe_fix(format!("Replace by `{}`", asset.name), vec![edit]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    fn with(title: &str) -> String {
        let assets = "\"assets\": {\"monitors\": {\"Foo is down\": \"assets/monitors/a.json\"},";
        let manifest = MANIFEST.replacen("\"assets\": {", assets, 1);
        format!(
            "//- foo/manifest.json\n{manifest}//- foo/assets/monitors/a.json\n{{\"title\": \"{title}\", \"definition\": {{}}}}"
        )
    }

    #[test]
    fn the_manifest_lists_a_monitor_by_its_title() {
        assert_findings(&TITLE_DIFFERS, &with("Foo is down"));
        assert_findings(&TITLE_DIFFERS, &with("«Foo Is Down»"));
        assert_findings(
            &TITLE_DIFFERS,
            "//- foo/assets/monitors/a.json\n{\"title\": \"x\", \"definition\": {}}",
        );
    }

    #[test]
    fn the_name_of_the_manifest_is_taken_over() {
        let good = with("Foo is down");
        assert_fix(
            &TITLE_DIFFERS,
            &with("Down"),
            good.rsplit_once('\n').unwrap().1,
        );
    }
}
