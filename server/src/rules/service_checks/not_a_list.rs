//! `service-checks/not-a-list`

use crate::model::FileKind;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The file of service checks is not a list of objects.
    ///
    /// ## Why
    /// Service checks are a list, and each of them is an object. `ddev validate service-checks`
    /// dies on anything else. An empty object in place of an empty list happens to pass, and is
    /// only a hint.
    ///
    /// ## Example
    /// ```json
    /// {"check": "acme_queue.can_connect", "statuses": ["ok", "critical"]}
    /// ```
    /// A single service check needs the brackets of a list around it, too.
    ///
    /// ## Fix
    /// Replaces an empty object by an empty list, and puts a single check into a list.
    NOT_A_LIST = "service-checks/not-a-list",
    severity: Error,
    origin: Ddev("service-checks"),
    fix: Mixed,
    check: File(FileKind::ServiceChecks, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.sound_json() else {
        return;
    };
    let root = tree.root(cx.text());
    if root.kind() == JsonKind::Array {
        let items = root.children();
        for item in items.filter(|item| item.kind() != JsonKind::Object) {
            let message = "This is no service check; every item of the list is an object.";
            sink.report(item.span(), message);
        }
        return;
    }
    let whole = root.span();
    let message = "Service checks are a list of objects; write `[]` when there are none.";
    let mut span = whole;
    if root.kind() == JsonKind::Object && !root.is_falsy() {
        // The opening bracket stands for the whole.
        span.end = span.start + 1;
    }
    let finding = sink.report(span, message);
    let empty = matches!(root.kind(), JsonKind::Object | JsonKind::String) && root.is_falsy();
    if empty {
        let edit = TextEdit::replace(whole, "[]");
        finding
            .severity(Severity::Hint)
            .safe_fix("Replace by `[]`", vec![edit]);
    } else if root.kind() == JsonKind::Object && root.get("check").is_some() {
        let edits = vec![
            TextEdit::insert(whole.start as usize, "["),
            TextEdit::insert(whole.end as usize, "]"),
        ];
        finding.unsafe_fix("Put the service check into a list", edits);
    }
}

#[cfg(test)]
mod tests {

    use super::super::fixtures::file;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn only_a_list_of_objects_will_do() {
        assert_findings(&NOT_A_LIST, &file("«{»\"check\": \"foo.a\"}"));
        assert_findings(&NOT_A_LIST, &file("«null»"));
        assert_findings(&NOT_A_LIST, &file("[«1», {}, «\"x\"», «[]», «null»]"));
        assert_findings(&NOT_A_LIST, &file("[]"));
    }

    #[test]
    fn an_empty_object_is_tolerated() {
        let findings = assert_findings(&NOT_A_LIST, &file("«{}»\n"));
        assert_eq!(findings[0].severity, Severity::Hint);
        assert_fix(&NOT_A_LIST, &file("{}\n"), "[]\n");
    }

    #[test]
    fn a_single_check_gets_its_list() {
        assert_fix(&NOT_A_LIST, &file("{\"check\": 1}"), "[{\"check\": 1}]");
    }
}
