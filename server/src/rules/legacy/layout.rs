//! `legacy/layout`

use crate::model::RepoKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// A file that the guide of 2016 asks for is missing.
    ///
    /// ## Why
    /// In the layout of 2016 an integration consists of `check.py`, `conf.yaml.example`,
    /// `metadata.csv`, `requirements.txt`, a test `test_<name>.py` and a rake task
    /// `ci/<name>.rake`, beside manifest and README.
    LAYOUT = "legacy/layout",
    severity: Hint,
    origin: Guide2016,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Legacy || cx.root().kind() != JsonKind::Object {
        return;
    }
    let files = &cx.integration.files;
    let dir = cx.dir();
    // An integration without check has only metrics or events to describe.
    let is_check = files.has_file("check.py") || files.has_file("conf.yaml.example");
    if !is_check {
        return;
    }
    let wanted = [
        "README.md".to_owned(),
        "check.py".to_owned(),
        "conf.yaml.example".to_owned(),
        "metadata.csv".to_owned(),
        "requirements.txt".to_owned(),
        format!("test_{dir}.py"),
        format!("ci/{dir}.rake"),
    ];
    let missing: Vec<String> = wanted
        .iter()
        // Later repositories of this time keep their tests in a folder.
        .filter(|path| files.get(path).is_none())
        .filter(|path| !path.starts_with("test_") || files.get("test").is_none())
        .map(|path| format!("`{path}`"))
        .collect();
    if !missing.is_empty() {
        let start = cx.root().span().start as usize;
        let list = missing.join(", ");
        sink.report(
            Span::new(start, start + 1),
            format!("The layout of 2016 has more files: {list}."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const ALL: &str = "//! legacy\n//- foo/README.md\n//- foo/check.py\n//- foo/conf.yaml.example\n//- foo/metadata.csv\n//- foo/requirements.txt\n//- foo/test_foo.py\n//- foo/ci/foo.rake\n";

    #[test]
    fn the_files_of_the_guide_are_there() {
        let manifest = "//- foo/manifest.json\n";
        assert_findings(&LAYOUT, &format!("{ALL}{manifest}{{}}\n"));
        let less = ALL
            .replace("//- foo/ci/foo.rake\n", "")
            .replace("//- foo/test_foo.py\n", "//- foo/test/test_foo.py\n");
        let found = assert_findings(&LAYOUT, &format!("{less}{manifest}«{{»}}\n"));
        assert!(found[0].message.ends_with("files: `ci/foo.rake`."));
        assert_findings(&LAYOUT, &format!("//! legacy\n{manifest}{{}}\n"));
        let modern = less.replace("legacy", "extras");
        assert_findings(&LAYOUT, &format!("{modern}{manifest}{{}}\n"));
    }
}
