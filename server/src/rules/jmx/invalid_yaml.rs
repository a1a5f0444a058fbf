//! `jmx/invalid-yaml`

use super::is_judged;
use crate::model::FileKind;
use crate::model::jmx::strange_value;
use crate::rules::yaml::report_syntax;
use crate::rules::{Severity, Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// `metrics.yaml` of a JMX package is not valid YAML.
    ///
    /// ## Why
    /// The Agent collects none of its metrics. `ddev validate jmx-metrics` breaks off, and
    /// leaves the other integrations unchecked. It does so for merge keys (`<<`) as well,
    /// though they are valid YAML: its search for repeated keys cannot read them.
    ///
    /// ## Fix
    /// Where only one repair makes the text readable it is offered.
    INVALID_YAML = "jmx/invalid-yaml",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: Mixed,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_judged(cx) || report_syntax(cx, sink, Severity::Error, Severity::Error) {
        return;
    }
    if let Some((node, message)) = strange_value(cx.file) {
        sink.report(node.span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn what_stops_the_loader_is_told() {
        for text in [
            "jmx_metrics: «@foo»\n",
            "jmx_metrics: «*foo»\n",
            "x: &x {a: 1}\njmx_metrics:\n- include: {«<<»: *x, domain: a}\n",
            "jmx_metrics: []\na: &a {b: «*a»}\n",
            "jmx_metrics: []\na: &a\n- b: *a\n",
            "jmx_metrics: []\na: &a x\nb: *a\n",
        ] {
            assert_findings(&INVALID_YAML, &metrics(text));
        }
    }
}
