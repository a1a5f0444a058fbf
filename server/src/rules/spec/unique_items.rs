//! `spec/unique-items`

use super::{fix_boolean, report_faults};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// `uniqueItems` of a list is no boolean.
    ///
    /// ## Why
    /// ddev takes `true` or `false` only.
    ///
    /// ## Fix
    /// Takes the quotes off a boolean.
    UNIQUE_ITEMS = "spec/unique-items",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::UniqueItems, |_, node, finding| {
        fix_boolean(node, finding);
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const LIST: &str = "type: array\nitems: {type: string}\nuniqueItems: ";

    #[test]
    fn only_booleans_of_lists_will_do() {
        assert_findings(&UNIQUE_ITEMS, &value(&format!("{LIST}«1»")));
        assert_findings(&UNIQUE_ITEMS, &value(&format!("{LIST}true")));
        assert_findings(&UNIQUE_ITEMS, &value("type: string\nuniqueItems: 1"));
        let good = bare(&in_value(&format!("{LIST}true")));
        assert_fix(&UNIQUE_ITEMS, &value(&format!("{LIST}'true'")), &good);
    }
}
