//! `dep/invalid`

use super::unreadable;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A dependency cannot be read.
    ///
    /// ## Why
    /// Dependencies are written as Python's packaging tools read them: a name, perhaps extras
    /// in brackets, conditions on the version, and a marker behind a semicolon. What they
    /// cannot read they do not install, and `ddev validate dep` stops there.
    ///
    /// ## Example
    /// `requests==2.32.3; sys_platform == 'win32'` can be read, `requests=2.32.3` cannot.
    INVALID = "dep/invalid",
    severity: Error,
    origin: Ddev("dep"),
    fix: None,
    check: Files(&[FileKind::Pyproject, FileKind::AgentRequirements], check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for (span, error) in unreadable(cx) {
        let message = format!(
            "The dependency cannot be read: expected is {}.",
            error.expected
        );
        sink.report(span, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn both_lists_and_the_requirements_of_the_agent_are_read() {
        let text = "//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project]\ndependencies = [\"datadog-checks-base«=1»\"]\n[project.optional-dependencies]\ndeps = [\"a\", \"b «c»\"]\nold = 'd'\n";
        assert_findings(&INVALID, text);
        assert_findings(
            &INVALID,
            "//! core\n//- agent_requirements.in\n# all\n\n  a==1  \nb «c»\n«-r x»\n",
        );
    }

    #[test]
    fn tools_and_broken_files_are_left_alone() {
        let text = "[project]\ndependencies = [\"a b\"]\n";
        assert_findings(&INVALID, &format!("//- ddev/pyproject.toml\n{text}"));
        assert_findings(&INVALID, &format!("//- foo/pyproject.toml\n{text}x = y\n"));
    }
}
