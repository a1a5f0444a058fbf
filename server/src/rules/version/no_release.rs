//! `version/no-release`

use super::{CHANGELOG, FIRST, changelog, is_about, is_checked};
use crate::model::FileKind;
use crate::model::python::first_version;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// The version says that the package is released, but CHANGELOG.md has no release.
    ///
    /// ## Why
    /// In core a new package has a version below 1.0.0 until its first release, which sets the
    /// version and writes the changelog. `ddev validate version` fails when they contradict.
    NO_RELEASE = "version/no-release",
    severity: Error,
    origin: Ddev("version"),
    fix: None,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_checked(cx) || !is_about(cx) {
        return;
    }
    let changelog = changelog(cx).filter(|log| log.is_generated && log.latest.is_none());
    let Some(span) = first_version(cx.text(), 0).filter(|_| changelog.is_some()) else {
        return;
    };
    let version = span.slice(cx.text());
    if version >= FIRST {
        let message = format!(
            "Version `{version}` means that the package is released, but CHANGELOG.md has no release."
        );
        let path = cx.integration.repo_path(CHANGELOG);
        sink.report(span, message)
            .related(path, Span::at(0), "No release here");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

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
