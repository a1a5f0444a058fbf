//! Completion in YAML files along a shape of the catalog: keys that the mapping does not
//! have yet, values of lists, and what a kind of file refers to elsewhere.

use super::{Completion, CompletionKind, escape_snippet};
use crate::catalog::{YamlKey, YamlShape, YamlType};
use crate::ide::yaml_nodes::{Typing, shape_of, typing, with_mapping, with_value};
use crate::model::FileKind;
use crate::model::yaml_shape::{key_of, keys_of};
use crate::syntax::yaml::YamlNode;
use crate::syntax::yaml::edit::{indent_unit, quote};
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

/// Optional keys come after all required ones.
const OPTIONAL: u32 = 1000;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let Some(shape) = shape_of(cx.file.kind) else {
        return Vec::new();
    };
    let text = cx.text();
    if text.trim().is_empty() {
        return vec![whole_file(shape, offset)];
    }
    match typing(text, offset) {
        Some(Typing::Key {
            token,
            has_colon,
            after_dash,
        }) => with_mapping(text, token, |mapping, others| {
            let unit = indent_unit(text);
            let keys = keys_of(shape, mapping).into_iter().enumerate();
            keys.filter(|(_, key)| !others.contains(&&*key.name))
                .map(|(index, key)| {
                    let mut item = if has_colon {
                        let edit = TextEdit::replace(token, key.name.clone());
                        Completion::new(&key.name, CompletionKind::Field, edit)
                    } else {
                        member(key, token, unit, after_dash)
                    };
                    let (need, rank) = if key.required {
                        ("required", 0)
                    } else {
                        ("optional", OPTIONAL)
                    };
                    item.detail = Some(format!("{}, {need}", key.kind.name()));
                    item.documentation = Some(key.summary.clone());
                    item.rank = rank + index as u32;
                    item
                })
                .collect()
        })
        .unwrap_or_default(),
        Some(Typing::Value { token }) => {
            with_value(text, token, |node| values(cx, shape, node, token)).unwrap_or_default()
        }
        None => Vec::new(),
    }
}

fn whole_file(shape: &YamlShape, offset: usize) -> Completion {
    let edit = TextEdit::replace(Span::at(offset), shape.start.clone());
    let mut item = Completion::new("new file", CompletionKind::Snippet, edit);
    item.snippet = true;
    item
}

/// A key with room for its value.
fn member(key: &YamlKey, token: Span, unit: &str, after_dash: bool) -> Completion {
    // Lines of an offer are indented from that of its line, which a dash pushes in.
    let extra = if after_dash { "  " } else { "" };
    let value = match key.kind {
        YamlType::Mapping => format!("\n{extra}{unit}$0"),
        YamlType::List => format!("\n{extra}{unit}- $0"),
        YamlType::Boolean => " ${0:true}".to_owned(),
        _ => " $0".to_owned(),
    };
    let edit = TextEdit::replace(token, format!("{}:{value}", escape_snippet(&key.name)));
    let mut item = Completion::new(&key.name, CompletionKind::Field, edit);
    item.snippet = true;
    item
}

fn values(cx: &FileCx, shape: &'static YamlShape, node: YamlNode, token: Span) -> Vec<Completion> {
    let offer = |text: &str, kind| {
        let written = quote(text, node.parent().is_some_and(|p| p.is_flow())).into_owned();
        let mut item = Completion::new(text, kind, TextEdit::replace(token, written));
        item.filter = Some(token.slice(cx.text()).to_owned())
            .filter(|typed| typed.starts_with(['"', '\'']))
            .map(|typed| format!("{}{text}", &typed[..1]));
        item
    };
    let mut items = references(cx, node, &offer);
    let Some(key) = key_of(shape, node) else {
        return items;
    };
    items.extend(key.values.iter().enumerate().map(|(index, value)| {
        let mut item = offer(&value.name, CompletionKind::Value);
        item.documentation = Some(value.summary.clone());
        item.rank = index as u32;
        item
    }));
    if key.kind == YamlType::Boolean {
        for (rank, word) in ["true", "false"].into_iter().enumerate() {
            let edit = TextEdit::replace(token, word);
            let mut item = Completion::new(word, CompletionKind::Value, edit);
            item.rank = rank as u32;
            items.push(item);
        }
    }
    items
}

/// Names that are defined in other files.
fn references(
    cx: &FileCx,
    node: YamlNode,
    offer: &dyn Fn(&str, CompletionKind) -> Completion,
) -> Vec<Completion> {
    let manifest = cx.integration.manifest();
    let app_id = manifest.and_then(|manifest| manifest.app_id.as_ref());
    let at_top = node.parent().is_some_and(|top| top.parent().is_none());
    match (cx.file.kind, node.key()) {
        (FileKind::JmxMetrics, Some("alias")) => {
            let metrics = cx.integration.metadata().map(|table| &table.metrics);
            let metrics = metrics.into_iter().flatten().enumerate();
            metrics
                .map(|(index, metric)| {
                    let mut item = offer(&metric.name, CompletionKind::Reference);
                    let detail = [&*metric.metric_type, &*metric.unit].join(" ");
                    item.detail = Some(detail.trim().to_owned());
                    item.documentation = Some(metric.description.to_string());
                    item.rank = index as u32;
                    item
                })
                .collect()
        }
        (FileKind::LogPipeline | FileKind::LogTests, Some("id" | "metric_id")) if at_top => app_id
            .map(|id| offer(&id.value, CompletionKind::Reference))
            .into_iter()
            .collect(),
        (FileKind::LogPipeline, Some("query")) => manifest
            .and_then(|manifest| manifest.log_source.as_ref())
            .map(|source| {
                offer(
                    &format!("source:{}", source.value),
                    CompletionKind::Reference,
                )
            })
            .into_iter()
            .collect(),
        (FileKind::Dataflows, Some("id")) => {
            let kinds = crate::catalog::dataflows().places.iter();
            let kinds = kinds.flat_map(|place| &place.keys);
            let kinds = kinds.filter(|key| key.name == "data_type");
            let kinds = kinds.flat_map(|key| &key.values);
            app_id
                .into_iter()
                .flat_map(|id| {
                    kinds.clone().map(|kind| {
                        let name = format!("{}-{}", id.value, kind.name.replace('_', "-"));
                        offer(&name, CompletionKind::Reference)
                    })
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{MANIFEST, accept_completion, completions};

    const JMX: &str = "//- foo/datadog_checks/foo/data/metrics.yaml\n";
    const LOGS: &str = "//- foo/assets/logs/foo.yaml\n";

    fn labels(fixture: &str) -> Vec<String> {
        completions(fixture)
            .into_iter()
            .map(|item| item.label)
            .collect()
    }

    #[test]
    fn keys_of_the_place_are_offered() {
        let text = format!(
            "{JMX}jmx_metrics:\n- include:\n    domain: a\n    attribute:\n      A:\n        \
             metric_type: gauge\n        ‸\n      B:\n        alias: foo.b\n"
        );
        assert_eq!(labels(&text), ["alias", "values"]);
        let text = format!("{JMX}jmx_metrics:\n- inc‸\n- include: {{domain: a}}\n");
        assert_eq!(labels(&text), ["include", "exclude"]);
        assert_eq!(
            accept_completion(&text, "include"),
            "jmx_metrics:\n- include:\n    $0\n- include: {domain: a}\n"
        );
        let text = format!("{JMX}jmx_metrics:\n  - include:\n      domain: a\n      at‸\n");
        assert!(labels(&text).contains(&"attribute".to_owned()));
    }

    #[test]
    fn processors_have_keys_of_their_type() {
        let text = format!(
            "{LOGS}pipeline:\n  processors:\n    - type: category-processor\n      name: a\n      ‸\n"
        );
        assert_eq!(labels(&text)[..2], ["categories", "target"]);
        let text = format!("{LOGS}pipeline:\n  processors:\n    - type: ‸\n");
        assert_eq!(labels(&text)[0], "attribute-remapper");
    }

    #[test]
    fn values_and_metrics_are_offered() {
        let head = "jmx_metrics:\n- include:\n    attribute:\n      A:\n        ";
        let table = "//- foo/metadata.csv\nmetric_name,metric_type\nfoo.a,gauge\n";
        let text = format!("{JMX}{head}metric_type: co‸\n");
        assert_eq!(
            accept_completion(&text, "counter"),
            format!("{head}metric_type: counter\n")
        );
        let text = format!("{JMX}{head}alias: ‸\n{table}");
        assert_eq!(
            accept_completion(&text, "foo.a"),
            format!("{head}alias: foo.a\n")
        );
    }

    #[test]
    fn ids_follow_from_the_manifest() {
        assert_eq!(labels(&format!("{LOGS}id: ‸\n")), ["foo"]);
        let manifest = MANIFEST.replace("\"app_id\": \"foo\"", "\"app_id\": \"acme\"");
        let text = format!(
            "//- foo/manifest.json\n{manifest}//- foo/assets/dataflows.yaml\nprovides:\n- id: ‸\n"
        );
        assert!(labels(&text).contains(&"acme-rum-events".to_owned()));
    }

    #[test]
    fn an_empty_file_starts_from_a_template() {
        assert_eq!(labels(&format!("{LOGS}‸")), ["new file"]);
    }

    #[test]
    fn comments_are_left_alone() {
        assert!(labels(&format!("{LOGS}id: foo\n# pip‸\n")).is_empty());
    }
}
