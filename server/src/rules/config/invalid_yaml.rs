//! `config/invalid-yaml`

use super::{is_hand_written, is_rendered};
use crate::model::{FileKind, RepoKind};
use crate::rules::yaml::report_syntax;
use crate::rules::{Severity, Sink, jmx, rule};
use crate::workspace::FileCx;

rule! {
    /// An example configuration is no YAML that can be loaded.
    ///
    /// ## Why
    /// The Agent cannot load it either. `ddev validate jmx-metrics` loads the example
    /// `conf.yaml.example` of every integration and breaks off; `ddev validate config` loads
    /// examples without a specification and fails. Of those with one it compares the text of the files
    /// that the specification names. What neither looks at is a warning.
    ///
    /// ## Fix
    /// Where only one repair makes the text readable it is offered.
    INVALID_YAML = "config/invalid-yaml",
    severity: Error,
    origin: Ddev("config"),
    fix: Mixed,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let error_if = |bad| {
        if bad {
            Severity::Error
        } else {
            Severity::Warning
        }
    };
    let today = cx.repo.kind != RepoKind::Legacy;
    let compared = today && is_rendered(cx);
    let loaded = today && (is_hand_written(cx) || jmx::is_example(cx));
    report_syntax(cx, sink, error_if(loaded || compared), error_if(loaded));
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn broken_text_is_found() {
        assert_findings(&INVALID_YAML, &example("instances:\n\t«-» a: b\n"));
        assert_findings(
            &INVALID_YAML,
            &example("instances:\n  - a: %%host%%\n").replace("%%host%%", "\"%%host%%\""),
        );
    }

    #[test]
    fn the_example_is_loaded_whether_there_is_a_specification_or_not() {
        let spec = "//- foo/assets/configuration/spec.yaml\nname: Foo\nfiles: []\n";
        let text = format!("{spec}{}", example("instances: «*none»\n"));
        let findings = assert_findings(&INVALID_YAML, &text);
        assert_eq!(findings[0].severity, Severity::Error);
        for text in [text.clone(), text.replace("*none", "[")] {
            let other = text.replace("conf.yaml.example", "auto_conf.yaml");
            let findings = assert_findings(&INVALID_YAML, &other);
            assert_eq!(findings[0].severity, Severity::Warning);
        }
    }
}
