//! `agent-reqs/stale`

use std::collections::BTreeSet;

use super::{applies, whole_line};
use crate::model::FileKind;
use crate::model::pins::PinFacts;
use crate::rules::{Sink, Tag, rule};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The Agent pins an integration that is not in the repository.
    ///
    /// ## Why
    /// A pinned `datadog-` package whose directory was removed or renamed, or has no version,
    /// can never be released again; over the whole repository `ddev validate agent-reqs` fails
    /// on it.
    ///
    /// ## Fix
    /// Removes the line.
    STALE = "agent-reqs/stale",
    severity: Error,
    origin: Ddev("agent-reqs"),
    fix: Unsafe,
    check: File(FileKind::AgentRelease, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !applies(cx) || !cx.repo.complete {
        return;
    }
    let checks = cx.repo.directories();
    let expected: BTreeSet<String> = checks
        .filter(|integration| integration.is_pinned_by_agent())
        .map(|integration| integration.distribution())
        .collect();
    for pin in &PinFacts::of(cx.file).pins {
        let name = &*pin.name.value;
        if !name.starts_with("datadog-") || expected.contains(name) {
            continue;
        }
        let edit = TextEdit::delete(whole_line(cx, pin.line));
        sink.report(
            pin.name.span,
            format!("No integration is the package `{name}`."),
        )
        .tag(Tag::Unnecessary)
        .unsafe_fix("Remove the line", vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FOO: &str = "//! core\n//- foo_bar/datadog_checks/foo_bar/__about__.py\n//- tile/README.md\n//- requirements-agent-release.txt\n";

    #[test]
    fn every_pin_is_an_integration_with_a_version() {
        let text = "datadog-foo-bar==1\n«datadog-foo_bar»==1\n«datadog-tile»==1\nother==1\ndatadog-x\n# datadog-y==1\n";
        assert_findings(&STALE, &format!("{FOO}{text}"));
        let extras = format!("{FOO}datadog-x==1\n").replace("core", "extras");
        assert_findings(&STALE, &extras);
    }

    #[test]
    fn the_line_is_removed() {
        assert_fix(
            &STALE,
            &format!("{FOO}datadog-x==1\nother==1\n"),
            "other==1\n",
        );
    }
}
