//! `service-checks/groups`

use super::values;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The groups of a service check are not a list.
    ///
    /// ## Why
    /// `groups` names the tags that tell one monitored thing from another, such as `host` and `port`.
    /// An empty list is fine; `ddev validate service-checks` fails on anything but a list.
    ///
    /// ## Example
    /// `"groups": "host"` has to be `"groups": ["host"]`.
    ///
    /// ## Fix
    /// Replaces `null` by an empty list, and puts a single tag into a list.
    GROUPS = "service-checks/groups",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Mixed,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    for node in values(cx, "groups") {
        if node.kind() == JsonKind::Array {
            continue;
        }
        let message = "`groups` must be a list of tag keys; write `[]` for none.";
        let finding = sink.report(node.span(), message);
        if node.is_falsy() {
            let edit = TextEdit::replace(node.span(), "[]");
            finding.safe_fix("Replace by `[]`", vec![edit]);
        } else if node.kind() == JsonKind::String {
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

    #[test]
    fn any_list_will_do() {
        assert_findings(&GROUPS, &changed(&[("[\"host\"]", "[]")]));
        assert_findings(&GROUPS, &changed(&[("[\"host\"]", "[1, null]")]));
        for bad in ["«\"host\"»", "«null»", "«{}»"] {
            assert_findings(&GROUPS, &changed(&[("[\"host\"]", bad)]));
        }
    }

    #[test]
    fn the_list_is_made() {
        let bad = changed(&[("[\"host\"]", "null")]);
        assert_fix(&GROUPS, &bad, &text(&[("[\"host\"]", "[]")]));
        let bad = changed(&[("[\"host\"]", "\"host\"")]);
        assert_fix(&GROUPS, &bad, &text(&[]));
    }
}
