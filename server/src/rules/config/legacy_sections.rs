//! `config/legacy-sections`

use super::report_aspect;
use crate::model::FileKind;
use crate::model::config::legacy::Aspect;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A hand-written example lacks `init_config` or `instances`, or something stands behind
    /// their colon.
    ///
    /// ## Why
    /// Where there is no specification, ddev reads the example line by line and looks for the
    /// lines `init_config:` and `instances:` at the margin. The latter must hold something.
    /// Text behind the colon is only warned of.
    LEGACY_SECTIONS = "config/legacy-sections",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    report_aspect(cx, sink, Aspect::Sections);
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn both_sections_are_there() {
        assert_findings(&LEGACY_SECTIONS, &example("«»init_config:\n"));
        assert_findings(&LEGACY_SECTIONS, &example("init_config:\n«instances:»\n"));
        let found = assert_findings(
            &LEGACY_SECTIONS,
            &example("«init_config: {}»\ninstances:\n  - a: b\n"),
        );
        assert_eq!(found[0].severity, crate::rules::Severity::Warning);
    }

    #[test]
    fn with_a_specification_nobody_looks() {
        let text = example("a: b\n");
        let spec = "//- foo/assets/configuration/spec.yaml\nfiles: []\n";
        assert_findings(&LEGACY_SECTIONS, &format!("{text}{spec}"));
        let hyphen = text.replace("foo/datadog_checks/", "foo-bar/datadog_checks/");
        assert_findings(&LEGACY_SECTIONS, &hyphen);
    }
}
