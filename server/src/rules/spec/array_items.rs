//! `spec/array-items`

use super::{kind_name, place, written};
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
    for value in cx
        .spec
        .values
        .iter()
        .filter(|v| v.type_name() == Some("array"))
    {
        match value.node.get("items") {
            None => {
                let finding = sink.report(place(value), "This list needs `items`.");
                let text = if value.node.is_flow() {
                    "{type: string}".to_owned()
                } else {
                    format!("\n{}type: string", edit::indent_unit(cx.text()))
                };
                let edit = edit::insert_pair(value.node, "items", &text);
                finding.unsafe_fix("Insert `items` of type `string`", vec![edit]);
            }
            Some(items) if !items.is_mapping() => {
                let message = format!("`items` must be a mapping, but is {}.", kind_name(items));
                sink.report(written(items), message);
            }
            Some(_) => {}
        }
    }
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
