//! `python/metric-type`

use super::{is_in_package, sent};
use crate::catalog::{Takes, agent_check, columns};
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A metric is sent by a method that does not lead to its type in metadata.csv.
    ///
    /// ## Why
    /// The method decides how the values are stored: `monotonic_count` and `count` as counts,
    /// `gauge` and `rate` as gauges. Another type in metadata.csv makes the application offer the
    /// wrong functions for the metric.
    METRIC_TYPE = "python/metric-type",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: File(FileKind::Python, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    // Few files send anything.
    let sent = if is_in_package(cx) { sent(cx) } else { &[] };
    if sent.is_empty() {
        return;
    }
    let Some(metadata) = cx.integration.metadata().filter(|m| !m.metrics.is_empty()) else {
        return;
    };
    for call in sent.iter().filter(|call| call.takes == Takes::Metric) {
        let method = agent_check().method(call.method);
        let Some(stored) = method.and_then(|method| method.stored.as_deref()) else {
            continue;
        };
        let Some(name) = call.full_name() else {
            continue;
        };
        let Some(metric) = metadata.metric(&name) else {
            continue;
        };
        if &*metric.metric_type == stored {
            continue;
        }
        let is_known = columns().metric_type(&metric.metric_type).is_some();
        // Sent in two ways, it can only be right for one.
        let fits_another = sent.iter().any(|other| {
            let method = agent_check().method(other.method);
            other.full_name().as_ref() == Some(&name)
                && method.and_then(|m| m.stored.as_deref()) == Some(&metric.metric_type)
        });
        if !is_known || fits_another {
            continue;
        }
        let message = format!(
            "`{}` stores `{name}` as a {stored}, but metadata.csv says {}.",
            call.method, metric.metric_type
        );
        let path = cx.integration.repo_path(FileKind::Metadata.file_name());
        sink.report(call.name.span, message)
            .related(path, metric.span, "The row of the metric");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn source(call: &str) -> String {
        format!(
            "//- foo/metadata.csv\nmetric_name,metric_type\nfoo.a,gauge\nfoo.b,count\nfoo.c,other\n\
             //- foo/datadog_checks/foo/check.py\n\
             class A(AgentCheck):\n    __NAMESPACE__ = 'foo'\n    def check(self, _):\n        {call}\n"
        )
    }

    #[test]
    fn the_method_decides_the_type() {
        assert_findings(&METRIC_TYPE, &source("self.count('«a»', 1)"));
        assert_findings(&METRIC_TYPE, &source("self.rate('«b»', 1)"));
        for fine in [
            "self.rate('a', 1)",
            "self.monotonic_count('b', 1)",
            "self.histogram('b', 1)",
            "self.gauge('c', 1)",
            "self.gauge('a', 1); self.count('a', 1)",
        ] {
            assert_findings(&METRIC_TYPE, &source(fine));
        }
    }
}
