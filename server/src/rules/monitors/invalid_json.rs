//! `monitors/invalid-json`

use crate::model::FileKind;
use crate::rules::json::report_syntax_as;
use crate::rules::looked_at::is_listed;
use crate::rules::{Severity, Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A monitor is not valid JSON.
    ///
    /// ## Why
    /// It cannot be imported. JSON is strict: no comments, no comma after the last value,
    /// double quotes only. In a file that the manifest does not name it is a warning.
    ///
    /// ## Fix
    /// Adds or removes the comma, the quote or the mark where there is only one way; other
    /// repairs are offered as guesses.
    INVALID_JSON = "monitors/invalid-json",
    severity: Error,
    origin: Format,
    fix: Mixed,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let severity = if is_listed(cx) {
        Severity::Error
    } else {
        Severity::Warning
    };
    report_syntax_as(cx, severity, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    #[test]
    fn errors_are_underlined_where_they_are() {
        let alone = "//- foo/assets/monitors/a.json\n{\"a\": 1«,»}";
        let findings = assert_findings(&INVALID_JSON, alone);
        assert_eq!(findings[0].severity, Severity::Warning);
        let assets = "\"assets\": {\"monitors\": {\"Foo\": \"./assets/monitors/a.json\"},";
        let manifest = MANIFEST.replacen("\"assets\": {", assets, 1);
        let listed = format!("//- foo/manifest.json\n{manifest}{alone}");
        let findings = assert_findings(&INVALID_JSON, &listed);
        assert_eq!(findings[0].severity, Severity::Error);
    }

    #[test]
    fn commas_are_put_right() {
        assert_fix(
            &INVALID_JSON,
            "//- foo/assets/monitors/a.json\n{\"a\": 1,}",
            "{\"a\": 1}",
        );
    }
}
