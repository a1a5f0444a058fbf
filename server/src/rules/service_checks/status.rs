//! `service-checks/status`

use super::values;
use crate::catalog::{nearest, service_check_statuses};
use crate::model::FileKind;
use crate::rules::{Applicability, Sink, rule};
use crate::syntax::json::edit::quote;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A status of a service check is none of the four.
    ///
    /// ## Why
    /// A service check is `ok`, `warning`, `critical` or `unknown`, in lower case. `ddev validate
    /// service-checks` fails on anything else.
    ///
    /// ## Example
    /// `"OK"` has to be `"ok"`.
    ///
    /// ## Fix
    /// Writes the status in lower case, or replaces a near miss.
    STATUS = "service-checks/status",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Mixed,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let statuses = service_check_statuses();
    for list in values(cx, "statuses") {
        if list.kind() != JsonKind::Array {
            continue;
        }
        for item in list.children() {
            let text = item.as_str();
            if text.as_deref().is_some_and(|text| statuses.contains(&text)) {
                continue;
            }
            let named = format!("`{}`", statuses.join("`, `"));
            let message = format!("`{}` is no status; expected one of {named}.", shown(item));
            let finding = sink.report(item.inner_span(), message);
            let Some(text) = text else { continue };
            let lower = text.trim().to_lowercase();
            let (meant, sure) = match statuses.iter().find(|status| **status == lower) {
                Some(status) => (Some(*status), Applicability::Safe),
                None => (
                    nearest(&text, statuses.iter().copied()),
                    Applicability::Unsafe,
                ),
            };
            if let Some(status) = meant {
                let edit = TextEdit::replace(item.span(), quote(status));
                finding.fix(format!("Replace by `{status}`"), sure, vec![edit]);
            }
        }
    }
}

/// The value as written, shortened.
fn shown(item: JsonNode) -> String {
    match item.as_str() {
        Some(text) => text.into_owned(),
        None => item.raw().chars().take(20).collect(),
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn four_statuses_are_known() {
        let all = "\"ok\", \"warning\", \"critical\", \"unknown\"";
        assert_findings(&STATUS, &changed(&[("\"ok\", \"critical\"", all)]));
        for bad in ["\"«OK»\"", "\"«»\"", "«0»", "«null»", "\"«no_data»\""] {
            assert_findings(&STATUS, &changed(&[("\"ok\"", bad)]));
        }
    }

    #[test]
    fn the_status_meant_takes_its_place() {
        for bad in ["OK", " ok", "okk"] {
            let bad = changed(&[("\"ok\"", &format!("\"{bad}\""))]);
            assert_fix(&STATUS, &bad, &text(&[]));
        }
    }
}
