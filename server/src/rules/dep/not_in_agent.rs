//! `dep/not-in-agent`

use super::pinned;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A dependency is not what the Agent ships.
    ///
    /// ## Why
    /// The Agent's Python holds exactly what `agent_requirements.in` lists. A dependency that
    /// is missing there, or pinned to another version or for another environment, is not what
    /// the check gets at run time; `ddev validate dep` fails on it. Community integrations are
    /// not shipped with the Agent, so nothing is said about them.
    ///
    /// ## Fix
    /// Takes the entry of the Agent's requirements, when there is only one.
    NOT_IN_AGENT = "dep/not-in-agent",
    severity: Error,
    origin: Ddev("dep"),
    fix: Unsafe,
    check: File(FileKind::Pyproject, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(agent) = cx.repo.agent_requirements() else {
        return;
    };
    if cx.repo.kind != RepoKind::Core {
        return;
    }
    let file = FileKind::AgentRequirements.file_name();
    for entry in pinned(cx) {
        let (name, canonical) = (&entry.read.normalized, entry.read.canonical());
        let pins: Vec<_> = agent.of_package(name).collect();
        let Some(first) = pins.first() else {
            let span = entry.place(entry.read.name);
            sink.report(span, format!("`{name}` is not in `{file}`."));
            continue;
        };
        if pins.iter().any(|pin| *pin.canonical == *canonical) {
            continue;
        }
        let message = format!("`{file}` pins `{}`.", first.canonical);
        let finding = sink.report(entry.versions(), message);
        for pin in &pins {
            finding.related(file, pin.line, "What the Agent ships");
        }
        if pins.len() == 1 && !entry.text.contains(['"', '\\']) {
            let edit = TextEdit::replace(entry.span, &*first.canonical);
            finding.unsafe_fix(format!("Replace by `{}`", first.canonical), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn project(entry: &str) -> String {
        format!(
            "//! core\n//- agent_requirements.in\na==1; sys_platform == \"win32\"\nB_c==2\nd==1\nd==2; os_name == 'x'\n//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project.optional-dependencies]\ndeps = [\"{entry}\"]\n"
        )
    }

    #[test]
    fn dependencies_are_those_of_the_agent() {
        for bad in ["«z»==1", "a«==1»", "b-c«==3»", "«d»"] {
            assert_findings(&NOT_IN_AGENT, &project(bad));
        }
        for good in [
            "a==1;sys.platform=='win32'",
            "B.C == 2",
            "d==2; os_name == 'x'",
        ] {
            assert_findings(&NOT_IN_AGENT, &project(good));
        }
        let extras = project("z==1").replace("//! core", "//! extras");
        assert_findings(&NOT_IN_AGENT, &extras);
    }

    #[test]
    fn the_entry_is_taken() {
        let after = project("a==1; sys_platform == 'win32'");
        let after = after.split_once("pyproject.toml\n").unwrap().1;
        assert_fix(&NOT_IN_AGENT, &project("a==2"), after);
    }
}
