//! `spec/option-description`

use super::{kind_name, label, written};
use crate::model::spec::Shape;
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
    for option in &cx.spec.options {
        match option.field("description") {
            None if option.shape == Shape::Literal => {
                if option.node.get("name").is_none() {
                    continue;
                }
                let message = format!("{} has no `description`.", label(option));
                let finding = sink.report(option.place(), message);
                let edit = edit::insert_pair(option.node, "description", "TODO");
                finding.unsafe_fix("Insert a description", vec![edit]);
            }
            Some(node) if node.as_str().is_none() => {
                let message = format!(
                    "A description must be text, but this is {}.",
                    kind_name(node)
                );
                sink.report(written(node), message);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options};
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
}
