//! `dep/missing-file`

use crate::model::package::PackageFacts;
use crate::model::{FileKind, RepoKind};
use crate::rules::ddev_config::report_missing;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// The repository does not say which packages the Agent's Python holds.
    ///
    /// ## Why
    /// Every dependency of an integration of integrations-core must stand in
    /// `agent_requirements.in`. Without the file `ddev validate dep` fails for each of them.
    /// Told at the beginning of `.ddev/config.toml`.
    MISSING_FILE = "dep/missing-file",
    severity: Error,
    origin: Ddev("dep"),
    fix: None,
    check: File(FileKind::DdevConfig, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Core {
        return;
    }
    let mut checks = cx.repo.directories();
    let needed = checks.any(|check| {
        let needs = |package: &PackageFacts| !package.needs.is_empty();
        check.is_valid_check() && !check.is_tool() && check.package().is_some_and(needs)
    });
    if needed {
        let why = "It lists the packages that integrations need.";
        report_missing(cx, sink, FileKind::AgentRequirements.file_name(), why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ddev_config::{assert_missing, assert_none_missing};

    #[test]
    fn the_file_is_missed_where_it_is_needed() {
        const FOO: &str = "//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project.optional-dependencies]\ndeps = [\"a==1\"]\n";
        assert_missing(&MISSING_FILE, "core", "agent_requirements.in", FOO);
        assert_none_missing(&MISSING_FILE, "extras", FOO);
        assert_none_missing(&MISSING_FILE, "core", "");
    }
}
