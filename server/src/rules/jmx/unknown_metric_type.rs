//! `jmx/unknown-metric-type`

use super::is_readable;
use crate::catalog::{jmx_metrics, nearest};
use crate::model::FileKind;
use crate::model::jmx::rules;
use crate::model::yaml_shape::key_of;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::YamlKind;
use crate::syntax::yaml::edit::set_text;
use crate::workspace::FileCx;

rule! {
    /// A `metric_type` of `metrics.yaml` is none of those in use.
    ///
    /// ## Why
    /// A type that the Agent does not know is taken for a `counter`: what is sent is the change
    /// per second, not the value. Who writes `count` mostly means `monotonic_count`.
    ///
    /// ## Fix
    /// Replaces the type by the one that is nearest.
    UNKNOWN_METRIC_TYPE = "jmx/unknown-metric-type",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    if !is_readable(cx) {
        return;
    }
    let details = rules(cx.file).flat_map(|rule| rule.details().collect::<Vec<_>>());
    for node in details.filter_map(|detail| detail.get("metric_type")) {
        let (Some(name), Some(key)) = (node.as_str(), key_of(jmx_metrics(), node)) else {
            continue;
        };
        if key.value(name).is_some() {
            continue;
        }
        let known = || key.values.iter().map(|value| &*value.name);
        // The end of a longer name is what people know from elsewhere.
        let ending = format!("_{name}");
        let near = known()
            .find(|known| known.ends_with(&ending))
            .or_else(|| nearest(name, known()));
        let mut message = format!("The Agent takes the type `{name}` for a `counter`.");
        if let Some(near) = near {
            message.push_str(&format!(" Did you mean `{near}`?"));
        }
        let finding = sink.report(node.inner_span(), message);
        if let Some(near) = near.filter(|_| node.kind() == YamlKind::Str) {
            let edits = vec![set_text(node, near)];
            finding.unsafe_fix(format!("Replace by `{near}`"), edits);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(types: &[&str]) -> String {
        let mut text = "jmx_metrics:\n- include:\n    domain: a\n    attribute:\n".to_owned();
        for (index, kind) in types.iter().enumerate() {
            text.push_str(&format!("      A{index}: {{metric_type: {kind}}}\n"));
        }
        text
    }

    #[test]
    fn types_are_those_in_use() {
        let types = ["gauge", "histogram", "monotonic_count", "«guage»", "«foo»"];
        let findings = assert_findings(&UNKNOWN_METRIC_TYPE, &metrics(&with(&types)));
        assert_eq!(
            findings[0].message,
            "The Agent takes the type `guage` for a `counter`. Did you mean `gauge`?"
        );
    }

    #[test]
    fn the_nearest_type_is_proposed() {
        let before = metrics(&with(&["count"]));
        assert_fix(&UNKNOWN_METRIC_TYPE, &before, &with(&["monotonic_count"]));
    }
}
