//! `package/toml`

use super::is_toml;
use crate::model::FileKind;
use crate::rules::looked_at::is_of_check;
use crate::rules::toml::report_syntax;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// `pyproject.toml` or `hatch.toml` cannot be read.
    ///
    /// ## Why
    /// Nothing can be built or tested from a file that is no TOML, and ddev stops with a
    /// Python traceback instead of a message. The same happens when `pyproject.toml` lacks
    /// the `project` table, or that table the name of the package.
    ///
    /// ## Fix
    /// Removes a byte order mark.
    TOML = "package/toml",
    severity: Error,
    origin: Ddev("package"),
    fix: Safe,
    check: Files(&[FileKind::Pyproject, FileKind::Hatch], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.toml() else { return };
    report_syntax(cx, sink);
    if cx.file.kind != FileKind::Pyproject || !is_toml(cx) || super::TOOLS.contains(&cx.dir()) {
        return;
    }
    let root = tree.root(cx.text());
    let Some(project) = root.get("project") else {
        // A file that only configures tools is fine where nobody takes it for a package.
        if is_of_check(cx) {
            sink.report(Span::at(0), "The table `project` is missing.");
        }
        return;
    };
    if project.get("name").and_then(|name| name.as_str()).is_none() {
        let place = project.get("name").unwrap_or(project);
        let span = place.key_span().unwrap_or(place.span());
        sink.report(span, "`project.name` is missing; a string is expected.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const ABOUT: &str = "//- foo/datadog_checks/foo/__about__.py\n";

    #[test]
    fn broken_toml_is_found_in_both_files() {
        assert_findings(
            &TOML,
            "//- foo/pyproject.toml\n[project]\nname = \"datadog-foo\"\nx = «y»\n",
        );
        assert_findings(&TOML, "//- foo/hatch.toml\nx = «y»\n");
        assert_findings(&TOML, "//- foo/hatch.toml\n[env]\nx = 1\n");
    }

    #[test]
    fn python_stumbles_over_a_byte_order_mark() {
        let before = "//- foo/hatch.toml\n«\u{feff}»[env]\nx = 1\n";
        assert_findings(&TOML, before);
        assert_fix(&TOML, before, "[env]\nx = 1\n");
    }

    #[test]
    fn a_package_has_a_project_with_a_name() {
        assert_findings(
            &TOML,
            &format!("{ABOUT}//- foo/pyproject.toml\n«»[tool.black]\n"),
        );
        assert_findings(&TOML, "//- foo/pyproject.toml\n[tool.black]\n");
        assert_findings(&TOML, "//- foo/pyproject.toml\n[«project»]\nauthors = []\n");
        assert_findings(&TOML, "//- foo/pyproject.toml\n[project]\n«name» = 1\n");
        assert_findings(
            &TOML,
            "//- foo/pyproject.toml\n[project]\nname = \"datadog-foo\"\n",
        );
    }
}
