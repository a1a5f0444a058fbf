//! `spec/option-description`

use super::report_faults;
use crate::engine::{Code, Mark};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// An option has no description, or one that is no text.
    ///
    /// ## Why
    /// The description is the help above the option in the example file. Hidden options need
    /// one too.
    ///
    /// ## Fix
    /// Inserts a description to fill in.
    OPTION_DESCRIPTION = "spec/option-description",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::OptionDescription, |error, node, finding| {
        if error.site.mark == Mark::Option && node.is_mapping() {
            let edit = edit::insert_pair(node, "description", "TODO");
            finding.unsafe_fix("Insert a description", vec![edit]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options, with_templates};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn options_are_described() {
        assert_findings(&OPTION_DESCRIPTION, &options("- name: «a»\n  hidden: true"));
        assert_findings(&OPTION_DESCRIPTION, &options("- name: a\n  «description»:"));
        let nested = "- template: instances\n  description: «1»\n  options:\n  - name: «a»";
        assert_findings(&OPTION_DESCRIPTION, &options(nested));
    }

    #[test]
    fn templates_bring_a_description() {
        assert_findings(&OPTION_DESCRIPTION, &options("- template: instances"));
        assert_findings(
            &OPTION_DESCRIPTION,
            &options("- name: a\n  description: ''"),
        );
    }

    #[test]
    fn a_description_is_inserted() {
        let bad = options("- name: a\n  required: true");
        let good = bare("- name: a\n  required: true\n  description: TODO");
        assert_fix(&OPTION_DESCRIPTION, &bad, &good);
    }

    #[test]
    fn a_fault_of_a_template_is_told_where_it_comes_from() {
        let text = with_templates("- template: «tiny/odd»");
        let findings = assert_findings(&OPTION_DESCRIPTION, &text);
        let message = &findings[0].message;
        assert!(
            message.contains("line 2 of the template `tiny/odd.yaml`"),
            "{message}"
        );
        let own = "- template: tiny/instances\n  description: «2»";
        assert_findings(&OPTION_DESCRIPTION, &with_templates(own));
    }
}
