//! `service-checks/statuses`

use super::values;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A service check has no list of statuses.
    ///
    /// ## Why
    /// `statuses` lists what the check can send, and it must send something. `ddev validate
    /// service-checks` fails on an empty list and on anything but a list.
    ///
    /// ## Example
    /// `"statuses": "ok"` has to be `"statuses": ["ok"]`.
    ///
    /// ## Fix
    /// Puts a single status into a list.
    STATUSES = "service-checks/statuses",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Unsafe,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx, "statuses") {
        if node.kind() == JsonKind::Array && !node.is_falsy() {
            continue;
        }
        let message = "`statuses` must be a list with at least one status.";
        let finding = sink.report(node.span(), message);
        if node.kind() == JsonKind::String && !node.is_falsy() {
            let list = format!("[{}]", node.raw());
            let title = format!("Replace by `{list}`");
            finding.unsafe_fix(title, vec![TextEdit::replace(node.span(), list)]);
        }
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const LIST: &str = "[\"ok\", \"critical\"]";

    #[test]
    fn there_is_at_least_one() {
        assert_findings(&STATUSES, &changed(&[]));
        for bad in ["«[]»", "«null»", "«\"ok\"»", "«{\"ok\": 1}»"] {
            assert_findings(&STATUSES, &changed(&[(LIST, bad)]));
        }
    }

    #[test]
    fn a_single_status_gets_its_list() {
        let bad = changed(&[(LIST, "\"ok\"")]);
        assert_fix(&STATUSES, &bad, &text(&[(LIST, "[\"ok\"]")]));
    }
}
