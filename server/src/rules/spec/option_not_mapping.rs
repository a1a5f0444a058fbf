//! `spec/option-not-mapping`

use super::{depth, report_faults, shape_fault};
use crate::catalog::spec_words;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::text::TextEdit;
use crate::workspace::SpecCx;

rule! {
    /// An entry of `options` is no mapping.
    ///
    /// ## Why
    /// Options, sections and references to templates are all mappings. A bare text is often a
    /// template without its key.
    ///
    /// ## Example
    /// `- instances/default` should be `- template: instances/default`.
    ///
    /// ## Fix
    /// Makes a reference of the bare name of a template.
    OPTION_NOT_MAPPING = "spec/option-not-mapping",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::OptionNotMapping, |_, node, finding| {
        // ddev's search for templates goes two levels deep.
        if depth(node) <= 3 {
            shape_fault(cx, finding);
        }
        let named = node.as_str();
        if let Some(name) = named.filter(|name| spec_words().template(name).is_some()) {
            let edit = TextEdit::insert(node.span().start as usize, "template: ");
            finding.unsafe_fix(format!("Use the template `{name}`"), vec![edit]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn entries_are_mappings() {
        let text = "- «text»\n- template: instances\n  options:\n  - «1»\n  - template: instances/default\n- «[a]»";
        assert_findings(&OPTION_NOT_MAPPING, &options(text));
    }

    #[test]
    fn a_bare_template_gets_its_key() {
        let bad = options("- instances/default");
        assert_fix(
            &OPTION_NOT_MAPPING,
            &bad,
            &bare("- template: instances/default"),
        );
    }
}
