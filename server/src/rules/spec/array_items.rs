//! `spec/array-items`

use super::report_faults;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// A list has no `items`, or they are no mapping.
    ///
    /// ## Why
    /// `items` tells the type of what is in the list.
    ///
    /// ## Fix
    /// Inserts `items` of type `string`.
    ARRAY_ITEMS = "spec/array-items",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::ArrayItems, |_, node, finding| {
        // The fault of a list without `items` is shown at its `type`.
        let Some(value) = node.parent().filter(|_| node.key() == Some("type")) else {
            return;
        };
        let text = if value.is_flow() {
            "{type: string}".to_owned()
        } else {
            format!("\n{}type: string", edit::indent_unit(cx.text()))
        };
        let edit = edit::insert_pair(value, "items", &text);
        finding.unsafe_fix("Insert `items` of type `string`", vec![edit]);
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn lists_tell_their_items() {
        assert_findings(&ARRAY_ITEMS, &value("type: «array»"));
        assert_findings(&ARRAY_ITEMS, &value("type: array\nitems: «string»"));
        assert_findings(&ARRAY_ITEMS, &value("type: array\nitems: {type: «array»}"));
        assert_findings(&ARRAY_ITEMS, &value("type: string"));
    }

    #[test]
    fn items_are_inserted() {
        let good = bare(&in_value("type: array\nitems:\n  type: string"));
        assert_fix(&ARRAY_ITEMS, &value("type: array"), &good);
        let flow = bare(&in_value(
            "anyOf: [{type: array, items: {type: string}}, {type: string}]",
        ));
        let bad = value("anyOf: [{type: array}, {type: string}]");
        assert_fix(&ARRAY_ITEMS, &bad, &flow);
    }
}
