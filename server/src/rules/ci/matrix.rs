//! `ci/matrix`

use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::syntax::toml::{TomlNode, TomlValue};
use crate::workspace::FileCx;

rule! {
    /// The matrix of `hatch.toml` is not made of lists of texts.
    ///
    /// ## Why
    /// `ddev validate ci` multiplies the lists to get the jobs, and breaks off at anything else,
    /// whatever the integration it was asked about. Only for `python` it takes numbers, too.
    /// Directories that no job tests are left alone.
    ///
    /// ## Example
    /// ```toml
    /// [[envs.default.matrix]]
    /// python = ["3.13"]
    /// version = ["1.0", "2.0"]
    /// ```
    MATRIX = "ci/matrix",
    severity: Error,
    origin: Ddev("ci"),
    fix: None,
    check: File(FileKind::Hatch, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let kinds = [RepoKind::Core, RepoKind::Extras, RepoKind::Marketplace];
    if !kinds.contains(&cx.repo.kind) || !cx.integration.is_tested_by_jobs() {
        return;
    }
    let excluded = match cx.repo.config.ci.get(cx.dir()) {
        Some(Some(overrides)) => overrides.exclude,
        other => other.is_some(),
    };
    let Some(tree) = cx.file.sound_toml() else {
        return;
    };
    if excluded {
        return;
    }
    let mut node = tree.root(cx.text());
    for key in ["envs", "default", "matrix"] {
        if *node.value() != TomlValue::Table {
            report(sink, node, "a table");
            return;
        }
        match node.get(key) {
            Some(inner) => node = inner,
            None => return,
        }
    }
    match node.value() {
        TomlValue::Array => {}
        // Letters and keys are no tables, and those are skipped; so is what counts as nothing.
        TomlValue::String(_) | TomlValue::Table | TomlValue::Bool(false) => return,
        TomlValue::Integer(Some(0)) => return,
        _ => return report(sink, node, "a list of tables"),
    }
    let tables = node
        .children()
        .filter(|item| *item.value() == TomlValue::Table);
    for list in tables.flat_map(|table| table.children()) {
        let is_python = list.key() == Some("python");
        match list.value() {
            TomlValue::Array if is_python => {}
            TomlValue::Array => {
                let odd = list.children().filter(|item| item.as_str().is_none());
                odd.for_each(|item| report(sink, item, "a text"));
            }
            // Letter by letter.
            TomlValue::String(_) | TomlValue::Table => {}
            _ => report(sink, list, "a list of texts"),
        }
    }
}

fn report(sink: &mut Sink, node: TomlNode, wanted: &str) {
    let what = node
        .key()
        .map_or_else(|| "this".to_owned(), |key| format!("`{key}`"));
    let message = format!("ddev cannot make jobs of {what}; {wanted} is expected.");
    sink.report(node.span(), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn file(text: &str) -> String {
        format!("//- foo/tests/test_a.py\n//- foo/hatch.toml\n{text}\n")
    }

    #[test]
    fn lists_of_texts_make_jobs() {
        let head = "[[envs.default.matrix]]\n";
        for text in [
            "python = [\"3.13\", 3]",
            "python = [\"3.13\"]\nversion = [\"1\", «2»]",
            "version = «1.5»",
            "version = «true»",
            "version = \"abc\"",
        ] {
            assert_findings(&MATRIX, &file(&format!("{head}{text}")));
        }
        for text in [
            "envs = «5»",
            "[envs]\ndefault = «\"x\"»",
            "[envs.default]\nmatrix = «7»",
            "[envs.default]\nmatrix = \"x\"",
            "[envs.default]\nmatrix = [1]",
            "[envs.other]\nmatrix = 7",
        ] {
            assert_findings(&MATRIX, &file(text));
        }
    }

    #[test]
    fn nobody_minds_where_no_job_tests() {
        assert_findings(&MATRIX, "//- foo/hatch.toml\nenvs = 5\n");
        let excluded = "//- .ddev/config.toml\n[overrides.ci.foo]\nexclude = true\n";
        assert_findings(&MATRIX, &format!("{excluded}{}", file("envs = 5")));
    }
}
