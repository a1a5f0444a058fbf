//! `jmx/no-jmx-metrics`

use super::is_readable;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::YamlKind;
use crate::workspace::FileCx;

rule! {
    /// `metrics.yaml` has no list `jmx_metrics`.
    ///
    /// ## Why
    /// The Agent looks for the rules under this key and finds nothing to collect. `ddev
    /// validate jmx-metrics` fails, or breaks off where something else than a list stands
    /// there.
    ///
    /// ## Example
    /// ```yaml
    /// jmx_metrics:
    ///   - include:
    ///       domain: org.acme
    /// ```
    NO_JMX_METRICS = "jmx/no-jmx-metrics",
    severity: Error,
    origin: Ddev("jmx-metrics"),
    fix: None,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(tree) = cx.file.yaml().filter(|_| is_readable(cx)) else {
        return;
    };
    let root = tree.root(cx.text());
    if !root.is_mapping() {
        let message = "The file must be a mapping with the list `jmx_metrics`.";
        sink.report(root.span(), message);
        return;
    }
    let Some(list) = root.get("jmx_metrics") else {
        let first = root.children().next().and_then(|child| child.key_span());
        let span = first.unwrap_or(root.span());
        sink.report(span, "The file has no list `jmx_metrics`.");
        return;
    };
    let place = list.key_span().unwrap_or(list.span());
    match list.value().kind() {
        YamlKind::Null => {
            sink.report(
                place,
                "`jmx_metrics` is empty; a list of rules is expected.",
            );
        }
        // Nothing in it that ddev could stumble over.
        YamlKind::Mapping | YamlKind::Str if list.is_falsy() => {}
        YamlKind::Sequence => {}
        _ => {
            sink.report(place, "`jmx_metrics` must be a list of rules.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn the_list_must_be_there() {
        for text in [
            "«»",
            "# nothing«»\n",
            "«foo»\n",
            "«- include: {domain: a}»\n",
            "«{}»\n",
            "«jmx_metric»: []\n",
            "«jmx_metrics»:\n",
            "«jmx_metrics»: ~\n",
            "«jmx_metrics»: 0\n",
            "«jmx_metrics»: foo\n",
            "«jmx_metrics»:\n  include: {domain: a}\n",
            "jmx_metrics: []\n",
            "jmx_metrics: ''\n",
            "jmx_metrics: {}\n",
            "a: &a []\njmx_metrics: *a\n",
        ] {
            assert_findings(&NO_JMX_METRICS, &metrics(text));
        }
    }
}
