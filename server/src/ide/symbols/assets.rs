//! Outline of dashboards (template variables, widgets, groups with what is inside) and of
//! monitors.

use super::{Symbol, SymbolKind, json};
use crate::model::FileKind;
use crate::model::dashboard::Dashboard;
use crate::model::monitor::Monitor;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::FileCx;

/// Characters of a title in the outline.
const SHOWN: usize = 60;

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    if cx.file.kind == FileKind::Monitor {
        return monitor(cx);
    }
    let Some(dashboard) = Dashboard::of(cx.file) else {
        return Vec::new();
    };
    let variables = dashboard.variables().filter_map(variable);
    let mut symbols: Vec<Symbol> = variables.collect();
    let list = dashboard.root.get("widgets");
    symbols.extend(list.into_iter().flat_map(widgets));
    symbols.sort_by_key(|symbol| symbol.span.start);
    symbols
}

fn variable(name: JsonNode) -> Option<Symbol> {
    let declared = name.parent()?;
    let prefix = declared.str_at("/prefix").map(|prefix| prefix.into_owned());
    Some(Symbol {
        name: format!("${}", name.as_str()?),
        detail: prefix,
        kind: SymbolKind::Property,
        span: declared.span(),
        selection: name.span(),
        children: Vec::new(),
    })
}

fn widgets(list: JsonNode) -> Vec<Symbol> {
    let widgets = list.children();
    widgets
        .filter(|widget| widget.kind() == JsonKind::Object)
        .map(widget)
        .collect()
}

fn widget(node: JsonNode) -> Symbol {
    let definition = node.get("definition");
    let at = |key: &str| definition.and_then(|definition| definition.get(key));
    let kind = at("type").and_then(|kind| kind.as_str());
    let kind = kind.map(|kind| kind.into_owned());
    let filled = |node: &JsonNode| node.as_str().is_some_and(|text| !text.trim().is_empty());
    // A note without a title begins with its text.
    let title = ["title", "content", "text"].map(at).into_iter().flatten();
    let title = title.filter(filled).collect::<Vec<_>>();
    let inner = at("widgets");
    let name = match title.first().and_then(|title| title.as_str()) {
        Some(text) => short(&text),
        None => kind.clone().unwrap_or_else(|| "widget".to_owned()),
    };
    Symbol {
        name,
        detail: kind.filter(|_| !title.is_empty()),
        kind: if inner.is_some() {
            SymbolKind::Namespace
        } else {
            SymbolKind::Object
        },
        span: node.span(),
        selection: title.first().map_or(node.span(), |title| title.span()),
        children: inner.into_iter().flat_map(widgets).collect(),
    }
}

/// The first line that says something, without the marks of a heading.
fn short(text: &str) -> String {
    let line = text
        .lines()
        .map(|line| line.trim_matches(['#', ' ', '\t', '*']));
    let line = line.into_iter().find(|line| !line.is_empty());
    let line = line.unwrap_or_else(|| text.trim());
    let mut short: String = line.chars().take(SHOWN).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// The monitor by its name, with the keys of the file inside.
fn monitor(cx: &FileCx) -> Vec<Symbol> {
    let Some(monitor) = Monitor::of(cx.file) else {
        return Vec::new();
    };
    let keys = json::symbols(cx);
    let title = monitor.title().filter(|title| title.as_str().is_some());
    let Some((node, title)) = title.and_then(|node| Some((node, node.as_str()?))) else {
        return keys;
    };
    if title.trim().is_empty() {
        return keys;
    }
    vec![Symbol {
        name: short(&title),
        detail: monitor.kind().map(|kind| kind.into_owned()),
        kind: SymbolKind::Namespace,
        span: monitor.root.span(),
        selection: node.span(),
        children: keys,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    fn outline(path: &str, text: &str) -> Vec<String> {
        fn show(symbols: &[Symbol], level: usize, out: &mut Vec<String>) {
            for symbol in symbols {
                let detail = symbol.detail.as_deref().unwrap_or("-");
                out.push(format!("{}{} {detail}", "  ".repeat(level), symbol.name));
                show(&symbol.children, level + 1, out);
            }
        }
        let fixture = Fixture::new(&format!("//- {path}\n{text}"));
        let mut out = Vec::new();
        let file = fixture.file(path);
        show(&ide::document_symbols(&fixture.context(file)), 0, &mut out);
        out
    }

    #[test]
    fn groups_hold_their_widgets() {
        let text = r##"{"widgets": [
            {"definition": {"type": "group", "title": "Load", "widgets": [
                {"definition": {"type": "timeseries", "title": "CPU"}},
                {"definition": {"type": "note", "content": "\n## Hello\nthere"}}]}},
            {"definition": {"type": "image"}}, {}],
            "template_variables": [{"name": "host", "prefix": "server"}]}"##;
        assert_eq!(
            outline("foo/assets/dashboards/a.json", text),
            [
                "Load group",
                "  CPU timeseries",
                "  Hello note",
                "image -",
                "widget -",
                "$host server",
            ]
        );
    }

    #[test]
    fn a_monitor_goes_by_its_title() {
        let text = r#"{"title": "Down", "definition": {"type": "query alert"}}"#;
        assert_eq!(
            outline("foo/assets/monitors/a.json", text),
            [
                "Down query alert",
                "  title Down",
                "  definition -",
                "    type query alert",
            ]
        );
    }
}
