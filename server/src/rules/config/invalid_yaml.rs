//! `config/invalid-yaml`

use super::is_hand_written;
use crate::model::{FileKind, RepoKind};
use crate::rules::{Severity, Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// An example configuration is no YAML that can be loaded.
    ///
    /// ## Why
    /// The Agent cannot load it either. Where there is no specification ddev reads the file
    /// and fails; where there is one it only compares the text.
    INVALID_YAML = "config/invalid-yaml",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: File(FileKind::ConfigExample, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.yaml() else { return };
    for error in tree.errors() {
        let finding = sink.report(error.span, error.message());
        let broken = error.kind.is_syntax() && cx.repo.kind != RepoKind::Legacy;
        if !is_hand_written(cx) && !broken {
            finding.severity(Severity::Warning);
        }
    }
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
}
