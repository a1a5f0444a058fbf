//! `monitors/check-unknown`

use super::readable;
use crate::model::FileKind;
use crate::rules::dashboards::OwnChecks;
use crate::rules::{Sink, rule};
use crate::syntax::json::Decoded;
use crate::syntax::query::{self, Part};
use crate::workspace::FileCx;

rule! {
    /// A monitor watches a service check of its integration that nobody declares.
    ///
    /// ## Why
    /// A monitor of a misspelt check never alerts; otherwise the check was forgotten in
    /// `assets/service_checks.json`. Only names that begin as those of the integration do are
    /// looked at.
    ///
    /// ## Fix
    /// Writes the declared name that is nearest.
    CHECK_UNKNOWN = "monitors/check-unknown",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let monitor = readable(cx);
    let monitor = monitor.filter(|monitor| monitor.kind().as_deref() == Some("service check"));
    let query = monitor.and_then(|monitor| monitor.query());
    let Some((decoded, own)) = query.and_then(Decoded::of).zip(OwnChecks::of(cx)) else {
        return;
    };
    let parts = query::parts(&decoded.text);
    if let Some(name) = parts.iter().find(|token| token.part == Part::Check) {
        let place = decoded.outer_span(name.span);
        own.report(name.span.slice(&decoded.text), place, sink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(check: &str) -> String {
        format!(
            "//- foo/assets/service_checks.json\n[{{\"check\": \"foo.can_connect\"}}]\n//- foo/assets/monitors/a.json\n{{\"definition\": {{\"type\": \"service check\", \"query\": \"\\\"{check}\\\".over(\\\"*\\\").last(2)\"}}}}"
        )
    }

    #[test]
    fn own_checks_must_be_declared() {
        for check in ["foo.can_connect", "«foo.up»", "bar.up"] {
            assert_findings(&CHECK_UNKNOWN, &with(check));
        }
    }

    #[test]
    fn the_nearest_is_written() {
        let good = with("foo.can_connect");
        let good = good.rsplit_once('\n').unwrap().1;
        assert_fix(&CHECK_UNKNOWN, &with("foo.can_conect"), good);
    }
}
