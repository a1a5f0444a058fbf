//! Hover in dashboards and monitors: metrics and template variables of queries, and what
//! a key means.

use super::Hover;
use crate::catalog::{Schema, dashboard_schema, monitor_schema};
use crate::ide::json_nodes::{node_under, schema_of};
use crate::ide::metadata_docs::metric_docs;
use crate::ide::query_refs::{Reference, reference};
use crate::model::FileKind;
use crate::model::metadata::MetricFact;
use crate::model::service_checks::ServiceCheckFact;
use crate::syntax::json::JsonNode;
use crate::workspace::{FileCx, Integration};

pub(super) fn hover(cx: &FileCx, offset: usize) -> Option<Hover> {
    if let Some((span, found)) = reference(cx, offset) {
        let markdown = match found {
            Reference::Metric(name, row) => metric(cx, &name, row)?,
            Reference::Variable(node) => variable(node),
            Reference::Check(path, fact) => check(&path, fact),
        };
        return Some(Hover { span, markdown });
    }
    let (node, span, on_key) = node_under(cx, offset)?;
    let whole = if cx.file.kind == FileKind::Monitor {
        monitor_schema()
    } else {
        dashboard_schema()
    };
    let schema = schema_of(whole, node)?;
    let mut parts = Vec::new();
    let text = node.as_str().filter(|_| !on_key);
    if let Some((text, limit)) = text.as_ref().zip(schema.max_length) {
        parts.push(format!("{} of {limit} characters.", text.chars().count()));
    }
    parts.extend(
        text.and_then(|text| schema.value_doc(&text))
            .map(str::to_owned),
    );
    parts.extend(key(whole, node, schema));
    (!parts.is_empty()).then(|| Hover {
        span,
        markdown: parts.join("\n\n---\n\n"),
    })
}

/// Meaning of a key.
fn key(whole: &'static Schema, node: JsonNode, schema: &Schema) -> Option<String> {
    let name = node.key()?;
    let outer = node.parent().and_then(|parent| schema_of(whole, parent));
    let duty = if outer.is_some_and(|outer| outer.requires(&name)) {
        "required"
    } else {
        "optional"
    };
    let mut text = format!("**{name}** ({duty})\n\n{}", schema.description);
    let values = schema.values.iter().filter_map(|value| value.as_str());
    for (index, value) in values.enumerate() {
        if index == 0 {
            text.push_str("\n\nAllowed values:\n");
        }
        let meaning = schema.value_doc(value).unwrap_or_default();
        text.push_str(format!("\n- `{value}` {meaning}").trim_end());
    }
    Some(text)
}

/// The row of a metric, or that the integration's table lacks it.
fn metric(cx: &FileCx, name: &str, row: Option<(&Integration, &MetricFact)>) -> Option<String> {
    let Some((integration, metric)) = row else {
        let prefix = cx.integration.metrics_prefix(&cx.repo.config);
        let own = !prefix.is_empty() && name.starts_with(&prefix);
        return own.then(|| format!("`{name}`\n\n`metadata.csv` lists no such metric."));
    };
    let mut text = metric_docs(metric);
    if *metric.name != *name {
        text = format!("`{name}`, part of\n\n{text}");
    }
    if integration.dir != cx.integration.dir {
        text.push_str(&format!("\n\nOf the integration `{}`.", integration.dir));
    }
    Some(text)
}

/// The declaration of a service check.
fn check(path: &str, fact: &ServiceCheckFact) -> String {
    let mut lines = vec![format!(
        "`{}`, service check **{}**",
        fact.check.value, fact.name
    )];
    if !fact.description.is_empty() {
        lines.push(fact.description.to_string());
    }
    if !fact.statuses.is_empty() {
        lines.push(format!("Statuses: {}", fact.statuses.join(", ")));
    }
    lines.push(format!("Declared in `{path}`."));
    lines.join("\n\n")
}

/// The declaration of a template variable.
fn variable(name: JsonNode) -> String {
    let declared = name.parent();
    let text = |key: &str| {
        let value = declared.and_then(|declared| declared.get(key))?;
        let text = value
            .as_str()
            .map_or(value.raw().to_owned(), |text| text.into_owned());
        (!value.is_falsy()).then_some(text)
    };
    let mut lines = vec![format!(
        "**${}**, template variable",
        name.as_str().unwrap_or_default()
    )];
    for (key, label) in [
        ("prefix", "Tag"),
        ("default", "Default"),
        ("defaults", "Defaults"),
    ] {
        if let Some(text) = text(key) {
            let short: String = text.chars().take(200).collect();
            lines.push(format!("{label}: `{}`", short.replace('`', "'")));
        }
    }
    let values = declared.and_then(|declared| declared.get("available_values"));
    let values: Vec<String> = values
        .into_iter()
        .flat_map(|values| values.children())
        .filter_map(|value| value.as_str().map(|text| format!("`{text}`")))
        .collect();
    if !values.is_empty() {
        let more = if values.len() > 10 { ", …" } else { "" };
        let shown = values[..values.len().min(10)].join(", ");
        lines.push(format!("Values: {shown}{more}"));
    }
    lines.join("\n\n")
}

#[cfg(test)]
mod tests {
    use crate::testing::hover;

    const TABLE: &str = "//- foo/metadata.csv\nmetric_name,metric_type,unit_name,description\nfoo.a,gauge,byte,Size of it.\n";

    fn dashboard(text: &str) -> Option<String> {
        hover(&format!("{TABLE}//- foo/assets/dashboards/a.json\n{text}"))
    }

    #[track_caller]
    fn says(text: &str, words: &[&str]) {
        let text = dashboard(text).expect("a hover");
        for word in words {
            assert!(text.contains(word), "{word:?} not in {text}");
        }
    }

    #[test]
    fn metrics_show_their_row() {
        says(
            r#"{"q": "\"\u00e9\" avg:fo‸o.a{*}"}"#,
            &["`foo.a`", "gauge, byte", "Size of it."],
        );
        says(
            r#"{"q": "avg:foo.a.ma‸x{*}"}"#,
            &["`foo.a.max`, part of", "Size of it."],
        );
        says(r#"{"q": "avg:foo.‸b{*}"}"#, &["lists no such metric"]);
        assert_eq!(dashboard(r#"{"q": "avg:bar.‸b{*}"}"#), None);
    }

    #[test]
    fn variables_show_their_declaration() {
        let text = r#"{"q": "avg:x{$ho‸st.value}", "template_variables": [{"name": "host", "prefix": "server", "default": "*", "available_values": ["a"]}]}"#;
        says(
            text,
            &["**$host**", "Tag: `server`", "Default: `*`", "Values: `a`"],
        );
        assert_eq!(dashboard(r#"{"q": "avg:x{$ho‸st}"}"#), None);
    }

    #[test]
    fn service_checks_show_their_declaration() {
        let declared = "//- foo/assets/service_checks.json\n[{\"check\": \"foo.up\", \"name\": \"Up\", \"statuses\": [\"ok\", \"critical\"], \"description\": \"Whether it runs.\"}]\n";
        for text in [
            "//- foo/assets/dashboards/a.json\n{\"widgets\": [{\"definition\": {\"type\": \"check_status\", \"check\": \"foo.‸up\"}}]}",
            "//- foo/assets/monitors/a.json\n{\"definition\": {\"type\": \"service check\", \"query\": \"\\\"foo.u‸p\\\".over(\\\"*\\\")\"}}",
        ] {
            let text = hover(&format!("{declared}{text}")).expect("a hover");
            assert!(
                text.contains("Whether it runs.") && text.contains("ok, critical"),
                "{text}"
            );
        }
    }

    #[test]
    fn keys_tell_their_meaning() {
        says(
            r#"{"layout_‸type": "free"}"#,
            &["**layout_type** (required)", "- `ordered`"],
        );
        says(
            r#"{"widgets": [{"definition": {"app_‸id": ""}}]}"#,
            &["`app_uuid` of the manifest"],
        );
        let text = hover("//- foo/assets/monitors/a.json\n{\"title\": \"Dow‸n\"}");
        assert!(text.expect("a hover").contains("4 of 100 characters"));
    }

    #[test]
    fn metrics_of_monitors_show_their_row() {
        let text = hover(&format!(
            "{TABLE}//- foo/assets/monitors/a.json\n{{\"definition\": {{\"type\": \"query alert\", \"query\": \"avg(last_5m):avg:fo‸o.a{{*}} > 1\"}}}}"
        ));
        assert!(text.expect("a hover").contains("Size of it."));
    }
}
