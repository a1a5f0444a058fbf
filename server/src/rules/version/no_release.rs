//! `version/no-release`

use super::{CHANGELOG, FIRST, changelog, is_about, is_checked};
use crate::model::python::first_version;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Severity, Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The version says that the package is released, but CHANGELOG.md has no release.
    ///
    /// ## Why
    /// In core a new package has a version below 1.0.0 until its first release, which sets the
    /// version and writes the changelog. `ddev validate version` fails when they contradict.
    /// Elsewhere this is a warning.
    NO_RELEASE = "version/no-release",
    severity: Error,
    origin: Ddev("version"),
    fix: None,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let is_core = cx.repo.kind == RepoKind::Core;
    if cx.repo.kind == RepoKind::Legacy || (is_core && !is_checked(cx)) || !is_about(cx) {
        return;
    }
    let changelog =
        changelog(cx).filter(|log| log.latest.is_none() && (log.is_generated || !is_core));
    let Some(span) = first_version(cx.text(), 0).filter(|_| changelog.is_some()) else {
        return;
    };
    let version = span.slice(cx.text());
    if version >= FIRST {
        let message = format!(
            "Version `{version}` means that the package is released, but CHANGELOG.md has no release."
        );
        let path = cx.integration.repo_path(CHANGELOG);
        let finding = sink.report(span, message);
        finding.related(path, Span::at(0), "No release here");
        if !is_core {
            finding.severity(Severity::Warning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn outside_core_it_is_a_warning() {
        let found = assert_findings(
            &NO_RELEASE,
            "//- foo/datadog_checks/foo/__about__.py\n'«1.0.0»'\n//- foo/CHANGELOG.md\n# Log\n",
        );
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn from_1_0_0_on_there_is_a_release() {
        let package = |version: &str, log: &str| {
            format!(
                "//! core\n//- foo/datadog_checks/foo/__about__.py\n'{version}'\n\
                 //- foo/CHANGELOG.md\n<!-- towncrier release notes start -->\n{log}\n"
            )
        };
        assert_findings(&NO_RELEASE, &package("«1.0.0»", ""));
        assert_findings(&NO_RELEASE, &package("«10.0.0»", "## Unreleased"));
        assert_findings(&NO_RELEASE, &package("0.0.1", ""));
        assert_findings(&NO_RELEASE, &package("1.0.0", "## 1.0.0"));
    }
}
