//! `version/unreleased-has-releases`

use super::{FIRST, about_path, is_checked, own_changelog, version};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The changelog has a release, but the version says that there was none.
    ///
    /// ## Why
    /// In core a package that is not released has a version below 1.0.0 and a changelog without
    /// releases; the first release writes both. `ddev validate version` fails when they
    /// contradict.
    UNRELEASED_HAS_RELEASES = "version/unreleased-has-releases",
    severity: Error,
    origin: Ddev("version"),
    fix: None,
    check: File(FileKind::Changelog, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(version) = version(cx).filter(|version| *version.value < *FIRST) else {
        return;
    };
    let facts = own_changelog(cx).filter(|facts| facts.is_generated && is_checked(cx));
    let Some(latest) = facts.and_then(|facts| facts.latest) else {
        return;
    };
    let message = format!(
        "Version `{}` of the package means that it is not released yet.",
        version.value
    );
    let path = cx.integration.repo_path(&about_path(cx));
    sink.report(latest.span, message)
        .related(path, version.span, "The version");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn below_1_0_0_there_is_no_release() {
        let package = |version: &str, log: &str| {
            format!(
                "//! core\n//- foo/datadog_checks/foo/__about__.py\n'{version}'\n\
                 //- foo/CHANGELOG.md\n<!-- towncrier release notes start -->\n{log}\n"
            )
        };
        assert_findings(
            &UNRELEASED_HAS_RELEASES,
            &package("0.0.1", "## «1.0.0» / 2024-01-01"),
        );
        assert_findings(&UNRELEASED_HAS_RELEASES, &package("0.0.1", ""));
        assert_findings(&UNRELEASED_HAS_RELEASES, &package("1.0.0", "## 1.0.0"));
    }
}
