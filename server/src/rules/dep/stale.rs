//! `dep/stale`

use crate::model::pins::requirements;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Sink, Tag, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// No integration needs this package of the Agent's requirements.
    ///
    /// ## Why
    /// `agent_requirements.in` holds what the packages list as optional dependencies and
    /// nothing else; over the whole repository `ddev validate dep` fails on the rest.
    ///
    /// ## Fix
    /// Removes the line.
    STALE = "dep/stale",
    severity: Error,
    origin: Ddev("dep"),
    fix: Unsafe,
    check: File(FileKind::AgentRequirements, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !cx.repo.complete || cx.repo.kind == RepoKind::Legacy {
        return;
    }
    let packages = || {
        let checks = cx.repo.directories();
        checks.filter(|i| i.is_valid_check() && !i.is_tool() && i.is_package())
    };
    // Of a package that cannot be read nobody knows what it needs.
    if packages().any(|i| !i.package().is_some_and(|p| p.is_whole)) {
        return;
    }
    for (line, read) in requirements(cx.text()) {
        let Ok(read) = read else { continue };
        let name = read.normalized.as_str();
        let needed = packages().any(|i| i.package().is_some_and(|p| p.needs.contains(name)));
        if !needed {
            let end = line.end as usize;
            let tail = &cx.text()[end..];
            let whole = tail.find('\n').map_or(cx.text().len(), |at| end + at + 1);
            let edit = TextEdit::delete(Span::new(line.start as usize, whole));
            sink.report(line, format!("No integration needs `{name}`."))
                .tag(Tag::Unnecessary)
                .unsafe_fix("Remove the line", vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const REST: &str = "//- foo/datadog_checks/foo/__about__.py\n//- foo/pyproject.toml\n[project.optional-dependencies]\ndeps = [\"A==1\"]\n//- bar/pyproject.toml\n[project.optional-dependencies]\ndeps = [\"c==1\"]\n";

    #[test]
    fn every_line_is_needed_by_a_check() {
        let text = format!("//! core\n//- agent_requirements.in\na==1\n«b==1»\n«c==1»\n{REST}");
        assert_findings(&STALE, &text);
        // The base library counts, though it is no integration.
        let base = REST
            .replace("foo", "datadog_checks_base")
            .replace("_base/__", "_base/../base/__");
        let base = base.replace(
            "datadog_checks/datadog_checks_base/../base",
            "datadog_checks/base",
        );
        let config =
            "//- .ddev/config.toml\n[overrides.is-integration]\ndatadog_checks_base = false\n";
        assert_findings(
            &STALE,
            &format!("//! core\n//! bare\n{config}//- agent_requirements.in\na==1\n{base}"),
        );
    }

    #[test]
    fn the_line_is_removed() {
        let text = format!("//! core\n//- agent_requirements.in\na==1\nb==1\n# end\n{REST}");
        assert_fix(&STALE, &text, "a==1\n# end\n");
    }
}
