//! `service-checks/invalid-json`

use crate::model::FileKind;
use crate::rules::json::report_stripped;
use crate::rules::rule;

rule! {
    /// The file of service checks is not valid JSON.
    ///
    /// ## Why
    /// `ddev validate service-checks` and the catalogue cannot read it. JSON is strict: no
    /// comments, no comma after the last value, no byte order mark, double quotes only. Of a
    /// file that the manifest does not name it is a warning.
    ///
    /// ## Fix
    /// Adds or removes the comma, the quote or the mark where there is only one way; other
    /// repairs are offered as guesses.
    INVALID_JSON = "service-checks/invalid-json",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Mixed,
    check: File(FileKind::ServiceChecks, report_stripped),
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::rules::Severity;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn errors_are_underlined_where_they_are() {
        assert_findings(&INVALID_JSON, &file("[{\"check\": \"a\"«,»}]"));
        assert_findings(&INVALID_JSON, &file("[]\n"));
        assert_findings(&INVALID_JSON, &file("«»"));
    }

    #[test]
    fn ddev_does_not_see_what_the_manifest_does_not_name() {
        let text = "//- foo/assets/service_checks.json\n{\"a\": 1«,»}";
        let findings = assert_findings(&INVALID_JSON, text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn ddev_strips_blanks_that_json_does_not_know() {
        let findings = assert_findings(&INVALID_JSON, &file("[]«\u{a0}»\n"));
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn the_comma_goes() {
        assert_fix(&INVALID_JSON, &file("[{},]"), "[{}]");
    }
}
