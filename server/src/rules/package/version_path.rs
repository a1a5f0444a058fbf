//! `package/version-path`

use super::{TOOLS, expected_package, is_toml};
use crate::model::FileKind;
use crate::model::package::PackageFacts;
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// The build does not read the version from the package.
    ///
    /// ## Why
    /// `tool.hatch.version.path` names the file that holds `__version__`. It is always
    /// `datadog_checks/<package>/__about__.py`; `ddev validate package` fails on any other.
    ///
    /// ## Fix
    /// Replaces the path.
    VERSION_PATH = "package/version-path",
    severity: Error,
    origin: Ddev("package"),
    fix: Safe,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(package) = expected_package(cx).filter(|_| !TOOLS.contains(&cx.dir())) else {
        return;
    };
    let wanted = format!("datadog_checks/{package}/__about__.py");
    let facts = PackageFacts::of(cx.file);
    match &facts.version_path {
        Some(path) if *path.value == *wanted => {}
        Some(path) => {
            let edit = TextEdit::replace(path.span, wanted.clone());
            sink.report(path.span, format!("The path must be `{wanted}`."))
                .safe_fix(format!("Replace by `{wanted}`"), vec![edit]);
        }
        None if is_toml(cx) => {
            let name = facts.name.as_ref();
            sink.report(
                name.map_or(Span::at(0), |name| name.span),
                format!("`tool.hatch.version.path` is missing; expected is `{wanted}`."),
            );
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn project(path: &str) -> String {
        format!(
            "//- acme-queue/pyproject.toml\n[project]\nname = \"datadog-acme-queue\"\n\n[tool.hatch.version]\npath = \"{path}\"\n"
        )
    }

    const PATH: &str = "datadog_checks/acme_queue/__about__.py";

    #[test]
    fn the_version_stands_in_the_package() {
        assert_findings(&VERSION_PATH, &project(PATH));
        assert_findings(
            &VERSION_PATH,
            &project("«datadog_checks/acme-queue/__about__.py»"),
        );
        assert_findings(
            &VERSION_PATH,
            &project("«./datadog_checks/acme_queue/__about__.py»"),
        );
        let ddev = project("src/ddev/_version.py").replace("acme-queue/", "ddev/");
        assert_findings(&VERSION_PATH, &ddev);
    }

    #[test]
    fn a_missing_path_is_found_but_not_in_broken_toml() {
        let text = "//- foo/pyproject.toml\n[project]\nname = \"«datadog-foo»\"\n";
        assert_findings(&VERSION_PATH, text);
        let broken = format!("{}version = \n", text.replace(['«', '»'], ""));
        assert_findings(&VERSION_PATH, &broken);
    }

    #[test]
    fn the_path_is_replaced() {
        let good = project(PATH);
        assert_fix(
            &VERSION_PATH,
            &project("x.py"),
            good.split_once('\n').unwrap().1,
        );
    }
}
