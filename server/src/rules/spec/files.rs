//! `spec/files`

use super::{report_faults, shape_fault};
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// The list `files` is missing, or is no list of mappings.
    ///
    /// ## Why
    /// Every file that the Agent reads is an entry of `files`.
    ///
    /// ## Example
    /// ```yaml
    /// name: Foo
    /// files:
    /// - name: foo.yaml
    ///   options: []
    /// ```
    FILES = "spec/files",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    report_faults(cx, sink, Code::Files, |_, _, finding| {
        shape_fault(cx, finding);
    });
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::file;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_list_of_mappings_must_be_there() {
        assert_findings(&FILES, &file("«name»: Foo\n"));
        assert_findings(&FILES, &file("«files»:\n"));
        assert_findings(&FILES, &file("«files»:\n  name: foo.yaml\n"));
        assert_findings(&FILES, &file("files: «foo.yaml»\n"));
        assert_findings(&FILES, &file("files:\n- «foo.yaml»\n- name: bar.yaml\n"));
    }

    #[test]
    fn an_empty_list_will_do() {
        assert_findings(&FILES, &file("files: []\n"));
    }
}
