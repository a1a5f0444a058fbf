//! `dashboards/invalid-json`

use crate::model::FileKind;
use crate::rules::json::{report_syntax_as, strips_to_json};
use crate::rules::looked_at::is_listed;
use crate::rules::{Severity, Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A dashboard is not valid JSON.
    ///
    /// ## Why
    /// It cannot be imported, and ddev fails when the manifest names it. JSON is strict: no
    /// comments, no comma after the last value, double quotes only.
    ///
    /// ## Fix
    /// Adds or removes the comma, the quote or the mark where there is only one way; other
    /// repairs are offered as guesses.
    INVALID_JSON = "dashboards/invalid-json",
    severity: Error,
    origin: Ddev("dashboards"),
    fix: Mixed,
    check: File(FileKind::Dashboard, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let severity = if is_listed(cx) && !strips_to_json(cx.text()) {
        Severity::Error
    } else {
        Severity::Warning
    };
    report_syntax_as(cx, severity, sink);
}

#[cfg(test)]
mod tests {
    use super::super::listed::fixtures::dashboard;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn errors_are_underlined_where_they_are() {
        let findings = assert_findings(&INVALID_JSON, &dashboard("{\"a\": 1«,»}"));
        assert_eq!(findings[0].severity, Severity::Error);
        assert_findings(&INVALID_JSON, &dashboard("\n{\"a\": NaN}\r\n"));
    }

    #[test]
    fn ddev_does_not_see_dashboards_that_are_not_listed() {
        let text = "//- foo/assets/dashboards/b.json\n{\"a\": 1«,»}";
        let findings = assert_findings(&INVALID_JSON, text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn ddev_strips_blanks_that_json_does_not_know() {
        let findings = assert_findings(&INVALID_JSON, &dashboard("{\"a\": 1}«\u{a0}»\n"));
        assert_eq!(findings[0].severity, Severity::Warning);
        let findings = assert_findings(&INVALID_JSON, &dashboard("{\"a\": 1«,»}«\u{a0}»"));
        assert_eq!(findings[0].severity, Severity::Error);
    }

    #[test]
    fn commas_are_put_right() {
        assert_fix(&INVALID_JSON, &dashboard("{\"a\": 1,}"), "{\"a\": 1}");
    }
}
