//! `spec/example-name`

use super::report_faults;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// Two files are rendered to the same name, or a file that is shipped is renamed.
    ///
    /// ## Why
    /// Every entry of `files` is written to the `data` folder under its `example_name`, by
    /// default `conf.yaml.example`. Two of the same name would overwrite each other.
    /// `auto_conf.yaml` and `conf.yaml.default` are shipped under their own names.
    ///
    /// ## Fix
    /// Removes the `example_name` of a file that is shipped under its own.
    EXAMPLE_NAME = "spec/example-name",
    severity: Error,
    origin: Ddev("config"),
    fix: Safe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::ExampleName, |error, node, finding| {
        if error.hint.is_some() && node.key() == Some("example_name") {
            finding.safe_fix("Remove the key", vec![edit::remove(node)]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn rendered_names_differ() {
        let text = "files:\n- name: a.yaml\n- name: «b.yaml»\n- name: c.yaml\n  example_name: c\n- name: d.yaml\n  example_name: «c»\n- name: auto_conf.yaml\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
        let text = "files:\n- name: a.yaml\n  «example_name»:\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
    }

    #[test]
    fn shipped_files_keep_their_name() {
        let text = "files:\n- name: auto_conf.yaml\n  example_name: «auto.yaml»\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
        let text = "files:\n- name: auto_conf.yaml\n  example_name: auto_conf.yaml\n";
        assert_findings(&EXAMPLE_NAME, &file(text));
    }

    #[test]
    fn the_wrong_name_is_removed() {
        let bad = file("files:\n- name: auto_conf.yaml\n  example_name: a\n  options: []\n");
        let good = "files:\n- name: auto_conf.yaml\n  options: []\n";
        assert_fix(&EXAMPLE_NAME, &bad, good);
    }
}
