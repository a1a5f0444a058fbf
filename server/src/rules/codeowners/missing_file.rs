//! `codeowners/missing-file`

use crate::model::{FileKind, RepoKind};
use crate::rules::ddev_config::report_missing;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The repository has no `.github/CODEOWNERS`.
    ///
    /// ## Why
    /// `ddev validate codeowners` stops without it, in every kind of repository. Told at the
    /// beginning of `.ddev/config.toml`.
    MISSING_FILE = "codeowners/missing-file",
    severity: Error,
    origin: Ddev("codeowners"),
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !matches!(cx.repo.kind, RepoKind::Legacy | RepoKind::Single) {
        report_missing(
            cx,
            sink,
            FileKind::Codeowners,
            "Every integration needs a line in it.",
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
        let bad = REPOSITORY.replacen("[over", "«»[over", 1);
        assert_findings(&MISSING_FILE, &bad);
    }

    #[test]
    fn nothing_is_missed_where_it_is_there_or_not_needed() {
        let there = format!("{REPOSITORY}//- .github/CODEOWNERS\n\n");
        assert_findings(&MISSING_FILE, &there);
        assert_findings(&MISSING_FILE, &format!("//! legacy\n{REPOSITORY}"));
    }
}
