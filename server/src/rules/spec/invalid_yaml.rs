//! `spec/invalid-yaml`

use crate::model::FileKind;
use crate::rules::{Severity, Sink, rule};
use crate::workspace::{FileCx, SpecCx};

rule! {
    /// The specification is no YAML that can be loaded.
    ///
    /// ## Why
    /// Nothing is rendered from a specification that cannot be read, and ddev stops at the
    /// first fault. Tabs, tags, several documents and aliases without an anchor count too.
    INVALID_YAML = "spec/invalid-yaml",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::Spec, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.yaml() else { return };
    let Some(spec) = SpecCx::of(*cx) else { return };
    for error in tree.errors() {
        let finding = sink.report(error.span, error.message());
        if !spec.is_validated() && !error.kind.is_syntax() {
            finding.severity(Severity::Warning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, file};
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn broken_text_is_found() {
        assert_findings(&INVALID_YAML, &file("name: Foo\nfiles: «[a,» b\n"));
        assert_findings(&INVALID_YAML, &file("name: Foo\nfiles: «*none»\n"));
    }

    #[test]
    fn oddities_of_yaml_are_fine() {
        let text = bare("- &a {name: a, description: on, example: !!str 1}\n- <<: *a\n  name: b");
        assert_findings(&INVALID_YAML, &file(&format!("\u{feff}{text}")));
        assert_findings(&INVALID_YAML, &file(""));
    }
}
