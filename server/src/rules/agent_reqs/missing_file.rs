//! `agent-reqs/missing-file`

use crate::model::{FileKind, RepoKind};
use crate::rules::ddev_config::report_missing;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The repository does not say which integrations the Agent ships.
    ///
    /// ## Why
    /// `ddev validate agent-reqs` stops in integrations-core without
    /// `requirements-agent-release.txt`. Told at the beginning of `.ddev/config.toml`.
    MISSING_FILE = "agent-reqs/missing-file",
    severity: Error,
    origin: Ddev("agent-reqs"),
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind == RepoKind::Core {
        let why = "It lists the releases that the Agent ships.";
        report_missing(cx, sink, FileKind::AgentRelease.file_name(), why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ddev_config::{assert_missing, assert_none_missing};

    #[test]
    fn the_file_is_missed_where_it_is_needed() {
        let path = "requirements-agent-release.txt";
        assert_missing(&MISSING_FILE, "core", path, "");
        assert_none_missing(&MISSING_FILE, "extras", "");
    }
}
