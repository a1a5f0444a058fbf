//! `jmx/duplicate-attribute`

use foldhash::HashMap;

use super::is_readable;
use crate::model::FileKind;
use crate::model::jmx::rules;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::KeyIdentity;
use crate::text::Span;
use crate::workspace::FileCx;

rule! {
    /// An attribute of a bean is named by two rules.
    ///
    /// ## Why
    /// The first rule that fits a bean decides, so the second one has no effect. `ddev
    /// validate jmx-metrics` fails when the same text names the bean in both. Beans that are
    /// chosen by a domain or a regular expression are not compared.
    ///
    /// ## Example
    /// ```yaml
    /// - include:
    ///     bean: org.acme:type=Cache
    ///     attribute:
    ///       Hits: {alias: acme.cache.hits}
    /// - include:
    ///     bean: org.acme:type=Cache
    ///     attribute:
    ///       Hits: {alias: acme.hits}
    /// ```
    DUPLICATE_ATTRIBUTE = "jmx/duplicate-attribute",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_readable(cx) {
        return;
    }
    let mut seen: HashMap<(Word, Word), Span> = HashMap::default();
    for rule in rules(cx.file) {
        let (Some(bean), Some(attributes)) = (rule.bean(), rule.attributes()) else {
            continue;
        };
        let single = Some(bean).filter(|bean| !bean.is_sequence());
        let mut here: HashMap<Word, Span> = HashMap::default();
        for name in single.into_iter().chain(bean.items()) {
            let Some(bean) = name.identity() else {
                continue;
            };
            let again = here.insert(bean, name.span());
            if let (Some(first), true) = (again, attributes.pairs().next().is_some()) {
                sink.report(name.span(), "The bean stands in this list twice.")
                    .related(&*cx.file.path, first, "First here.");
                continue;
            }
            for (key, _) in attributes.pairs() {
                let Some(attribute) = key.identity() else {
                    continue;
                };
                let Some(&first) = seen.get(&(bean, attribute)) else {
                    seen.insert((bean, attribute), key.span());
                    continue;
                };
                // A repeated key of one mapping has a rule of its own.
                let same_mapping = attributes.value().span();
                if same_mapping.contains(first) && key.span() != first {
                    continue;
                }
                let message = format!(
                    "`{}` of the bean `{}` is named by an earlier rule already.",
                    key.decoded().unwrap_or_default(),
                    name.decoded().unwrap_or_default()
                );
                // What an alias brings is written elsewhere.
                let include = rule.node.get("include").unwrap_or(rule.node);
                let place = if key.span() == first || !rule.node.span().contains(key.span()) {
                    include.key_span().unwrap_or(include.span())
                } else {
                    key.span()
                };
                sink.report(place, message)
                    .related(&*cx.file.path, first, "First here.");
            }
        }
    }
}

/// A scalar by what ddev compares: `1` and `1.0` are the same, `1` and `'1'` are not.
type Word<'a> = KeyIdentity<'a>;

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_second_rule_is_told() {
        let text = metrics(
            "jmx_metrics:\n- include: {bean: a, attribute: {x: {}, y: {}}}\n\
             - include: {bean: [b, a], attribute: {«x»: {}, z: {}}}\n\
             - include: {bean: A, attribute: {x: {}}}\n\
             - include: {bean: b, attribute: {y: {}, «z»: {}}}\n\
             - include: {domain: a, attribute: {x: {}}}\n\
             - include: {bean_regex: a, domain: a, attribute: {x: {}}}\n",
        );
        let findings = assert_findings(&DUPLICATE_ATTRIBUTE, &text);
        assert_eq!(
            findings[0].message,
            "`x` of the bean `a` is named by an earlier rule already."
        );
    }

    #[test]
    fn a_bean_may_stand_in_a_list_once() {
        let text = metrics(
            "jmx_metrics:\n- include: {bean: [a, «a»], attribute: {x: {}}}\n\
             - include: {bean: [b, b]}\n- include: {bean: [1, '1', «1.0»], attribute: {x: {}}}\n",
        );
        assert_findings(&DUPLICATE_ATTRIBUTE, &text);
    }

    #[test]
    fn rules_that_are_written_once_and_used_twice_are_found() {
        let text = metrics(
            "x: &x {bean: a, attribute: {y: {}}}\njmx_metrics:\n- include: *x\n- «include»: *x\n",
        );
        assert_findings(&DUPLICATE_ATTRIBUTE, &text);
    }
}
