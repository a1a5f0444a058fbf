//! `service-checks/unknown-attribute`

use super::{checks, report};
use crate::catalog::{nearest, service_check_attributes};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::{quote, remove};
use crate::text::TextEdit;
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
    let known = service_check_attributes();
    for check in checks(cx) {
        let missing: Vec<&str> = known
            .iter()
            .filter(|k| check.get(k).is_none())
            .copied()
            .collect();
        for member in check.children() {
            let (Some(key), Some(whole)) = (member.key(), member.key_span()) else {
                continue;
            };
            if known.contains(&&*key) {
                continue;
            }
            let meant = nearest(&key, missing.iter().copied());
            let hint = meant.map_or(String::new(), |name| format!(" Did you mean `{name}`?"));
            let message = format!("`{key}` is no attribute of a service check.{hint}");
            let span = member.key_inner_span().unwrap_or(whole);
            let finding = report(cx, sink, span, message);
            if let Some(name) = meant {
                let edit = TextEdit::replace(whole, quote(name));
                finding.unsafe_fix(format!("Rename to `{name}`"), vec![edit]);
            }
            finding.unsafe_fix(format!("Remove `{key}`"), vec![remove(member)]);
        }
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
