//! Outline of a saved view: its name, and its keys below.

use super::json::children;
use super::{Symbol, SymbolKind};
use crate::syntax::json::JsonKind;
use crate::workspace::FileCx;

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let Some(root) = cx.file.json().map(|tree| tree.root(cx.text())) else {
        return Vec::new();
    };
    let named = root.get("name");
    let name = named.and_then(|node| node.as_str());
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
        return children(root);
    };
    if root.kind() != JsonKind::Object {
        return Vec::new();
    }
    vec![Symbol {
        name: name.into_owned(),
        detail: root
            .get("page")
            .and_then(|node| Some(node.as_str()?.into_owned())),
        kind: SymbolKind::Object,
        span: root.span(),
        selection: named.map_or(root.span(), |node| node.span()),
        children: children(root),
    }]
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn a_view_goes_by_its_name() {
        let text = "{\"name\": \"All\", \"page\": \"stream\"}";
        let fixture = Fixture::new(&format!("//- foo/assets/saved_views/a.json\n{text}"));
        let file = fixture.file("foo/assets/saved_views/a.json");
        let all = ide::document_symbols(&fixture.context(file));
        assert_eq!(all[0].name, "All");
        assert_eq!(all[0].detail.as_deref(), Some("stream"));
        assert_eq!(all[0].children.len(), 2);
    }
}
