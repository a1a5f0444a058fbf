//! `yaml/duplicate-key`

use super::report_duplicates;
use crate::model::FileKind;
use crate::rules::{Sink, jmx, rule};
use crate::workspace::FileCx;

rule! {
    /// A key occurs twice in one mapping of a YAML file.
    ///
    /// ## Why
    /// Readers keep the last value and drop the others without a word, so somebody who
    /// edits the first one changes nothing. The metrics of JMX packages have a rule of their
    /// own for this.
    ///
    /// ## Example
    /// ```yaml
    /// - template: instances/http
    ///   template: instances/default
    /// ```
    /// The options of the first template never appear.
    ///
    /// ## Fix
    /// Removes the key that has no effect: the later one when both values are the same,
    /// else, on request, the earlier one. The name of one may also be what is wrong.
    DUPLICATE_KEY = "yaml/duplicate-key",
    severity: Warning,
    origin: Format,
    fix: Mixed,
    check: Files(
        &[
            FileKind::Spec,
            FileKind::ConfigExample,
            FileKind::JmxMetrics,
            FileKind::LogPipeline,
            FileKind::LogTests,
            FileKind::Dataflows,
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
    report_duplicates(cx, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn repetitions_are_found_in_every_kind_of_yaml_file() {
        for path in [
            "assets/configuration/spec.yaml",
            "datadog_checks/foo/data/auto_conf.yaml",
            "datadog_checks/foo/data/metrics.yaml",
            "assets/logs/foo.yaml",
            "assets/logs/foo_tests.yaml",
            "assets/dataflows.yaml",
        ] {
            let text = format!("//- foo/{path}\na: 1\nb:\n- c: 1\n  «c»: 2\n- c: 1\n");
            assert_findings(&DUPLICATE_KEY, &text);
        }
    }

    #[test]
    fn merge_keys_and_other_spellings_are_no_repetition() {
        assert_findings(
            &DUPLICATE_KEY,
            "//- foo/assets/logs/foo.yaml\nx: &x {a: 1}\nb: {<<: *x, a: 2, A: 3, '1': 1, 1: 1}\n",
        );
    }

    #[test]
    fn the_key_without_effect_goes() {
        assert_fix(
            &DUPLICATE_KEY,
            "//- foo/assets/logs/foo.yaml\nid: a\nb: 1\nid: a\n",
            "id: a\nb: 1\n",
        );
        assert_fix(
            &DUPLICATE_KEY,
            "//- foo/assets/logs/foo.yaml\nid: a\nb: 1\nid: c\n",
            "b: 1\nid: c\n",
        );
    }
}
