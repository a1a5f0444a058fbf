//! `jmx/missing-include`

use super::is_readable;
use crate::model::FileKind;
use crate::model::jmx::rules;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A rule of `metrics.yaml` does not say what it includes.
    ///
    /// ## Why
    /// Without `include` the rule fits nothing. `ddev validate jmx-metrics` fails, and does
    /// not look at the rules below.
    ///
    /// ## Example
    /// ```yaml
    /// - include:
    ///     domain: org.acme
    /// ```
    MISSING_INCLUDE = "jmx/missing-include",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_readable(cx) {
        return;
    }
    for rule in rules(cx.file).filter(|rule| rule.include().is_none()) {
        if !rule.node.is_mapping() {
            sink.report(
                rule.node.span(),
                "A rule is a mapping with the key `include`.",
            );
            continue;
        }
        let empty = rule.node.get("include").filter(|_| rule.node.is_mapping());
        let first = empty.or(rule.node.children().next());
        let key = first.and_then(|child| child.key_span());
        let message = if empty.is_some() {
            "`include` is empty, so the rule fits nothing."
        } else {
            "The rule has no `include`, so it fits nothing."
        };
        sink.report(key.unwrap_or(rule.node.span()), message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn every_rule_includes_something() {
        let text = metrics(
            "jmx_metrics:\n- include: {domain: a}\n- «exclude»: {domain: a}\n- «include»:\n\
             - «include»: {}\n- «include»: ''\n- «foo»\n- «{}»\n",
        );
        assert_findings(&MISSING_INCLUDE, &text);
    }
}
