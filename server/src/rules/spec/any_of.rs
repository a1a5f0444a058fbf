//! `spec/any-of`

use super::report_all;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// `anyOf` is no list of two or more types.
    ///
    /// ## Why
    /// `anyOf` offers a choice; a single type is written as `type`.
    ANY_OF = "spec/any-of",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_all(cx, sink, Code::AnyOf);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::value;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_choice_is_a_list_of_mappings() {
        assert_findings(&ANY_OF, &value("anyOf: «string»"));
        assert_findings(&ANY_OF, &value("«anyOf»:\n- type: string"));
        assert_findings(&ANY_OF, &value("anyOf: [{type: string}, «integer»]"));
    }

    #[test]
    fn an_empty_choice_passes() {
        assert_findings(&ANY_OF, &value("anyOf: []"));
        assert_findings(&ANY_OF, &value("anyOf:\n- type: string\n- type: integer"));
        assert_findings(&ANY_OF, &value("type: string\nitems: {anyOf: 1}"));
    }
}
