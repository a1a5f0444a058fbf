//! Hover in YAML files along a shape of the catalog: keys, values of lists, and what a value
//! refers to elsewhere.

use super::Hover;
use crate::catalog::YamlKey;
use crate::ide::yaml_nodes::{shape_of, under};
use crate::model::FileKind;
use crate::model::metadata::MetricFact;
use crate::model::yaml_shape::key_of;
use crate::workspace::FileCx;

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    let shape = shape_of(cx.file.kind)?;
    let under = under(cx, offset)?;
    let key = key_of(shape, under.node);
    let markdown = if under.on_key {
        key_text(key?)
    } else {
        let text = under.node.decoded()?;
        let metric = || {
            let alias = cx.file.kind == FileKind::JmxMetrics && under.node.key() == Some("alias");
            let table = cx.integration.metadata().filter(|_| alias)?;
            Some(match table.metric(text) {
                Some(metric) => metric_text(metric),
                None => "`metadata.csv` lists no such metric.".to_owned(),
            })
        };
        let value = key.and_then(|key| key.value(text));
        let known = value.map(|value| format!("`{}`: {}", value.name, value.summary));
        metric().or(known)?
    };
    Some(Hover {
        span: under.span,
        markdown,
    })
}

fn key_text(key: &YamlKey) -> String {
    let need = if key.required { "required" } else { "optional" };
    let head = format!("**{}** ({}, {need})", key.name, key.kind.name());
    let mut text = format!("{head}\n\n{}", key.summary);
    for (index, value) in key.values.iter().enumerate() {
        let gap = if index == 0 { "\n\n" } else { "\n" };
        text.push_str(&format!("{gap}- `{}`: {}", value.name, value.summary));
    }
    text
}

fn metric_text(metric: &MetricFact) -> String {
    let unit = match &*metric.unit {
        "" => String::new(),
        unit => format!(", {unit}"),
    };
    let head = format!("`{}` ({}{unit})", metric.name, metric.metric_type);
    let text = format!("{head}\n\n{}", metric.description);
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    fn says(text: &str, words: &str) {
        let said = hover(text).expect("a hover");
        assert!(said.contains(words), "{said}");
    }

    #[test]
    fn keys_values_and_metrics_are_explained() {
        let head = "//- foo/datadog_checks/foo/data/metrics.yaml\njmx_metrics:\n- include:\n    \
                    domain: a\n    attribute:\n      A: ";
        let row = "//- foo/metadata.csv\nmetric_name,metric_type,description\nfoo.a,gauge,Size.\n";
        says(&format!("{head}{{metric_‸type: gauge}}\n"), "- `histogram`");
        says(
            &format!("{head}{{metric_type: ga‸uge}}\n"),
            "The value as it is now",
        );
        says(
            &format!("{head}{{alias: foo‸.a}}\n{row}"),
            "`foo.a` (gauge)\n\nSize.",
        );
        says(&format!("{head}{{alias: foo‸.b}}\n{row}"), "no such metric");
        assert_eq!(hover(&format!("{head}{{u‸nheard: 1}}\n")), None);
    }

    #[test]
    fn steps_are_explained_at_any_depth() {
        says(
            "//- foo/assets/logs/foo.yaml\npipeline:\n  processors:\n  - type: pipeline\n    \
             processors:\n    - type: grok‸-parser\n",
            "apart by rules",
        );
    }
}
