//! `spec/files`

use super::{kind_name, report_shape, written};
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
    let root = cx.spec.root;
    if !root.is_mapping() {
        return;
    }
    let Some(files) = root.get("files") else {
        let span = crate::model::spec::place_of(root);
        report_shape(cx, sink, span, "The key `files` is missing.");
        return;
    };
    if !files.is_sequence() {
        let message = format!("`files` must be a list, but is {}.", kind_name(files));
        report_shape(cx, sink, written(files), message);
        return;
    }
    for entry in files.items().filter(|entry| !entry.is_mapping()) {
        let message = format!(
            "An entry of `files` must be a mapping, but this is {}.",
            kind_name(entry)
        );
        report_shape(cx, sink, written(entry), message);
    }
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
