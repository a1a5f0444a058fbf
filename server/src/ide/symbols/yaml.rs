//! Outline of a YAML file: keys with their values, shortened, and the mappings of a list by
//! what names them.

use super::{Symbol, SymbolKind};
use crate::model::FileKind;
use crate::model::jmx::JmxRule;
use crate::syntax::yaml::{YamlKind, YamlNode};
use crate::workspace::FileCx;

/// Characters of a value in the outline.
const SHOWN: usize = 60;
/// Keys whose value names an item, best first.
const NAMES: [&str; 5] = ["name", "id", "title", "path", "sample"];

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let Some(tree) = cx.file.yaml() else {
        return Vec::new();
    };
    let root = tree.root(cx.text());
    if cx.file.kind == FileKind::JmxMetrics
        && let Some(rules) = root.get("jmx_metrics")
    {
        let rules = rules.items().enumerate();
        return rules
            .map(|(index, node)| rule(index, JmxRule { node }))
            .collect();
    }
    children(root)
}

/// A rule of JMX metrics: its bean or domain, and below it the attributes.
fn rule(index: usize, rule: JmxRule) -> Symbol {
    let span = rule.node.member_span();
    let include = rule.node.children().find(|c| c.key() == Some("include"));
    let attributes = include.and_then(|include| {
        let mut inside = include.children();
        inside.find(|child| child.key() == Some("attribute"))
    });
    let attributes = attributes.into_iter().flat_map(|node| node.children());
    let title = rule.title();
    Symbol {
        name: title.map_or_else(|| (index + 1).to_string(), shorten),
        detail: None,
        kind: SymbolKind::Namespace,
        span,
        selection: include
            .and_then(|include| include.key_span())
            .unwrap_or(span),
        children: attributes
            .enumerate()
            .map(|(index, node)| {
                let alias = node.get("alias").and_then(|alias| alias.decoded());
                let name = node.key().or(node.decoded());
                let name = name.filter(|name| !name.trim().is_empty());
                let span = node.member_span();
                Symbol {
                    name: name.map_or_else(|| (index + 1).to_string(), shorten),
                    detail: alias.map(shorten),
                    kind: SymbolKind::Metric,
                    span,
                    selection: node.key_span().unwrap_or(span),
                    children: Vec::new(),
                }
            })
            .collect(),
    }
}

/// Pairs of a mapping, and the mappings of a list.
fn children(node: YamlNode) -> Vec<Symbol> {
    let all = node.kind() == YamlKind::Mapping;
    node.children()
        .enumerate()
        .filter(|(_, child)| all || child.kind() == YamlKind::Mapping)
        .map(|(index, child)| symbol(index, child))
        .collect()
}

fn symbol(index: usize, node: YamlNode) -> Symbol {
    let span = node.member_span();
    let kind = match node.kind() {
        YamlKind::Mapping => SymbolKind::Object,
        YamlKind::Sequence => SymbolKind::Array,
        _ => SymbolKind::Property,
    };
    let named = || {
        let mut names = NAMES.iter().filter_map(|key| node.get_own(key)?.as_str());
        names.next()
    };
    let (name, detail) = match node.key() {
        Some(key) => (Some(key), detail(node)),
        None => {
            let kind = node.get_own("type").or_else(|| node.get_own("data_type"));
            (named(), kind.and_then(|kind| kind.as_str()).map(shorten))
        }
    };
    let name = name.filter(|name| !name.trim().is_empty());
    Symbol {
        name: name.map_or_else(|| (index + 1).to_string(), shorten),
        detail,
        kind,
        span,
        selection: node.key_span().unwrap_or(span),
        children: children(node),
    }
}

/// A simple value, or the number of items of a list.
fn detail(node: YamlNode) -> Option<String> {
    match node.kind() {
        YamlKind::Mapping => None,
        YamlKind::Sequence => Some(match node.children().count() {
            1 => "1 item".to_owned(),
            count => format!("{count} items"),
        }),
        _ => node.decoded().filter(|text| !text.is_empty()).map(shorten),
    }
}

/// The beginning of the first line that says something.
fn shorten(text: &str) -> String {
    // A line of brackets alone says nothing.
    let says = |line: &str| line.contains(char::is_alphanumeric);
    let line = text.lines().map(str::trim).find(|line| says(line));
    let line = line.or(text.lines().next()).unwrap_or_default();
    let mut short: String = line.chars().take(SHOWN).collect();
    if short.len() < text.trim_end().len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    fn outline(path: &str, text: &str) -> Vec<String> {
        fn show(symbols: &[Symbol], level: usize, out: &mut Vec<String>) {
            for symbol in symbols {
                assert!(symbol.span.contains(symbol.selection));
                let detail = symbol.detail.as_deref().unwrap_or("-");
                out.push(format!("{}{} {detail}", "  ".repeat(level), symbol.name));
                show(&symbol.children, level + 1, out);
            }
        }
        let fixture = Fixture::new(&format!("//- foo/{path}\n{text}"));
        let mut out = Vec::new();
        let file = fixture.file(&format!("foo/{path}"));
        show(&ide::document_symbols(&fixture.context(file)), 0, &mut out);
        out
    }

    #[test]
    fn rules_are_named_by_their_beans() {
        let text = "jmx_metrics:\n- include:\n    domain: d\n    bean: [a:b=c]\n    attribute:\n      \
                    Count: {alias: foo.count}\n- include: {domain: d, attribute: [X]}\n- exclude: {}\n";
        assert_eq!(
            outline("datadog_checks/foo/data/metrics.yaml", text),
            ["a:b=c -", "  Count foo.count", "d -", "  X -", "3 -"]
        );
    }

    #[test]
    fn steps_are_named() {
        let text = "id: foo\nfacets:\n- name: A\n  type: integer\npipeline:\n  processors:\n  \
                    - name: Parse\n    type: grok-parser\n";
        assert_eq!(
            outline("assets/logs/foo.yaml", text),
            [
                "id foo",
                "facets 1 item",
                "  A integer",
                "    name A",
                "    type integer",
                "pipeline -",
                "  processors 1 item",
                "    Parse grok-parser",
                "      name Parse",
                "      type grok-parser",
            ]
        );
    }
}
