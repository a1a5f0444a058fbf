//! `spec/additional-properties`

use super::report_faults;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// `additionalProperties` is neither `true` nor a type.
    ///
    /// ## Why
    /// It tells what a mapping may hold beyond its `properties`. Nothing more is what counts
    /// without the key, so ddev refuses `false`.
    ///
    /// ## Fix
    /// Removes `false`.
    ADDITIONAL_PROPERTIES = "spec/additional-properties",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::AdditionalProperties, |_, node, finding| {
        if node.as_bool() == Some(false) && node.key_node().is_some() {
            finding.safe_fix("Remove the key", vec![edit::remove(node)]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(additional: &str) -> String {
        value(&format!("type: object\nadditionalProperties: {additional}"))
    }

    #[test]
    fn true_or_a_type_will_do() {
        assert_findings(&ADDITIONAL_PROPERTIES, &with("«false»"));
        assert_findings(&ADDITIONAL_PROPERTIES, &with("«1»"));
        assert_findings(&ADDITIONAL_PROPERTIES, &with("yes"));
        assert_findings(&ADDITIONAL_PROPERTIES, &with("{type: string}"));
        let good = bare(&in_value("type: object"));
        assert_fix(&ADDITIONAL_PROPERTIES, &with("false"), &good);
    }
}
