//! `spec/invalid-yaml`

use crate::model::FileKind;
use crate::rules::yaml::report_syntax;
use crate::rules::{Severity, Sink, jmx, rule};
use crate::workspace::FileCx;

rule! {
    /// The specification is no YAML that can be loaded.
    ///
    /// ## Why
    /// Nothing is rendered from a specification that cannot be read, and ddev stops at the
    /// first fault. Tabs, tags, several documents and aliases without an anchor count too.
    ///
    /// ## Fix
    /// Where only one repair makes the text readable it is offered.
    INVALID_YAML = "spec/invalid-yaml",
    severity: Error,
    origin: Ddev("config"),
    fix: Mixed,
    check: File(FileKind::Spec, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let severity = if cx.is_validated_spec() || jmx::walks_spec(cx) {
        Severity::Error
    } else {
        Severity::Warning
    };
    report_syntax(cx, sink, severity, severity);
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
    fn nobody_reads_the_specification_of_a_directory_without_check() {
        let text = "//- foo/manifest.json\n{}\n//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles: «[a,» b\n";
        let findings = assert_findings(&INVALID_YAML, text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn oddities_of_yaml_are_fine() {
        let text = bare("- &a {name: a, description: on, example: !!str 1}\n- <<: *a\n  name: b");
        assert_findings(&INVALID_YAML, &file(&format!("\u{feff}{text}")));
        assert_findings(&INVALID_YAML, &file(""));
    }
}
