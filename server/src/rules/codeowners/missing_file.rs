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
        let why = "Every integration needs a line in it.";
        report_missing(cx, sink, FileKind::Codeowners.file_name(), why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ddev_config::{assert_missing, assert_none_missing};

    #[test]
    fn the_file_is_missed_where_it_is_needed() {
        for kind in ["core", "extras"] {
            assert_missing(&MISSING_FILE, kind, ".github/CODEOWNERS", "");
        }
        assert_none_missing(&MISSING_FILE, "legacy", "");
    }
}
