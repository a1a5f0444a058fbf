//! `spec/options-missing`

use super::{kind_name, label, report_shape, written};
use crate::model::spec::place_of;
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
    for file in &cx.spec.files {
        match file.node.get("options") {
            None => {
                let place = file.node.get("name").map_or(place_of(file.node), written);
                let finding = sink.report(place, "This file has no `options`.");
                let edit = edit::insert_pair(file.node, "options", "[]");
                finding.unsafe_fix("Insert an empty list", vec![edit]);
            }
            Some(options) if !options.is_sequence() => {
                let message = format!("`options` must be a list, but is {}.", kind_name(options));
                report_shape(cx, sink, written(options), message);
            }
            Some(_) => {}
        }
    }
    for option in &cx.spec.options {
        match option.field("options") {
            Some(options) if !options.is_sequence() => {
                let kind = kind_name(options);
                let message = format!("The `options` of a section must be a list, not {kind}.");
                match option.parent {
                    None => report_shape(cx, sink, written(options), message),
                    Some(_) => sink.report(written(options), message),
                };
            }
            None if option.is_block && option.is_certain() => {
                let message = format!(
                    "{} needs `options`: the section around it has `multiple_instances_defined`.",
                    label(option)
                );
                sink.report(option.place(), message);
            }
            _ => {}
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
