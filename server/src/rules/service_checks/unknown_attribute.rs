//! `service-checks/unknown-attribute`

use super::checks;
use crate::catalog::service_check_attributes;
use crate::model::FileKind;
use crate::rules::json::report_unknown_keys;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A service check has an attribute that service checks do not have.
    ///
    /// ## Why
    /// Exactly seven attributes are allowed: `agent_version`, `integration`, `check`, `statuses`,
    /// `groups`, `name` and `description`. `ddev validate service-checks` fails on any other.
    ///
    /// ## Example
    /// `"status": ["ok"]` has to be `"statuses": ["ok"]`.
    ///
    /// ## Fix
    /// Renames it to a missing attribute whose name is near, or removes it.
    UNKNOWN_ATTRIBUTE = "service-checks/unknown-attribute",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Unsafe,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for check in checks(cx) {
        let known = service_check_attributes().iter().copied();
        report_unknown_keys(sink, check, known, |key| {
            format!("`{key}` is no attribute of a service check.")
        });
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn seven_attributes_are_known() {
        assert_findings(&UNKNOWN_ATTRIBUTE, &changed(&[]));
        assert_findings(
            &UNKNOWN_ATTRIBUTE,
            &changed(&[("\"groups\"", "\"«x-team»\": 1, \"«Groups»\"")]),
        );
    }

    #[test]
    fn a_near_miss_is_renamed_and_anything_else_removed() {
        let bad = changed(&[("\"statuses\"", "\"status\"")]);
        // Too far for a guess: the attribute goes.
        assert_findings(
            &UNKNOWN_ATTRIBUTE,
            &bad.replace("\"status\"", "\"«status»\""),
        );
        let bad = changed(&[("\"groups\"", "\"group\"")]);
        assert_fix(&UNKNOWN_ATTRIBUTE, &bad, &text(&[]));
        let bad = changed(&[("\"groups\"", "\"team\": 1,\n    \"groups\"")]);
        assert_fix(&UNKNOWN_ATTRIBUTE, &bad, &text(&[]));
    }
}
