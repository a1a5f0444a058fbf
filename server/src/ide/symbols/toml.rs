//! Outline of TOML files: tables and the keys in them.

use super::{Symbol, SymbolKind};
use crate::syntax::toml::TomlValue;
use crate::text::Span;
use crate::workspace::FileCx;

/// Characters of a value in the outline.
const SHOWN: usize = 60;

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let text = cx.text();
    let Some(tree) = cx.file.toml() else {
        return Vec::new();
    };
    let mut tables: Vec<Symbol> = sections(cx)
        .into_iter()
        .map(|(header, span)| Symbol {
            name: header.slice(text).trim_matches(['[', ']', ' ']).to_owned(),
            detail: None,
            kind: SymbolKind::Object,
            span,
            selection: header,
            children: Vec::new(),
        })
        .collect();
    let mut keys = Vec::new();
    for node in tree.nodes(text) {
        let (Some(name), Some(key)) = (node.key(), node.key_span()) else {
            continue;
        };
        let line = text[..key.start as usize]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let span = key.cover(node.span());
        if !text[line..key.start as usize].trim().is_empty() || span.start != key.start {
            continue;
        }
        let array = *node.value() == TomlValue::Array;
        let symbol = Symbol {
            name: name.to_owned(),
            detail: node.as_str().map(first_line),
            kind: if array {
                SymbolKind::Array
            } else {
                SymbolKind::Property
            },
            span,
            selection: key,
            children: Vec::new(),
        };
        match tables
            .iter_mut()
            .rev()
            .find(|table| table.span.contains(span))
        {
            Some(table) => table.children.push(symbol),
            None => keys.push(symbol),
        }
    }
    keys.append(&mut tables);
    keys
}

/// The beginning of a text.
fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Headers of tables, each with all that follows up to the next one.
pub(in crate::ide) fn sections(cx: &FileCx) -> Vec<(Span, Span)> {
    let text = cx.text();
    let Some(tree) = cx.file.toml() else {
        return Vec::new();
    };
    let mut headers: Vec<Span> = tree
        .nodes(text)
        .filter(|node| {
            *node.value() == TomlValue::Table && node.span().slice(text).starts_with('[')
        })
        .map(|node| node.span())
        .collect();
    headers.sort();
    headers.dedup();
    let ends = headers.iter().skip(1).map(|next| next.start as usize);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    let sections = headers.iter().zip(ends).map(|(header, end)| {
        let start = header.start as usize;
        let body = text[start..end].trim_end();
        (*header, Span::new(start, start + body.len()).cover(*header))
    });
    sections.collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn tables_hold_their_keys() {
        let text = "//- foo/pyproject.toml\n[project]\nname = \"a\"\nauthors = [\n  { name = \"b\" },\n]\n\n[tool.hatch.version]\npath = \"p\"\n";
        let fixture = Fixture::new(text);
        let symbols = ide::document_symbols(&fixture.context(fixture.file("foo/pyproject.toml")));
        let shown: Vec<(&str, Vec<&str>)> = symbols
            .iter()
            .map(|s| {
                (
                    s.name.as_str(),
                    s.children.iter().map(|c| c.name.as_str()).collect(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("project", vec!["name", "authors"]),
                ("tool.hatch.version", vec!["path"])
            ]
        );
    }
}
