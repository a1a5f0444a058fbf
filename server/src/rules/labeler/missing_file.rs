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
        let why = "Every integration needs a label in it.";
        report_missing(cx, sink, FileKind::Labeler.file_name(), why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ddev_config::{assert_missing, assert_none_missing};

    #[test]
    fn the_file_is_missed_where_it_is_needed() {
        let path = ".github/workflows/config/labeler.yml";
        assert_missing(&MISSING_FILE, "core", path, "");
        assert_none_missing(&MISSING_FILE, "extras", "");
    }
}
