//! `jmx/missing-scope`

use super::is_readable;
use crate::model::FileKind;
use crate::model::jmx::{SCOPES, rules};
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// A rule of `metrics.yaml` names neither a domain nor a bean.
    ///
    /// ## Why
    /// Without `domain`, `domain_regex` or `bean` every bean of the process has to be asked
    /// for. `bean_regex` alone does not narrow the search. `ddev validate jmx-metrics` fails.
    ///
    /// ## Example
    /// ```yaml
    /// - include:
    ///     domain: org.acme
    ///     bean_regex: org\.acme:type=Cache,name=(.*)
    /// ```
    MISSING_SCOPE = "jmx/missing-scope",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_readable(cx) {
        return;
    }
    for rule in rules(cx.file) {
        let Some(include) = rule.include().filter(|include| include.is_mapping()) else {
            continue;
        };
        let says = |key: &&str| include.get(key).is_some_and(|value| !value.is_falsy());
        if SCOPES.iter().any(says) {
            continue;
        }
        sink.report(
            include.key_span().unwrap_or(include.span()),
            "`include` needs `domain`, `domain_regex` or `bean`.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn one_key_must_narrow_the_search() {
        let text = metrics(
            "jmx_metrics:\n- include: {domain: a}\n- include: {domain_regex: a}\n\
             - include: {bean: [a]}\n- «include»: {bean: []}\n- «include»: {domain: ''}\n\
             - «include»:\n    bean_regex: a\n- include: {}\n- include: a\n",
        );
        assert_findings(&MISSING_SCOPE, &text);
    }
}
