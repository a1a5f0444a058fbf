//! `package/missing-file`

use super::TOOLS;
use crate::model::{FileKind, setup};
use crate::rules::looked_at::{WithoutProject, without_project};
use crate::rules::{Sink, rule};
use crate::syntax::requirement::normalize_name;
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A check has no `pyproject.toml`.
    ///
    /// ## Why
    /// A directory with `__about__.py` in its package is a check to ddev. Without
    /// `pyproject.toml`, or with a folder of that name, `ddev validate package` looks for the
    /// name of the package in `setup.py`: a line with `name=` and a text between quotes. It
    /// stops with an unhandled exception when there is none, and fails when the name is not
    /// `datadog-` and that of the directory. Told at the beginning of `__about__.py` when there
    /// is no `setup.py` either.
    MISSING_FILE = "package/missing-file",
    severity: Error,
    origin: Ddev("package"),
    fix: None,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if TOOLS.contains(&cx.dir()) {
        return;
    }
    match without_project(cx) {
        WithoutProject::About(place) => {
            sink.report(place, "The check has no `pyproject.toml`; ddev stops here.");
        }
        WithoutProject::Setup => check_name(cx, sink),
        WithoutProject::No => {}
    }
}

fn check_name(cx: &FileCx, sink: &mut Sink) {
    let Some(name) = setup::name(cx.text()) else {
        let message = "There is no `pyproject.toml`, and ddev finds no `name='…'` here.";
        sink.report(Span::at(0), message);
        return;
    };
    let wanted = format!("datadog-{}", cx.dir());
    // Here ddev takes spaces for one of the signs that may stand between words.
    let normal = |name: &str| normalize_name(&name.replace(' ', "-"));
    if normal(name.slice(cx.text())) != normal(&wanted) {
        sink.report(name, format!("The package must be called `{wanted}`."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const ABOUT: &str = "//- a-b/datadog_checks/a_b/__about__.py\n«__version__ = '1.0.0'»\n";

    fn with_setup(text: &str) -> String {
        let about = ABOUT.replace(['«', '»'], "");
        format!("{about}//- a-b/setup.py\n{text}\n")
    }

    #[test]
    fn a_check_has_a_project_file() {
        for kind in ["core", "extras", "marketplace"] {
            assert_findings(&MISSING_FILE, &format!("//! {kind}\n{ABOUT}"));
        }
        for folder in ["pyproject.toml", "setup.py"] {
            let text = format!("{ABOUT}//- a-b/{folder}/x.txt\n\n");
            assert_findings(&MISSING_FILE, &text);
        }
        let plain = ABOUT.replace(['«', '»'], "");
        let project = "//- a-b/pyproject.toml\n[project]\n";
        assert_findings(&MISSING_FILE, &format!("{plain}{project}"));
        assert_findings(&MISSING_FILE, &format!("//! legacy\n{plain}"));
        let no_check = "//- a-b/datadog_checks/a_b/__init__.py\nx = 1\n";
        assert_findings(&MISSING_FILE, no_check);
        let tool = plain.replace("a-b/datadog_checks/a_b", "ddev/src/ddev");
        assert_findings(&MISSING_FILE, &tool);
    }

    #[test]
    fn setup_names_the_package() {
        for text in [
            "setup(name='datadog-a-b')",
            "setup(\n    name=\"Datadog_A.. b\",\n)",
            "setup(name='«datadog-a»')",
            "«»setup(name = 'datadog-a-b')",
            "setup(surname='«x', name='datadog-a-b»')",
        ] {
            assert_findings(&MISSING_FILE, &with_setup(text));
        }
        let project = "//- a-b/pyproject.toml\n[project]\n";
        let other = with_setup("setup(name='x')");
        assert_findings(&MISSING_FILE, &format!("{other}{project}"));
    }
}
