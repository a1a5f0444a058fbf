//! `package/authors`

use super::is_toml;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::toml::TomlValue;
use crate::workspace::FileCx;

rule! {
    /// The package names no authors.
    ///
    /// ## Why
    /// `ddev validate package` goes through `project.authors` and stops altogether when there
    /// is none, so that no other package is looked at either. An empty list is fine.
    ///
    /// ## Example
    /// ```toml
    /// [project]
    /// name = "datadog-acme-queue"
    /// authors = [{ name = "Acme", email = "help@example.com" }]
    /// ```
    AUTHORS = "package/authors",
    severity: Error,
    origin: Ddev("package"),
    fix: None,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.toml().filter(|_| is_toml(cx)) else {
        return;
    };
    if super::TOOLS.contains(&cx.dir()) {
        return;
    }
    let Some(project) = tree.root(cx.text()).get("project") else {
        return;
    };
    let Some(authors) = project.get("authors") else {
        let span = project.key_span().unwrap_or(project.span());
        sink.report(span, "`project.authors` is missing; a list is expected.");
        return;
    };
    let scalar = |value: &TomlValue| {
        !matches!(
            value,
            TomlValue::Array | TomlValue::Table | TomlValue::String(_)
        )
    };
    let wrong = if scalar(authors.value()) {
        Some(authors)
    } else {
        authors.children().find(|author| {
            *authors.value() == TomlValue::Array
                && (scalar(author.value()) || author.as_str().is_some_and(|a| a.contains("email")))
        })
    };
    if let Some(wrong) = wrong {
        let message = "`project.authors` must be a list of tables with `name` and `email`.";
        sink.report(wrong.span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn project(body: &str) -> String {
        format!("//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n{body}\n")
    }

    #[test]
    fn there_are_authors() {
        assert_findings(&AUTHORS, &project("[«project»]\nname = \"datadog-foo\""));
        assert_findings(&AUTHORS, &project("[project]\nauthors = «1»"));
        assert_findings(&AUTHORS, &project("[project]\nauthors = [«2»]"));
        assert_findings(&AUTHORS, &project("[project]\nauthors = []"));
        assert_findings(
            &AUTHORS,
            &project("[project]\nauthors = [{name = \"a\"}, \"me\"]"),
        );
        assert_findings(&AUTHORS, &project("[tool]\nx = 1"));
        let tool = project("[project]\nname = \"ddev\"").replace("foo/pyproject", "ddev/pyproject");
        assert_findings(&AUTHORS, &tool);
    }
}
