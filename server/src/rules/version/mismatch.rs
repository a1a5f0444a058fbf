//! `version/mismatch`

use super::{CHANGELOG, FIRST, changelog, is_about, is_checked};
use crate::model::FileKind;
use crate::model::RepoKind;
use crate::model::python::first_version;
use crate::rules::{Severity, Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The version of the package is not that of the newest release in CHANGELOG.md.
    ///
    /// ## Why
    /// A release sets both. In core `ddev validate version` compares the first `X.Y.Z` of
    /// `__about__.py` with the first behind a `##` in the changelog, for packages from 1.0.0 on.
    /// Elsewhere no tool compares them, and this is a warning.
    MISMATCH = "version/mismatch",
    severity: Error,
    origin: Ddev("version"),
    fix: None,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind == RepoKind::Legacy || !is_about(cx) {
        return;
    }
    let Some(changelog) = changelog(cx) else {
        return;
    };
    let is_core = cx.repo.kind == RepoKind::Core;
    if is_core && (!is_checked(cx) || !changelog.is_generated) {
        return;
    }
    let Some(span) = first_version(cx.text(), 0) else {
        if is_core {
            let message = "There is no version of three numbers in the file.";
            sink.report(Span::at(0), message);
        }
        return;
    };
    let version = span.slice(cx.text());
    let Some(latest) = &changelog.latest else {
        return;
    };
    if *version == *latest.value || (is_core && version < FIRST) {
        return;
    }
    let message = format!(
        "The newest release in CHANGELOG.md is `{}`, not `{version}`.",
        latest.value
    );
    let finding = sink.report(span, message);
    finding.related(
        cx.integration.repo_path(CHANGELOG),
        latest.span,
        "The newest release",
    );
    if !is_core {
        finding.severity(Severity::Warning);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn package(kind: &str, version: &str, changelog: &str) -> String {
        format!(
            "//! {kind}\n//- foo/pyproject.toml\n[project]\n\
             //- foo/datadog_checks/foo/__about__.py\n__version__ = '{version}'\n\
             //- foo/CHANGELOG.md\n{changelog}\n"
        )
    }

    #[test]
    fn version_and_newest_release_agree() {
        let log = "<!-- towncrier release notes start -->\n## 1.1.0 / 2024-01-01\n## 1.0.0";
        let found = assert_findings(&MISMATCH, &package("core", "«1.0.0»", log));
        assert_eq!(found[0].severity, Severity::Error);
        let found = assert_findings(&MISMATCH, &package("extras", "«0.9.0»", "## 1.0.0"));
        assert_eq!(found[0].severity, Severity::Warning);
        assert_findings(&MISMATCH, &package("core", "1.1.0", log));
        // These are told by other rules.
        assert_findings(&MISMATCH, &package("core", "0.9.0", log));
        assert_findings(&MISMATCH, &package("core", "1.0.0", "## 1.1.0"));
        assert_findings(&MISMATCH, &package("extras", "1.0.0", "## Unreleased"));
    }

    #[test]
    fn a_file_without_a_version_makes_ddev_stop() {
        let log = "<!-- towncrier release notes start -->";
        let text = package("core", "x", log).replace("__version__", "«»__version__");
        assert_findings(&MISMATCH, &text);
    }
}
