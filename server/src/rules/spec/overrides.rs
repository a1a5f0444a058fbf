//! `spec/overrides`

use super::report_all;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// A change to a template leads nowhere, or `overrides` is no mapping of dotted paths.
    ///
    /// ## Why
    /// A path goes through the names of options and the keys inside them, of the template and of
    /// those that follow in the same list. ddev refuses one that finds nothing to change there,
    /// and crashes when `overrides` is no mapping. Paths are followed only when the templates of
    /// ddev are at hand.
    ///
    /// ## Example
    /// ```yaml
    /// - template: instances/http
    ///   overrides:
    ///     timeout.value.example: 42
    /// ```
    OVERRIDES = "spec/overrides",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_all(cx, sink, Code::Overrides);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{options, with_templates};
    use super::*;
    use crate::testing::assert_findings;

    fn with(overrides: &str) -> String {
        options(&format!("- template: instances/http\n  {overrides}"))
    }

    #[test]
    fn changes_are_a_mapping_of_texts() {
        assert_findings(&OVERRIDES, &with("«overrides»:"));
        assert_findings(&OVERRIDES, &with("overrides: «text»"));
        assert_findings(&OVERRIDES, &with("overrides: {«1»: 2}"));
        assert_findings(
            &OVERRIDES,
            &with("overrides: [«»]").replace("[«»]", "«[a]»"),
        );
    }

    #[test]
    fn what_passes_is_left_alone() {
        assert_findings(&OVERRIDES, &with("overrides: {timeout.value.example: 42}"));
        assert_findings(&OVERRIDES, &with("overrides: []"));
        assert_findings(&OVERRIDES, &options("- name: a\n  overrides: text"));
    }

    #[test]
    fn changes_must_find_their_target() {
        let good = "overrides: {port.value.example: 2, url: {name: url, description: d}}";
        let list = |overrides| with_templates(&format!("- template: tiny/list\n  {overrides}"));
        assert_findings(&OVERRIDES, &list(good));
        assert_findings(&OVERRIDES, &list("overrides: {«prt.value.example»: 2}"));
        assert_findings(
            &OVERRIDES,
            &list("overrides: {«url.value.type.x»: 2, port.x: 1}"),
        );
    }

    #[test]
    fn a_later_template_may_be_the_target() {
        let text =
            "- template: tiny/more\n  overrides: {url.description: x}\n- template: tiny/list.url";
        assert_findings(&OVERRIDES, &with_templates(text));
    }
}
