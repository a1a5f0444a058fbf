//! `jmx/include-type`

use super::is_readable;
use crate::model::FileKind;
use crate::model::jmx::rules;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// `include` of a rule in `metrics.yaml` is no mapping.
    ///
    /// ## Why
    /// `include` holds keys such as `domain`, `bean` and `attribute`. `ddev validate
    /// jmx-metrics` breaks off at anything else, and leaves the other integrations unchecked.
    ///
    /// ## Example
    /// ```yaml
    /// - include: org.acme   # must be `include: {domain: org.acme}`
    /// ```
    INCLUDE_TYPE = "jmx/include-type",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_readable(cx) {
        return;
    }
    let includes = rules(cx.file).filter_map(|rule| rule.include());
    for include in includes.filter(|include| !include.is_mapping()) {
        let message = "`include` must be a mapping with `domain`, `domain_regex` or `bean`.";
        sink.report(include.span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn include_is_a_mapping() {
        let text = metrics(
            "x: &x {domain: a}\njmx_metrics:\n- include: *x\n- include: «a»\n- include: «[a]»\n\
             - include:\n  «- domain: a»\n- include: «1»\n- include: ''\n",
        );
        assert_findings(&INCLUDE_TYPE, &text);
    }
}
