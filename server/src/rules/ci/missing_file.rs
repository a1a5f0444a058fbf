//! `ci/missing-file`

use crate::model::{FileKind, RepoKind};
use crate::rules::ddev_config::report_missing;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The repository has no jobs although integrations have tests, or no coverage settings.
    ///
    /// ## Why
    /// `ddev validate ci` compares `test-all.yml` and `test-all-windows.yml` of
    /// `.github/workflows` with what the integrations need, and fails when one is missing. In
    /// integrations-core it looks for `code-coverage.datadog.yml`, too. Told at the beginning
    /// of `.ddev/config.toml`.
    MISSING_FILE = "ci/missing-file",
    severity: Error,
    origin: Ddev("ci"),
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

/// What runs the tests.
const JOBS: [&str; 2] = [
    ".github/workflows/test-all.yml",
    ".github/workflows/test-all-windows.yml",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    let tested = cx.repo.directories().any(|dir| dir.is_tested_by_jobs());
    let today = !matches!(cx.repo.kind, RepoKind::Legacy | RepoKind::Single);
    if tested && today {
        let why = "It runs the tests of every integration.";
        for path in JOBS {
            report_missing(cx, sink, path, why);
        }
    }
    if cx.repo.kind == RepoKind::Core {
        let why = "Every tested check is a service in it.";
        report_missing(cx, sink, FileKind::Coverage.file_name(), why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ddev_config::{assert_missing, assert_none_missing};

    #[test]
    fn the_file_is_missed_where_it_is_needed() {
        const TESTS: &str =
            "//- foo/hatch.toml\n\n//- foo/pyproject.toml\n\n//- foo/tests/test_a.py\n\n";
        let [others, windows] = JOBS.map(|path| format!("{TESTS}//- {path}\n\n"));
        assert_missing(&MISSING_FILE, "extras", JOBS[0], &windows);
        assert_missing(&MISSING_FILE, "extras", JOBS[1], &others);
        assert_none_missing(&MISSING_FILE, "extras", "");
        assert_none_missing(&MISSING_FILE, "single", TESTS);
        assert_missing(&MISSING_FILE, "core", "code-coverage.datadog.yml", "");
    }
}
