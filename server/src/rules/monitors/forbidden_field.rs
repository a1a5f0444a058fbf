//! `monitors/forbidden-field`

use super::readable;
use crate::model::FileKind;
use crate::rules::{Severity, Sink, Tag, rule};
use crate::syntax::json::edit::remove;
use crate::workspace::FileCx;

rule! {
    /// A monitor carries the `id` of the account it was exported from.
    ///
    /// ## Why
    /// The monitor gets a new number in every account that imports it. A monitor without an
    /// envelope, as until 2023, was refused because of it.
    ///
    /// ## Fix
    /// Removes the key.
    FORBIDDEN_FIELD = "monitors/forbidden-field",
    severity: Hint,
    origin: Ours,
    fix: Safe,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(monitor) = readable(cx) else {
        return;
    };
    let Some(id) = monitor.body.get("id") else {
        return;
    };
    let message = "The `id` belongs to the account that the monitor was exported from.";
    let finding = sink.report(id.key_inner_span().unwrap_or(id.span()), message);
    finding.tag(Tag::Unnecessary);
    if !monitor.wrapped {
        finding.severity(Severity::Warning);
    }
    finding.safe_fix("Remove `id`", vec![remove(id)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn a_number_left_over_is_found() {
        let wrapped = "//- foo/assets/monitors/a.json\n{\"definition\": {\"«id»\": 1}}";
        let findings = assert_findings(&FORBIDDEN_FIELD, wrapped);
        assert_eq!(findings[0].severity, Severity::Hint);
        let flat = "//- foo/assets/monitors/a.json\n{\"«id»\": 1, \"name\": \"\"}";
        let findings = assert_findings(&FORBIDDEN_FIELD, flat);
        assert_eq!(findings[0].severity, Severity::Warning);
        let healthy = "//- foo/assets/monitors/a.json\n{\"id\": 1, \"definition\": {}}";
        assert_findings(&FORBIDDEN_FIELD, healthy);
    }

    #[test]
    fn the_key_goes() {
        assert_fix(
            &FORBIDDEN_FIELD,
            "//- foo/assets/monitors/a.json\n{\"definition\": {\"id\": 1, \"name\": \"\"}}",
            "{\"definition\": {\"name\": \"\"}}",
        );
    }
}
