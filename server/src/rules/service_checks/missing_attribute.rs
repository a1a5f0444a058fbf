//! `service-checks/missing-attribute`

use std::collections::BTreeSet;

use super::{IntegrationName, checks, integration_name, values};
use crate::catalog::{service_check_attributes, service_checks_schema, skeleton};
use crate::model::FileKind;
use crate::rules::{Applicability, Sink, rule};
use crate::syntax::json::JsonNode;
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
    /// the name from the manifest; the others with a value to be edited, which ddev accepts.
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
            let finding = sink.report(span, message);
            let (value, sure) = match (*key, integration_name(cx)) {
                ("integration", Some(IntegrationName::Fixed(name))) => (quote(name), true),
                ("integration", Some(IntegrationName::Manifest(name, _))) => (quote(name), true),
                ("groups", _) => ("[]".to_owned(), true),
                ("check", _) => (quote(&check_name(cx)), false),
                ("name", _) => (quote(&name(cx, check)), false),
                ("description", _) => (quote(DESCRIPTION), false),
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

/// To be written by whoever knows; ddev takes any text but an empty one.
const DESCRIPTION: &str = "Describe what the check is about.";

/// A name that no other service check of the file has, below the prefix of the metrics.
fn check_name(cx: &FileCx) -> String {
    let prefix = cx.integration.metrics_prefix(&cx.repo.config);
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let parts = prefix
        .split('.')
        .filter(|part| part.chars().all(fits) && !part.starts_with('_') && !part.ends_with('_'));
    let mut name: Vec<&str> = parts
        .filter(|part| !part.is_empty() && !part.contains("__"))
        .collect();
    name.push("can_connect");
    unused(cx, "check", &name.join("."), '_')
}

/// The words of the check as its name.
fn name(cx: &FileCx, check: JsonNode) -> String {
    let known = check.get("check").and_then(|node| node.as_str());
    let last = known.as_deref().and_then(|name| name.rsplit('.').next());
    let words = last
        .unwrap_or_default()
        .split('_')
        .filter(|word| !word.is_empty());
    let title = words.map(|word| {
        let mut chars = word.chars();
        let first = chars.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    });
    let title: Vec<String> = title.collect();
    match title.is_empty() {
        true => unused(cx, "name", "Can Connect", ' '),
        false => unused(cx, "name", &title.join(" "), ' '),
    }
}

/// The value, or the first numbered one that no service check has.
fn unused(cx: &FileCx, attribute: &str, value: &str, gap: char) -> String {
    let nodes = values(cx, attribute);
    let taken: BTreeSet<_> = nodes.iter().filter_map(|node| node.as_str()).collect();
    let numbered = (2..=taken.len() + 1).map(|number| format!("{value}{gap}{number}"));
    let mut all = std::iter::once(value.to_owned()).chain(numbered);
    all.find(|value| !taken.contains(value.as_str()))
        .unwrap_or_else(|| value.to_owned())
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
            &text(&[("Whether Foo answers.", DESCRIPTION)]),
        );
    }

    #[test]
    fn names_are_made_of_what_is_there() {
        let bad = changed(&[("    \"name\": \"Can connect\",\n", "")]);
        assert_fix(
            &MISSING_ATTRIBUTE,
            &bad,
            &text(&[("Can connect", "Can Connect")]),
        );
        let bad = changed(&[("    \"check\": \"foo.can_connect\",\n", "")]);
        assert_fix(&MISSING_ATTRIBUTE, &bad, &text(&[]));
    }
}
