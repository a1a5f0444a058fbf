//! `jmx/attribute-type`

use super::is_readable;
use crate::model::FileKind;
use crate::model::jmx::rules;
use crate::rules::{Sink, rule};
use crate::workspace::FileCx;

rule! {
    /// Attributes or beans of a rule in `metrics.yaml` are written in a way that ddev cannot
    /// compare.
    ///
    /// ## Why
    /// Of rules that name a `bean`, ddev collects the attributes to find those that are named
    /// twice. It breaks off when `attribute` is a list or a text instead of a mapping, or
    /// when a bean is no text, and leaves the other integrations unchecked. A list is fine in
    /// rules with a `domain` alone.
    ///
    /// ## Example
    /// ```yaml
    /// bean: org.acme:type=Cache
    /// attribute:
    ///   Hits: {alias: acme.cache.hits}
    /// ```
    ATTRIBUTE_TYPE = "jmx/attribute-type",
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
        let (Some(bean), Some(attributes)) = (rule.bean(), rule.attributes()) else {
            continue;
        };
        if bean.is_sequence() && bean.items().next().is_none() {
            continue;
        }
        if !attributes.is_mapping() {
            let message = "In a rule with `bean`, `attribute` must be a mapping of names to their \
                           alias and metric type.";
            let place = attributes.key_span().unwrap_or(attributes.span());
            sink.report(place, message);
            continue;
        }
        let single = Some(bean).filter(|bean| !bean.is_sequence());
        for name in single.into_iter().chain(bean.items()) {
            if !name.is_scalar() {
                sink.report(name.span(), "A bean is named by a text.");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn attributes_of_beans_are_mappings() {
        let text = metrics(
            "jmx_metrics:\n- include: {bean: a, «attribute»: [b]}\n\
             - include: {bean: [a], «attribute»: b}\n- include: {domain: a, attribute: [b]}\n\
             - include: {bean: [], domain: a, attribute: [b]}\n\
             - include: {bean: a, attribute: []}\n\
             - include: {bean: [«{a: b}»], attribute: {b: {}}}\n\
             - include: {bean: «{a: b}», attribute: {b: {}}}\n",
        );
        assert_findings(&ATTRIBUTE_TYPE, &text);
    }
}
