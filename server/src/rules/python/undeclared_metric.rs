//! `python/undeclared-metric`

use super::{is_in_package, sent};
use crate::catalog::{Takes, agent_check};
use crate::model::FileKind;
use crate::model::metadata::MetadataFacts;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A check sends a metric that metadata.csv does not list.
    ///
    /// ## Why
    /// The row of a metric gives it unit, type and description in the application. Only names
    /// that are written out are compared, with the namespace of their class in front, and only
    /// those below the prefix of the integration.
    UNDECLARED_METRIC = "python/undeclared-metric",
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
    let prefix = cx.integration.prefix(&cx.repo.config);
    if prefix.is_empty() {
        return;
    }
    for sent in sent {
        let Some(name) = sent.full_name().filter(|_| sent.takes == Takes::Metric) else {
            continue;
        };
        if name.starts_with(prefix) && !is_declared(metadata, &name, sent.method) {
            let message = format!("`{name}` is not listed in metadata.csv.");
            sink.report(sent.name.span, message);
        }
    }
}

/// Listed under its name, or with the endings that the method adds.
fn is_declared(metadata: &MetadataFacts, name: &str, method: &str) -> bool {
    let several = agent_check()
        .method(method)
        .is_some_and(|method| method.stored.is_none());
    metadata.metrics.iter().any(|metric| {
        let rest = metric.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || (several && rest.starts_with('.')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn source(base: &str, call: &str) -> String {
        format!(
            "//- foo/metadata.csv\nmetric_name\nfoo.a\nfoo.h.avg\n\
             //- foo/datadog_checks/foo/check.py\n\
             class A({base}):\n    def check(self, _):\n        {call}\n"
        )
    }

    #[test]
    fn names_that_are_written_out_are_compared() {
        assert_findings(
            &UNDECLARED_METRIC,
            &source("AgentCheck", "self.gauge('«foo.b»', 1)"),
        );
        for fine in [
            "self.gauge('foo.a', 1)",
            "self.gauge('system.a', 1)",
            "self.gauge(f'foo.{x}', 1)",
            "self.histogram('foo.h', 1)",
            "self.cache.count('foo.b')",
            "self.service_check('foo.b', 0)",
        ] {
            assert_findings(&UNDECLARED_METRIC, &source("AgentCheck", fine));
        }
        assert_findings(
            &UNDECLARED_METRIC,
            &source("OpenMetricsBaseCheckV2", "self.gauge('foo.b', 1)"),
        );
    }
}
