//! `dep/base-missing`

use super::{BASE, EXEMPT, needs_base};
use crate::model::package::dependencies;
use crate::model::{FileKind, RepoKind, setup};
use crate::rules::looked_at::{WithoutProject, without_project};
use crate::rules::{Sink, rule};
use crate::syntax::requirement::Requirement;
use crate::syntax::toml::{TomlNode, TomlValue};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// The package does not depend on the base library.
    ///
    /// ## Why
    /// Every check builds on `datadog-checks-base`; `ddev validate dep` fails on packages
    /// whose `project.dependencies` lack it. In integrations-core it fails as well on a check
    /// without `pyproject.toml` whose `setup.py` does not set `CHECKS_BASE_REQ`.
    ///
    /// ## Fix
    /// Inserts it, without a version.
    BASE_MISSING = "dep/base-missing",
    severity: Error,
    origin: Ddev("dep"),
    fix: Unsafe,
    check: Files(&[FileKind::Pyproject, FileKind::Python], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.file.kind == FileKind::Python {
        return check_setup(cx, sink);
    }
    let (Some(project), Some(root)) = (needs_base(cx), super::root(cx)) else {
        return;
    };
    // A line that cannot be read may be meant for it.
    let is_base = |text: &str| crate::syntax::requirement::normalize_name(text).starts_with(BASE);
    if dependencies(root).any(|d| match &d.read {
        Ok(read) => read.normalized == BASE,
        Err(_) => is_base(d.text.trim()),
    }) {
        return;
    }
    let list = project.get("dependencies");
    let place = list.unwrap_or(project);
    let span = place.key_span().unwrap_or(place.span());
    let finding = sink.report(
        span,
        format!("`{BASE}` is missing in `project.dependencies`."),
    );
    if let Some(list) = list.filter(|list| *list.value() == TomlValue::Array) {
        let edit = insert_first(cx, list);
        finding.unsafe_fix(format!("Insert `{BASE}`"), vec![edit]);
    }
}

/// The same for a check without `pyproject.toml`. Elsewhere than in core nobody runs the command.
fn check_setup(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Core || EXEMPT.contains(&cx.dir()) || cx.integration.is_tool() {
        return;
    }
    match without_project(cx) {
        WithoutProject::About(place) => {
            let message = format!("No `pyproject.toml` says that the check needs `{BASE}`.");
            sink.report(place, message);
        }
        WithoutProject::Setup => match setup::base(cx.text()) {
            None => {
                let message = format!(
                    "`{}` is not set, nor is there `pyproject.toml`.",
                    setup::BASE_VARIABLE
                );
                sink.report(Span::at(0), message);
            }
            Some((line, value)) => {
                let read = value.map(|value| Requirement::parse(value.slice(cx.text())));
                if !matches!(read, Some(Ok(_))) {
                    let message =
                        "ddev cannot read the requirement, and there is no `pyproject.toml`.";
                    sink.report(value.unwrap_or(line), message);
                }
            }
        },
        WithoutProject::No => {}
    }
}

/// Before the first item, with what stands before that one.
fn insert_first(cx: &FileCx, list: TomlNode) -> TextEdit {
    let start = list.span().start as usize + 1;
    let Some(first) = list.children().next() else {
        return TextEdit::insert(start, format!("\"{BASE}\""));
    };
    let at = first.span().start as usize;
    let gap = &cx.text()[start..at];
    let indent = match gap.rfind('\n') {
        Some(line) => format!("{}{}", cx.newline(), &gap[line + 1..]),
        None => " ".to_owned(),
    };
    TextEdit::insert(at, format!("\"{BASE}\",{indent}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn project(body: &str) -> String {
        format!("//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n{body}\n")
    }

    #[test]
    fn every_check_needs_the_base_library() {
        assert_findings(&BASE_MISSING, &project("[project]\n«dependencies» = []"));
        assert_findings(
            &BASE_MISSING,
            &project("[«project»]\nname = \"datadog-foo\""),
        );
        assert_findings(
            &BASE_MISSING,
            &project("[project]\ndependencies = [\"Datadog_Checks.base >= 1\"]"),
        );
        assert_findings(
            &BASE_MISSING,
            &project("[project]\ndependencies = [\"datadog-checks-base=1\"]"),
        );
        let base =
            project("[project]\ndependencies = []").replace("foo/py", "datadog_checks_base/py");
        assert_findings(&BASE_MISSING, &base);
    }

    #[test]
    fn it_is_inserted_in_the_style_of_the_list() {
        let text = "[project]\ndependencies = [\n    \"a==1\",\n]\n";
        let after = text.replace("    \"a==1\"", "    \"datadog-checks-base\",\n    \"a==1\"");
        assert_fix(&BASE_MISSING, &project(text), &format!("{after}\n"));
        let after = "[project]\ndependencies = [\"datadog-checks-base\"]\n";
        assert_fix(
            &BASE_MISSING,
            &project("[project]\ndependencies = []"),
            after,
        );
    }

    #[test]
    fn an_older_package_sets_a_variable() {
        const ABOUT: &str = "//! core\n//- foo/datadog_checks/foo/__about__.py\n";
        let about = ABOUT.to_owned() + "«__version__ = '1.0.0'»\n";
        assert_findings(&BASE_MISSING, &about);
        assert_findings(&BASE_MISSING, &format!("{about}//- foo/setup.py/x.txt\n\n"));
        let exempt = about
            .replace("foo/datadog_checks/foo", "ddev/src/ddev")
            .replace(['«', '»'], "");
        assert_findings(&BASE_MISSING, &exempt);
        assert_findings(
            &BASE_MISSING,
            &about.replace(['«', '»'], "").replace("core", "extras"),
        );
        for setup in [
            "«»import os\n",
            "«CHECKS_BASE_REQ='x'»\n",
            "CHECKS_BASE_REQ = «parse_pyproject_array('dependencies')[0]»\n",
            "CHECKS_BASE_REQ = \"datadog-checks-base>=4\"\n",
        ] {
            let setup = format!("{ABOUT}//- foo/setup.py\n{setup}");
            assert_findings(&BASE_MISSING, &setup);
            let project =
                "//- foo/pyproject.toml\n[project]\ndependencies = ['datadog-checks-base']\n";
            let setup = setup.replace(['«', '»'], "");
            assert_findings(&BASE_MISSING, &format!("{setup}{project}"));
        }
    }
}
