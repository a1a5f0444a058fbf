//! `jmx/duplicate-key`

use super::is_readable;
use crate::model::FileKind;
use crate::rules::yaml::report_duplicates;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A key occurs twice in one mapping of `metrics.yaml`.
    ///
    /// ## Why
    /// The Agent keeps the last value and drops the others, so the attribute that stands
    /// first is collected differently from what its lines say, or not at all. `ddev validate
    /// jmx-metrics` fails.
    ///
    /// ## Example
    /// ```yaml
    /// attribute:
    ///   Count: {alias: acme.requests}
    ///   Count: {alias: acme.errors}
    /// ```
    ///
    /// ## Fix
    /// Removes the later key when both values are the same; else, on request, the earlier
    /// one, which has no effect.
    DUPLICATE_KEY = "jmx/duplicate-key",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: Mixed,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if is_readable(cx) {
        report_duplicates(cx, sink);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::rules;
    use crate::testing::{Fixture, assert_findings, assert_fix};

    #[test]
    fn keys_at_any_depth_are_told_once() {
        let text =
            metrics("jmx_metrics: []\na:\n- b: 1\n  «b»: 2\n  «b»: 2\nc: {1: x, «1.0»: x}\n");
        assert_findings(&DUPLICATE_KEY, &text);
        let fixture = Fixture::new(&text);
        let general = rules::find("yaml/duplicate-key").expect("the rule");
        assert!(fixture.findings_of(general).is_empty());
    }

    #[test]
    fn other_packages_are_left_to_the_general_rule() {
        assert_findings(
            &DUPLICATE_KEY,
            "//- foo/datadog_checks/foo/data/metrics.yaml\na: 1\na: 2\n",
        );
    }

    #[test]
    fn the_repetition_goes() {
        assert_fix(
            &DUPLICATE_KEY,
            &metrics("jmx_metrics:\n- include:\n    domain: a\n    domain: a\n    x: 1\n"),
            "jmx_metrics:\n- include:\n    domain: a\n    x: 1\n",
        );
    }
}
