//! Completion in dashboards and monitors: inside of queries, and along their schemas.

use super::json::{self, Knows, Offer, Place};
use super::{Completion, CompletionKind};
use crate::catalog::{Schema, dashboard_schema, monitor_schema};
use crate::ide::query_refs::{Text, checks_of};
use crate::model::FileKind;
use crate::model::dashboard::{Dashboard, is_search};
use crate::model::metadata::MetricFact;
use crate::model::service_checks::ServiceCheckFact;
use crate::syntax::json::edit::quote;
use crate::syntax::query::Part;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    if let Some(text) = Text::at(cx, offset) {
        let items = in_text(cx, &text);
        if text.parts.is_some() || !items.is_empty() {
            return items;
        }
    }
    let (schema, title) = match cx.file.kind {
        FileKind::Monitor => (monitor_schema(), "monitor"),
        _ => (dashboard_schema(), "dashboard"),
    };
    json::complete(cx, offset, schema, title, &Known(cx))
}

/// What the integration and the file know beside the schema.
struct Known<'c, 'a>(&'c FileCx<'a>);

impl Knows for Known<'_, '_> {
    fn values(&self, place: &Place, _: &'static Schema, offers: &mut Vec<Offer>) {
        let cx = self.0;
        let manifest = cx.integration.manifest();
        let monitor = cx.file.kind == FileKind::Monitor;
        match &*place.path {
            "/tags[]" | "/definition/tags[]" if monitor => {
                let app_id = manifest.and_then(|manifest| manifest.app_id.as_ref());
                let tag = app_id.map(|app_id| format!("integration:{}", app_id.value));
                if let Some(tag) = tag.filter(|tag| !place.has(tag)) {
                    let offer = Offer::string(&tag, CompletionKind::Value, 0);
                    offers.push(offer.detail("names the integration"));
                }
            }
            "/title" if monitor => {
                let assets = manifest.map(|manifest| manifest.assets.as_slice());
                for asset in assets.unwrap_or_default() {
                    let inside = asset.path.value.trim_start_matches("./");
                    if asset.kind == FileKind::Monitor
                        && *cx.file.path == cx.integration.repo_path(inside)
                    {
                        let offer = Offer::string(&asset.name, CompletionKind::Value, 0);
                        offers.push(offer.detail("name in the manifest"));
                    }
                }
            }
            path if !monitor && path.ends_with("/definition/check") => {
                for (index, fact) in checks(cx).iter().enumerate() {
                    let (name, rank) = (&*fact.check.value, index as u32);
                    let offer = Offer::string(name, CompletionKind::Reference, rank);
                    offers.push(offer.detail(&*fact.name).docs(&*fact.description));
                }
            }
            path if !monitor && path.ends_with("/definition/app_id") => {
                let uuid = manifest.and_then(|manifest| manifest.uuid.as_ref());
                if let Some(uuid) = uuid {
                    let offer = Offer::string(&uuid.value, CompletionKind::Value, 0);
                    offers.push(offer.detail("app_uuid of the manifest"));
                }
            }
            path if !monitor && path.ends_with("/definition/tags[]") => {
                for (index, (name, detail)) in variables(cx).into_iter().enumerate() {
                    let text = format!("${name}");
                    if !place.has(&text) {
                        let rank = index as u32;
                        let offer = Offer::string(&text, CompletionKind::Reference, rank);
                        offers.push(offer.detail(detail));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The service checks that the integration declares.
fn checks<'a>(cx: &FileCx<'a>) -> &'a [ServiceCheckFact] {
    checks_of(cx.integration).map_or(&[], |(_, table)| &table.checks)
}

/// Names of the declared template variables, each with its tag.
fn variables(cx: &FileCx) -> Vec<(String, String)> {
    let Some(dashboard) = Dashboard::of(cx.file) else {
        return Vec::new();
    };
    let tag = |name: &crate::syntax::json::JsonNode| {
        let declared = name.parent()?;
        Some(declared.str_at("/prefix")?.into_owned())
    };
    let names = dashboard.variables();
    names
        .filter_map(|name| Some((name.as_str()?.into_owned(), tag(&name).unwrap_or_default())))
        .collect()
}

/// Offers inside of a query or a search.
fn in_text(cx: &FileCx, text: &Text) -> Vec<Completion> {
    let said = &*text.decoded.text;
    let before = &said[..text.at];
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let start = before.trim_end_matches(part).len();
    let rest = &said[text.at..];
    let end = text.at + rest.len() - rest.trim_start_matches(part).len();
    let filter = text.part(|part| part == Part::Filter).is_some();
    if let Some(token) = text.part(|part| part == Part::Check) {
        return check_items(cx, text, token.span);
    }
    if before[..start].ends_with('$') {
        return variable_items(cx, text, Span::new(start - 1, end));
    }
    let search = is_search(text.node) && start == text.at;
    if (filter && is_start_of_tag(&before[..start])) || search {
        return variable_items(cx, text, Span::new(start, end));
    }
    if filter || text.parts.is_none() {
        return Vec::new();
    }
    if let Some(token) = text.part(|part| part == Part::Metric) {
        return metric_items(cx, text, token.span, |metric| metric.name.to_string());
    }
    let word = text.part(|part| matches!(part, Part::Word | Part::Function));
    let other = text.part(|part| !matches!(part, Part::Word | Part::Function));
    match word {
        Some(token) => metric_items(cx, text, token.span, whole_query),
        None if other.is_none() && starts_operand(before) => {
            metric_items(cx, text, Span::at(text.at), whole_query)
        }
        None => Vec::new(),
    }
}

/// True where a tag of a filter begins.
fn is_start_of_tag(before: &str) -> bool {
    before.trim_end().ends_with(['{', ',', '(', '!', ':'])
}

/// True where a metric may begin in arithmetic.
fn starts_operand(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['(', '+', '-', '*', '/', ',', ':'])
}

/// The usual query of a metric.
fn whole_query(metric: &MetricFact) -> String {
    match &*metric.metric_type {
        "count" => format!("sum:{}{{*}}.as_count()", metric.name),
        _ => format!("avg:{}{{*}}", metric.name),
    }
}

fn check_items(cx: &FileCx, text: &Text, span: Span) -> Vec<Completion> {
    let checks = checks(cx).iter().enumerate();
    checks
        .map(|(index, fact)| {
            let name = &*fact.check.value;
            let edit = TextEdit::replace(text.outer(span), escaped(name));
            let mut item = Completion::new(name, CompletionKind::Reference, edit);
            item.detail = Some(fact.name.to_string());
            item.rank = index as u32;
            item
        })
        .collect()
}

fn metric_items(
    cx: &FileCx,
    text: &Text,
    span: Span,
    written: impl Fn(&MetricFact) -> String,
) -> Vec<Completion> {
    let metrics = cx.integration.metadata().map(|m| m.metrics.as_slice());
    let metrics = metrics.unwrap_or_default().iter().enumerate();
    metrics
        .map(|(index, metric)| {
            let new = escaped(&written(metric));
            let edit = TextEdit::replace(text.outer(span), new);
            let mut item = Completion::new(&*metric.name, CompletionKind::Reference, edit);
            let detail = [&*metric.metric_type, &*metric.unit].join(" ");
            item.detail = Some(detail.trim().to_owned()).filter(|text| !text.is_empty());
            item.documentation =
                Some(metric.description.to_string()).filter(|text| !text.is_empty());
            item.rank = index as u32;
            item
        })
        .collect()
}

fn variable_items(cx: &FileCx, text: &Text, span: Span) -> Vec<Completion> {
    if cx.file.kind != FileKind::Dashboard {
        return Vec::new();
    }
    let mut items = Vec::new();
    for (index, (name, tag)) in variables(cx).into_iter().enumerate() {
        for (rank, ending) in [(0, ""), (1000, ".value")] {
            let new = format!("${name}{ending}");
            let edit = TextEdit::replace(text.outer(span), escaped(&new));
            let mut item = Completion::new(new, CompletionKind::Reference, edit);
            item.detail = Some(tag.clone()).filter(|tag| !tag.is_empty());
            item.rank = index as u32 + rank;
            items.push(item);
        }
    }
    items
}

/// A text as it stands between the quotes of a JSON string.
fn escaped(text: &str) -> String {
    let quoted = quote(text);
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::syntax::json::JsonTree;
    use crate::testing::{Fixture, accept_completion, completions};
    use crate::text::apply_edits;

    const TABLE: &str =
        "//- foo/metadata.csv\nmetric_name,metric_type\nfoo.a,gauge\nfoo.requests,count\n";

    fn dashboard(text: &str) -> String {
        format!("{TABLE}//- foo/assets/dashboards/a.json\n{text}")
    }

    fn accept(text: &str, label: &str) -> String {
        accept_completion(&dashboard(text), label)
    }

    fn labels(text: &str) -> Vec<String> {
        let items = completions(&dashboard(text)).into_iter();
        items.map(|item| item.label).collect()
    }

    #[test]
    fn metrics_are_offered_in_queries() {
        assert_eq!(
            accept(r#"{"q": "\"\u00e9\" avg:fo‸o.x{*}"}"#, "foo.requests"),
            r#"{"q": "\"\u00e9\" avg:foo.requests{*}"}"#
        );
        assert_eq!(
            accept(r#"{"q": "sum:‸{*}"}"#, "foo.a"),
            r#"{"q": "sum:foo.a{*}"}"#
        );
        assert_eq!(
            accept(r#"{"q": "‸"}"#, "foo.requests"),
            r#"{"q": "sum:foo.requests{*}.as_count()"}"#
        );
        assert_eq!(
            accept(r#"{"q": "avg:foo.a{*} / fo‸"}"#, "foo.a"),
            r#"{"q": "avg:foo.a{*} / avg:foo.a{*}"}"#
        );
        assert!(labels(r#"{"q": "avg:foo.a{x:‸y} by {a}"}"#).is_empty());
        assert!(labels(r#"{"q": "avg:foo.a{*} by {a‸}"}"#).is_empty());
    }

    #[test]
    fn variables_are_offered_in_filters_and_searches() {
        let with = |query: &str| {
            format!(
                "{{{query}, \"template_variables\": [{{\"name\": \"host\", \"prefix\": \"server\"}}, {{\"name\": \"a\\\"b\"}}]}}"
            )
        };
        let good = |query: &str, label: &str| accept(&with(query), label);
        assert_eq!(
            good(r#""q": "avg:foo.a{$h‸}""#, "$host"),
            with(r#""q": "avg:foo.a{$host}""#)
        );
        assert_eq!(
            good(r#""q": "avg:foo.a{x:y, ‸}""#, "$host"),
            with(r#""q": "avg:foo.a{x:y, $host}""#)
        );
        assert_eq!(
            good(r#""q": "avg:foo.a{x:‸}""#, "$host.value"),
            with(r#""q": "avg:foo.a{x:$host.value}""#)
        );
        assert_eq!(
            good(r#""search": {"query": "\"x\" ‸"}"#, "$a\"b"),
            with(r#""search": {"query": "\"x\" $a\"b"}"#).replacen("$a\"b", "$a\\\"b", 1)
        );
    }

    #[test]
    fn keys_and_values_follow_the_schema() {
        assert!(labels(r#"{"layout_type": "‸"}"#).contains(&"ordered".to_owned()));
        assert!(labels(r#"{"‸"}"#).contains(&"template_variables".to_owned()));
        let check = "//- foo/assets/service_checks.json\n[{\"check\": \"foo.up\"}]\n";
        let widget = r#"{"widgets": [{"definition": {"type": "check_status", "check": "‸"}}]}"#;
        let accepted = accept_completion(&format!("{check}{}", dashboard(widget)), "foo.up");
        assert_eq!(accepted, widget.replace('‸', "foo.up"));
        let uuid = "5b3c1b3e-9d1a-4c43-8f0a-0a4b6a1f2c3d";
        let text = r#"{"widgets": [{"definition": {"app_id": "‸"}}]}"#;
        assert!(accept(text, uuid).contains(&format!("\"app_id\": \"{uuid}\"")));
    }

    #[test]
    fn monitors_know_their_tag_and_types() {
        let monitor = |text: &str| format!("{TABLE}//- foo/assets/monitors/a.json\n{text}");
        assert_eq!(
            accept_completion(&monitor(r#"{"tags": ["‸"]}"#), "integration:foo"),
            r#"{"tags": ["integration:foo"]}"#
        );
        assert_eq!(
            accept_completion(&monitor(r#"{"definition": {"type": "‸"}}"#), "query alert"),
            r#"{"definition": {"type": "query alert"}}"#
        );
        let check = "//- foo/assets/service_checks.json\n[{\"check\": \"foo.up\"}]\n";
        let service =
            r#"{"definition": {"type": "service check", "query": "\"fo‸\".over(\"*\")"}}"#;
        assert_eq!(
            accept_completion(&format!("{check}{}", monitor(service)), "foo.up"),
            service.replace("fo‸", "foo.up")
        );
        let query = r#"{"definition": {"type": "query alert", "query": "avg(last_5m):avg:‸"}}"#;
        assert!(accept_completion(&monitor(query), "foo.a").contains("avg:foo.a\""));
    }

    /// Whatever is accepted anywhere leaves valid JSON; nothing panics on half a file.
    #[test]
    fn every_place_is_safe() {
        let board = r#"{"title": "A\u00e9", "layout_type": "free", "template_variables": [{"name": "h\"x", "prefix": "p"}],
 "widgets": [{"definition": {"type": "group", "widgets": [{"definition": {"type": "check_status", "check": "foo.up", "tags": ["$h"]}}]}},
 {"definition": {"requests": [{"q": "\"\ud83d\ude00\" avg:foo.a{$h, x:$y.value} by {z}.fill(0) + f"}, {"search": {"query": "a \u0024h "}}]}}]}"#;
        let alarm = r#"{"title": "x", "tags": ["a"], "definition": {"type": "service check", "query": "\"foo.up\".over(\"*\")"}}"#;
        let checks = "//- foo/assets/service_checks.json\n[{\"check\": \"foo.up\"}]\n";
        for (path, text) in [("dashboards", board), ("monitors", alarm)] {
            let path = format!("foo/assets/{path}/a.json");
            let ends = (0..=text.len()).filter(|end| text.is_char_boundary(*end));
            let mut tried = 0;
            let fixture = Fixture::new(&format!("{TABLE}{checks}//- {path}\n{text}"));
            let cx = fixture.context(fixture.file(&path));
            for end in ends.clone() {
                let _ = ide::hover(&cx, end);
                let _ = ide::definition(&cx, end);
                for item in ide::completion(&cx, end)
                    .iter()
                    .filter(|item| !item.snippet)
                {
                    let mut edits = item.additional_edits.clone();
                    edits.push(item.edit.clone());
                    let out = apply_edits(text, &edits).expect("edits apply");
                    let errors = JsonTree::parse(&out).errors().to_vec();
                    assert_eq!(errors, [], "{} at {end}: {out}", item.label);
                    tried += 1;
                }
            }
            assert!(tried > 20, "{tried}");
            for end in ends.step_by(7) {
                let half = format!("{TABLE}{checks}//- {path}\n{}", &text[..end]);
                let fixture = Fixture::new(&half);
                let cx = fixture.context(fixture.file(&path));
                fixture.check(cx.file);
                let _ = ide::completion(&cx, end);
                let _ = ide::document_symbols(&cx);
                let _ = ide::links(&cx);
            }
        }
    }
}
