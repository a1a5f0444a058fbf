//! `spec/file-name`

use super::report_faults;
use crate::engine::Code;
use crate::model::RepoKind;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::yaml::edit;
use crate::workspace::SpecCx;

rule! {
    /// The name of a file is missing, used twice, or not that of the integration.
    ///
    /// ## Why
    /// The Agent finds the configuration of a check by the name of its file. The only file of
    /// a specification must be named after the directory; `auto_conf.yaml` and
    /// `conf.yaml.default` keep their names.
    ///
    /// ## Fix
    /// Renames the only file.
    FILE_NAME = "spec/file-name",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::FileName, |error, node, finding| {
        let Some(expected) = &error.hint else { return };
        if cx.repo.kind == RepoKind::Single {
            // The folder of a lone checkout may be called anything.
            finding.severity(Severity::Warning);
        }
        let edit = edit::set_text(node, expected);
        finding.unsafe_fix(format!("Rename to `{expected}`"), vec![edit]);
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn names_must_be_there_and_differ() {
        assert_findings(&FILE_NAME, &file("files:\n- «options»: []\n"));
        assert_findings(&FILE_NAME, &file("files:\n- name: «1»\n"));
        let twice = "files:\n- name: a.yaml\n- name: «a.yaml»\n- name: «a.yaml»\n";
        assert_findings(&FILE_NAME, &file(twice));
    }

    #[test]
    fn the_only_file_is_named_after_the_directory() {
        assert_findings(&FILE_NAME, &file("files:\n- name: «bar.yaml»\n"));
        assert_findings(&FILE_NAME, &file("files:\n- name: foo.yaml\n"));
        assert_findings(&FILE_NAME, &file("files:\n- name: auto_conf.yaml\n"));
        let two = "files:\n- name: bar.yaml\n- name: auto_conf.yaml\n";
        assert_findings(&FILE_NAME, &file(two));
        let text = file("files:\n- name: foo-bar.yaml\n").replace("foo/", "Foo-Bar/");
        assert_findings(&FILE_NAME, &text);
    }

    #[test]
    fn the_file_is_renamed() {
        let bad = file("files:\n- name: 'bar.yaml'\n");
        assert_fix(&FILE_NAME, &bad, "files:\n- name: 'foo.yaml'\n");
    }
}
