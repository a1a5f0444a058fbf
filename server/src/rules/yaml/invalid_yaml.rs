//! `yaml/invalid-yaml`

use super::report_syntax;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Severity, Sink, jmx, rule};
use crate::workspace::FileCx;

rule! {
    /// The file is not valid YAML.
    ///
    /// ## Why
    /// Nothing that reads the file can use it. Of several mistakes the first one is told:
    /// what follows it cannot be judged. Specifications, example configurations and the
    /// metrics of JMX packages have rules of their own for this.
    ///
    /// ## Fix
    /// Where only one repair makes the text readable it is offered: a missing quote, bracket
    /// or colon, quotes around a value that needs them, blanks in place of a tab.
    INVALID_YAML = "yaml/invalid-yaml",
    severity: Error,
    origin: Format,
    fix: Mixed,
    check: Files(
        &[
            FileKind::JmxMetrics,
            FileKind::LogPipeline,
            FileKind::LogTests,
            FileKind::Dataflows,
            FileKind::Labeler,
            FileKind::Workflow,
            FileKind::Coverage,
        ],
        check,
    ),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if jmx::is_judged(cx) {
        return;
    }
    let loaded = match cx.file.kind {
        FileKind::Labeler => cx.repo.kind == RepoKind::Core,
        FileKind::Coverage => {
            cx.repo.kind == RepoKind::Core && *cx.file.path == *FileKind::Coverage.file_name()
        }
        _ => false,
    };
    let (syntax, fault) = match cx.file.kind {
        _ if loaded => (Severity::Error, Severity::Error),
        // Other readers of these may be more lenient than ours.
        FileKind::Labeler | FileKind::Workflow | FileKind::Coverage => {
            (Severity::Warning, Severity::Warning)
        }
        _ => (Severity::Error, Severity::Warning),
    };
    report_syntax(cx, sink, syntax, fault);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_first_mistake_is_told() {
        assert_findings(
            &INVALID_YAML,
            "//- foo/assets/logs/foo.yaml\nid: «@foo»\nb: %a\n",
        );
        assert_findings(&INVALID_YAML, "//- foo/assets/logs/foo.yaml\nid: '@foo'\n");
    }

    #[test]
    fn what_stops_ddev_is_an_error() {
        for (path, core) in [
            (".github/workflows/config/labeler.yml", Severity::Error),
            ("code-coverage.datadog.yml", Severity::Error),
            (".codecov.yml", Severity::Warning),
            (".github/workflows/test-all.yml", Severity::Warning),
        ] {
            for (kind, wanted) in [("core", core), ("extras", Severity::Warning)] {
                for text in ["a: «@b»\n", "a: «*b»\n"] {
                    let text = format!("//! {kind}\n//- {path}\n{text}");
                    let findings = assert_findings(&INVALID_YAML, &text);
                    assert_eq!(findings[0].severity, wanted, "{path} in {kind}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_loaded_is_a_warning() {
        let text = "//- foo/assets/dataflows.yaml\nid: «*foo»\n";
        let findings = assert_findings(&INVALID_YAML, text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
