//! `version/changelog-missing`

use super::{CHANGELOG, is_about, is_checked};
use crate::model::FileKind;
use crate::model::changelog::MARKER;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A package of core has no CHANGELOG.md.
    ///
    /// ## Why
    /// Every package keeps its releases there; `ddev validate version` fails without it.
    ///
    /// ## Fix
    /// Creates a file without releases.
    CHANGELOG_MISSING = "version/changelog-missing",
    severity: Error,
    origin: Ddev("version"),
    fix: Unsafe,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_checked(cx) || !is_about(cx) || cx.integration.files.get(CHANGELOG).is_some() {
        return;
    }
    let end = crate::model::python::first_version(cx.text(), 0);
    let finding = sink.report(
        end.unwrap_or(Span::at(0)),
        "The package has no `CHANGELOG.md`.",
    );
    finding.create_file_fix(
        "Create a changelog",
        cx.integration.repo_path(CHANGELOG),
        format!("# CHANGELOG - {}\n\n<!-- {MARKER} -->\n", cx.display_name()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_package_of_core_has_a_changelog() {
        let about = "//- foo/datadog_checks/foo/__about__.py\n__version__ = '«1.0.0»'\n";
        assert_findings(&CHANGELOG_MISSING, &format!("//! core\n{about}"));
        let fine = about.replace(['«', '»'], "");
        assert_findings(&CHANGELOG_MISSING, &fine);
        assert_findings(
            &CHANGELOG_MISSING,
            &format!("//! core\n{fine}//- foo/CHANGELOG.md\n"),
        );
    }
}
