//! `spec/options-missing`

use super::{depth, label, report_faults, shape_fault};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// A file has no list of `options`, or the `options` of a section are no list.
    ///
    /// ## Why
    /// Files hold sections and options as a list; an empty one will do.
    ///
    /// ## Fix
    /// Adds an empty list to a file without one.
    OPTIONS_MISSING = "spec/options-missing",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::OptionsMissing, |_, node, finding| {
        if node.key() == Some("options") {
            if depth(node) <= 2 {
                shape_fault(cx, finding);
            }
        } else if let Some(file) = node.parent() {
            let edit = edit::insert_pair(file, "options", "[]");
            finding.unsafe_fix("Insert an empty list", vec![edit]);
        }
    });
    // What is written to the example needs them, too.
    for option in &cx.spec.options {
        if option.is_block && option.is_certain() && option.field("options").is_none() {
            let message = format!(
                "{} needs `options`: the section around it has `multiple_instances_defined`.",
                label(option)
            );
            sink.report(option.place(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{file, options};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn files_hold_options() {
        assert_findings(&OPTIONS_MISSING, &file("files:\n- name: «foo.yaml»\n"));
        assert_findings(&OPTIONS_MISSING, &file("files:\n- name: a\n  «options»:\n"));
        assert_findings(&OPTIONS_MISSING, &options("[]"));
        let bad = file("files:\n- name: foo.yaml\n");
        let good = "files:\n- name: foo.yaml\n  options: []\n";
        assert_fix(&OPTIONS_MISSING, &bad, good);
    }

    #[test]
    fn sections_hold_options() {
        assert_findings(
            &OPTIONS_MISSING,
            &options(
                "- name: a\n  description: b\n  «options»:\n- template: instances\n  options: «x»\n- template: instances/http\n  options: x",
            ),
        );
        assert_findings(&OPTIONS_MISSING, &options("- template: instances"));
    }

    #[test]
    fn blocks_of_a_list_hold_options() {
        let section = "- name: a\n  description: b\n  multiple: true\n  multiple_instances_defined: true\n  options:\n  - name: «c»\n    description: d\n    value: {type: string}";
        assert_findings(&OPTIONS_MISSING, &options(section));
        let plain = section.replace("  multiple_instances_defined: true\n", "");
        assert_findings(&OPTIONS_MISSING, &options(&plain.replace(['«', '»'], "")));
    }
}
