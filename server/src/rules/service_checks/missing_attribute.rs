//! `service-checks/missing-attribute`

use super::{IntegrationName, checks, integration_name, report};
use crate::catalog::{service_check_attributes, service_checks_schema, skeleton};
use crate::model::FileKind;
use crate::rules::{Applicability, Sink, rule};
use crate::syntax::json::edit::{indent_unit, insert_member, quote};
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// A service check lacks one of its seven attributes.
    ///
    /// ## Why
    /// `ddev validate service-checks` wants all of them in every check: `agent_version`,
    /// `integration`, `check`, `statuses`, `groups`, `name` and `description`. Without `check` it
    /// does not even come to an end.
    ///
    /// ## Fix
    /// Inserts the attribute at its customary place: `groups` as an empty list and `integration` with
    /// the name from the manifest; the others with a value that has to be filled in.
    MISSING_ATTRIBUTE = "service-checks/missing-attribute",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Mixed,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let order = service_check_attributes();
    let schema = service_checks_schema().item();
    for check in checks(cx) {
        for key in order.iter().filter(|key| check.get(key).is_none()) {
            // The opening bracket stands for the service check.
            let start = check.span().start as usize;
            let span = Span::new(start, start + 1);
            let message = format!("The service check has no `{key}`.");
            let finding = report(cx, sink, span, message);
            let (value, sure) = match (*key, integration_name(cx)) {
                ("integration", Some(IntegrationName::Fixed(name))) => (quote(name), true),
                ("integration", Some(IntegrationName::Manifest(name, _))) => (quote(name), true),
                ("groups", _) => ("[]".to_owned(), true),
                _ => {
                    let known = schema.and_then(|schema| schema.property(key));
                    let unit = indent_unit(cx.text());
                    let value = known.map(|known| skeleton(known, unit));
                    (value.unwrap_or_default(), false)
                }
            };
            let edit = insert_member(check, order, key, &value);
            let applicability = if sure {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            finding.fix(format!("Insert `{key}`"), applicability, vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, file, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn every_attribute_is_missed() {
        assert_findings(&MISSING_ATTRIBUTE, &changed(&[]));
        let bad = changed(&[("  {\n", "  «{»\n"), ("    \"groups\": [\"host\"],\n", "")]);
        assert_findings(&MISSING_ATTRIBUTE, &bad);
        let fixture = crate::testing::Fixture::new(&file("[{}]"));
        assert_eq!(fixture.findings_of(&MISSING_ATTRIBUTE).len(), 7);
    }

    #[test]
    fn what_is_known_is_filled_in() {
        let bad = changed(&[("    \"integration\": \"Foo\",\n", "")]);
        assert_fix(&MISSING_ATTRIBUTE, &bad, &text(&[]));
        let bad = changed(&[("    \"groups\": [\"host\"],\n", "")]);
        assert_fix(&MISSING_ATTRIBUTE, &bad, &text(&[("[\"host\"]", "[]")]));
        let bad = changed(&[(",\n    \"description\": \"Whether Foo answers.\"", "")]);
        assert_fix(
            &MISSING_ATTRIBUTE,
            &bad,
            &text(&[("Whether Foo answers.", "")]),
        );
    }
}
