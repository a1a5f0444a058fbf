//! `labeler/missing-file`

use crate::model::{FileKind, RepoKind};
use crate::rules::ddev_config::report_missing;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The repository has no configuration of labels.
    ///
    /// ## Why
    /// `ddev validate labeler` fails in integrations-core without it. Told at the beginning of
    /// `.ddev/config.toml`.
    MISSING_FILE = "labeler/missing-file",
    severity: Error,
    origin: Ddev("labeler"),
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind == RepoKind::Core {
        report_missing(
            cx,
            sink,
            FileKind::Labeler,
            "Every integration needs a label in it.",
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
        let bad = format!("//! core\n{REPOSITORY}").replacen("[over", "«»[over", 1);
        assert_findings(&MISSING_FILE, &bad);
    }

    #[test]
    fn nothing_is_missed_where_it_is_there_or_not_needed() {
        let there = format!("//! core\n{REPOSITORY}//- .github/workflows/config/labeler.yml\n\n");
        assert_findings(&MISSING_FILE, &there);
        assert_findings(&MISSING_FILE, &format!("//! extras\n{REPOSITORY}"));
    }
}
