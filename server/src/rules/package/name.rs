//! `package/name`

use super::{TOOLS, expected_package};
use crate::model::package::PackageFacts;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::syntax::requirement::normalize_name;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The name of the Python package is not derived from the directory.
    ///
    /// ## Why
    /// Releases are named `datadog-` and the directory, with dashes; `ddev validate package`
    /// fails on any other. Case and the kind of separator do not matter. The packages of the
    /// base library and of the tools are exempt.
    ///
    /// ## Example
    /// The directory `acme_queue` holds the package `datadog-acme-queue`.
    ///
    /// ## Fix
    /// Replaces the name.
    NAME = "package/name",
    severity: Error,
    origin: Ddev("package"),
    fix: Safe,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(name) = PackageFacts::of(cx.file).name else {
        return;
    };
    let dir = match cx.repo.kind {
        RepoKind::Single => expected_package(cx),
        _ => Some(cx.dir().to_owned()).filter(|dir| !TOOLS.contains(&dir.as_str())),
    };
    let Some(dir) = dir else { return };
    let wanted = normalize_name(&format!("datadog-{dir}"));
    if normalize_name(&name.value) != wanted {
        sink.report(name.span, format!("The package must be called `{wanted}`."))
            .safe_fix(
                format!("Replace by `{wanted}`"),
                vec![TextEdit::replace(name.span, wanted)],
            );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn project(dir: &str, name: &str) -> String {
        format!("//- {dir}/pyproject.toml\n[project]\nname = \"{name}\"\n")
    }

    #[test]
    fn packages_are_named_after_their_directory() {
        assert_findings(&NAME, &project("acme_queue", "datadog-acme-queue"));
        assert_findings(&NAME, &project("acme_queue", "Datadog_acme__queue"));
        assert_findings(&NAME, &project("acme_queue", "«acme-queue»"));
        assert_findings(&NAME, &project("acme_queue", "«»"));
    }

    #[test]
    fn tools_have_names_of_their_own() {
        assert_findings(&NAME, &project("ddev", "ddev"));
        assert_findings(
            &NAME,
            &project("datadog_checks_base", "datadog-checks-base"),
        );
    }

    #[test]
    fn a_single_integration_goes_by_its_package() {
        let text = "//! single\n//- manifest.json\n{}\n//- datadog_checks/acme/__init__.py\n//- pyproject.toml\n[project]\nname = \"@\"\n";
        assert_findings(&NAME, &text.replace('@', "datadog-acme"));
        assert_findings(&NAME, &text.replace('@', "«datadog-foo»"));
        let none = text.replace("//- datadog_checks/acme/__init__.py\n", "");
        assert_findings(&NAME, &none.replace('@', "datadog-foo"));
    }

    #[test]
    fn the_name_is_replaced() {
        let good = project("acme_queue", "datadog-acme-queue");
        let bad = project("acme_queue", "acme");
        assert_fix(&NAME, &bad, good.split_once('\n').unwrap().1);
    }
}
