//! Outline of a JSON file: keys with their values, shortened.

use super::{Symbol, SymbolKind};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::FileCx;

/// Characters of a value in the outline.
const SHOWN: usize = 60;

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let tree = cx.file.json();
    tree.map_or_else(Vec::new, |tree| children(tree.root(cx.text())))
}

/// Members of an object, and the objects of a list by their number.
pub(super) fn children(node: JsonNode) -> Vec<Symbol> {
    // Lists of simple values are told by their length alone.
    let all = node.kind() == JsonKind::Object;
    node.children()
        .enumerate()
        .filter(|(_, child)| all || child.kind() == JsonKind::Object)
        .map(|(index, child)| symbol(index, child))
        .collect()
}

fn symbol(index: usize, node: JsonNode) -> Symbol {
    let span = node.member_span();
    let kind = match node.kind() {
        JsonKind::Object => SymbolKind::Object,
        JsonKind::Array => SymbolKind::Array,
        _ => SymbolKind::Property,
    };
    let name = node
        .key()
        .filter(|key| !key.trim().is_empty())
        .map_or_else(|| (index + 1).to_string(), |key| key.into_owned());
    Symbol {
        name,
        detail: detail(node),
        kind,
        span,
        selection: node.key_span().unwrap_or(span),
        children: children(node),
    }
}

/// A simple value, the number of items of a list, the first text of an item.
fn detail(node: JsonNode) -> Option<String> {
    let text = match node.kind() {
        JsonKind::Object if node.key().is_none() => {
            let first = node.children().filter_map(|child| child.as_str()).next()?;
            first.into_owned()
        }
        JsonKind::Object | JsonKind::Missing => return None,
        JsonKind::Array => match node.children().count() {
            1 => "1 item".to_owned(),
            count => format!("{count} items"),
        },
        JsonKind::String => node.as_str()?.into_owned(),
        JsonKind::Number | JsonKind::Bool | JsonKind::Null => node.raw().to_owned(),
    };
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    fn outline(text: &str) -> Vec<String> {
        fn show(symbols: &[Symbol], level: usize, out: &mut Vec<String>) {
            for symbol in symbols {
                let detail = symbol.detail.as_deref().unwrap_or("-");
                out.push(format!("{}{} {detail}", "  ".repeat(level), symbol.name));
                show(&symbol.children, level + 1, out);
            }
        }
        let fixture = Fixture::new(&format!("//- foo/manifest.json\n{text}"));
        let mut out = Vec::new();
        let file = fixture.file("foo/manifest.json");
        show(&ide::document_symbols(&fixture.context(file)), 0, &mut out);
        out
    }

    #[test]
    fn keys_come_with_short_values() {
        let text = format!(
            "{{\"a\": {{\"b\": true}}, \"c\": [\"x\"], \"d\": [{{\"k\": \"v\"}}], \"e\": \"{}\"}}",
            "é".repeat(61)
        );
        assert_eq!(
            outline(&text),
            [
                "a -".to_owned(),
                "  b true".to_owned(),
                "c 1 item".to_owned(),
                "d 1 item".to_owned(),
                "  1 v".to_owned(),
                "    k v".to_owned(),
                format!("e {}…", "é".repeat(60)),
            ]
        );
    }

    #[test]
    fn half_typed_text_keeps_its_outline() {
        assert_eq!(outline("{\"a\": {\"b\""), ["a -", "  b -"]);
    }
}
