//! `ci/missing-file`

use crate::model::{FileKind, RepoKind};
use crate::rules::ddev_config::report_missing;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The repository has no jobs although integrations have tests.
    ///
    /// ## Why
    /// `ddev validate ci` compares `.github/workflows/test-all.yml` with what the integrations
    /// need, and fails when there is none. Told at the beginning of `.ddev/config.toml`.
    MISSING_FILE = "ci/missing-file",
    severity: Error,
    origin: Ddev("ci"),
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if matches!(
        cx.repo.kind,
        RepoKind::Core | RepoKind::Extras | RepoKind::Marketplace
    ) && cx.repo.directories().any(|dir| dir.is_tested_by_jobs())
    {
        report_missing(
            cx,
            sink,
            FileKind::Workflow,
            "It runs the tests of every integration.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    const REPOSITORY: &str = "//- .ddev/config.toml\n[overrides]\n//- foo/manifest.json\n{}\n";

    #[test]
    fn a_missing_file_is_told_in_the_configuration() {
        let bad = format!("{REPOSITORY}//- foo/hatch.toml\n\n//- foo/pyproject.toml\n\n//- foo/tests/test_a.py\n\n").replacen("[over", "«»[over", 1);
        assert_findings(&MISSING_FILE, &bad);
    }

    #[test]
    fn nothing_is_missed_where_it_is_there_or_not_needed() {
        let there = format!(
            "{REPOSITORY}//- foo/hatch.toml\n\n//- foo/pyproject.toml\n\n//- foo/tests/test_a.py\n\n//- .github/workflows/test-all.yml\n\n"
        );
        assert_findings(&MISSING_FILE, &there);
        assert_findings(&MISSING_FILE, &format!("//! extras\n{REPOSITORY}"));
    }
}
