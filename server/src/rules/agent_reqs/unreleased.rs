//! `agent-reqs/unreleased`

use super::applies;
use crate::model::FileKind;
use crate::model::pins::PinFacts;
use crate::rules::{Sink, rule};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// The Agent does not ship an integration yet.
    ///
    /// ## Why
    /// `ddev validate agent-reqs` names the integrations that are not pinned. New ones stay
    /// without a line until their first release, so this is only a note.
    ///
    /// ## Fix
    /// Inserts a line with the version of the package in the alphabetical place.
    UNRELEASED = "agent-reqs/unreleased",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::AgentRelease, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !applies(cx) || !cx.repo.complete {
        return;
    }
    let facts = PinFacts::of(cx.file);
    for integration in cx.repo.directories() {
        let name = integration.distribution();
        if !integration.is_pinned_by_agent() || facts.last(&name).is_some() {
            continue;
        }
        let next = facts.pins.iter().find(|pin| *pin.name.value > *name);
        let place = next.or(facts.pins.last());
        let span = place.map_or(Span::at(0), |pin| pin.name.span);
        let dir = &integration.dir;
        let finding = sink.report(span, format!("`{dir}` is not released with the Agent yet."));
        if let (Some(version), Some(next)) = (integration.version(), next) {
            let line = format!("{name}=={}{}", version.value, cx.newline());
            let edit = TextEdit::insert(next.line.start as usize, line);
            finding.unsafe_fix("Insert a line", vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const FOO: &str = "//! core\n//- foo/datadog_checks/foo/__about__.py\n__version__ = '1.0.0'\n//- requirements-agent-release.txt\n";

    #[test]
    fn a_new_integration_is_noted_where_it_will_stand() {
        assert_findings(&UNRELEASED, &format!("{FOO}datadog-a==1\n«datadog-x»==1\n"));
        assert_findings(&UNRELEASED, &format!("{FOO}datadog-a==1\n«datadog-c»==1\n"));
        assert_findings(&UNRELEASED, &format!("{FOO}datadog-foo==1\n"));
    }

    #[test]
    fn the_line_is_inserted() {
        let after = "datadog-a==1\ndatadog-foo==1.0.0\ndatadog-x==1\n";
        assert_fix(
            &UNRELEASED,
            &format!("{FOO}datadog-a==1\ndatadog-x==1\n"),
            after,
        );
    }
}
