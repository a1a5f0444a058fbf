//! `saved-views/timerange`

use super::view;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The time range of a saved view has no length.
    ///
    /// ## Why
    /// `timerange` is an object whose `interval_ms` is a number of milliseconds. `ddev validate
    /// saved-views` fails on anything else that is not empty.
    ///
    /// ## Example
    /// `"timerange": {"interval_ms": "86400000"}` is wrong: the number must not be a text.
    ///
    /// ## Fix
    /// Writes a number that stands there as text, and puts a lone number into its object.
    TIMERANGE = "saved-views/timerange",
    severity: Error,
    origin: Ddev("saved-views"),
    fix: Unsafe,
    check: File(FileKind::SavedView, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let node = view(cx).and_then(|view| view.get("timerange"));
    let Some(node) = node.filter(|node| !node.is_falsy()) else {
        return;
    };
    let length = node.get("interval_ms");
    if node.kind() != JsonKind::Object {
        let message = "`timerange` must be an object with `interval_ms`.";
        let finding = sink.report(node.span(), message);
        if node.kind() == JsonKind::Number {
            let object = format!("{{\"interval_ms\": {}}}", node.raw());
            let title = format!("Replace by `{object}`");
            finding.unsafe_fix(title, vec![TextEdit::replace(node.span(), object)]);
        }
        return;
    }
    let Some(length) = length else {
        let span = node.key_inner_span().unwrap_or(node.span());
        sink.report(span, "`timerange` has no `interval_ms`.");
        return;
    };
    // To Python a boolean is a number.
    if matches!(length.kind(), JsonKind::Number | JsonKind::Bool) {
        return;
    }
    let message = "`interval_ms` must be a number of milliseconds.";
    let finding = sink.report(length.inner_span(), message);
    let is_number = |text: &str| text.parse::<u64>().is_ok_and(|n| n.to_string() == text);
    let digits = length.as_str().filter(|text| is_number(text));
    if let Some(digits) = digits {
        let edit = TextEdit::replace(length.span(), digits.as_ref());
        finding.unsafe_fix(format!("Replace by `{digits}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{changed, text};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const RANGE: &str = "{\"interval_ms\": 86400000}";

    #[test]
    fn the_range_has_a_length() {
        for good in [
            "{\"interval_ms\": 1.5, \"x\": 1}",
            "{\"interval_ms\": true}",
            "{}",
            "null",
            "\"\"",
        ] {
            assert_findings(&TIMERANGE, &changed(&[(RANGE, good)]));
        }
        for bad in [
            "{\"interval_ms\": \"«1d»\"}",
            "{\"interval_ms\": «null»}",
            "«3600»",
            "«\"interval_ms\"»",
            "«[1]»",
        ] {
            assert_findings(&TIMERANGE, &changed(&[(RANGE, bad)]));
        }
        let range = "\"timerange\": {\"interval_ms\": 86400000}";
        let bad = "\"«timerange»\": {\"interval\": 86400000}";
        assert_findings(&TIMERANGE, &changed(&[(range, bad)]));
    }

    #[test]
    fn the_number_is_written_as_one() {
        for bad in ["{\"interval_ms\": \"86400000\"}", "86400000"] {
            assert_fix(&TIMERANGE, &changed(&[(RANGE, bad)]), &text(&[]));
        }
    }
}
