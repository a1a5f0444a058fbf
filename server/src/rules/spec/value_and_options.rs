//! `spec/value-and-options`

use super::report_all;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// An option has both a `value` and `options`.
    ///
    /// ## Why
    /// With `options` it is a section, with a `value` it is a single setting; it cannot be
    /// both.
    VALUE_AND_OPTIONS = "spec/value-and-options",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_all(cx, sink, Code::ValueAndOptions);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::options;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn both_at_once_are_found() {
        let text = "- name: a\n  description: b\n  value: {type: string}\n  «options»: []";
        assert_findings(&VALUE_AND_OPTIONS, &options(text));
    }

    #[test]
    fn keys_beside_a_list_template_have_no_effect() {
        let text = "- template: instances/http\n  value: {}\n  options: []";
        assert_findings(&VALUE_AND_OPTIONS, &options(text));
    }
}
