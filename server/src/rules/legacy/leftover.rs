//! `legacy/leftover`

use crate::model::RepoKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// A file of the layout of 2016 is left.
    ///
    /// ## Why
    /// Nothing reads `check.py`, `conf.yaml.example`, `test_<name>.py` at the top of an
    /// integration, or rake tasks in `ci`, any more: checks live below `datadog_checks`, tests
    /// below `tests`, and jobs are generated. `setup.py` and `requirements.txt` may stay.
    LEFTOVER = "legacy/leftover",
    severity: Hint,
    origin: Guide2016,
    fix: None,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    if matches!(cx.repo.kind, RepoKind::Legacy | RepoKind::Single)
        || cx.root().kind() != JsonKind::Object
        || !cx.integration.is_package()
    {
        return;
    }
    let rake = cx
        .integration
        .files
        .files_below("ci")
        .map(|file| &*file.path);
    let rake = rake.filter(|path| path.ends_with(".rake"));
    let test = format!("test_{}.py", cx.dir());
    let fixed = ["check.py", "conf.yaml.example", &test];
    let fixed = fixed
        .into_iter()
        .filter(|path| cx.integration.files.has_file(path));
    let left: Vec<String> = fixed.chain(rake).map(|path| format!("`{path}`")).collect();
    if !left.is_empty() {
        let start = cx.root().span().start as usize;
        let list = left.join(", ");
        sink.report(
            Span::new(start, start + 1),
            format!("Left of the layout of 2016: {list}."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn packages_have_no_files_of_the_old_layout() {
        let package = "//- foo/pyproject.toml\n//- foo/setup.py\n//- foo/manifest.json\n";
        assert_findings(&LEFTOVER, &format!("{package}{{}}\n"));
        let old = "//- foo/check.py\n//- foo/ci/foo.rake\n//- foo/ci/notes.md\n";
        let found = assert_findings(&LEFTOVER, &format!("{old}{package}«{{»}}\n"));
        assert!(
            found[0]
                .message
                .ends_with("2016: `check.py`, `ci/foo.rake`.")
        );
        let legacy = format!("//! legacy\n{old}{package}{{}}\n");
        assert_findings(&LEFTOVER, &legacy);
    }
}
