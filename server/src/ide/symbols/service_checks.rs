//! Outline of service checks: each by its name.

use super::json::children;
use super::{Symbol, SymbolKind};
use crate::syntax::json::JsonKind;
use crate::workspace::FileCx;

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let root = cx.file.json().map(|tree| tree.root(cx.text()));
    let items = root.into_iter().flat_map(|root| root.children());
    let checks = items.filter(|item| item.kind() == JsonKind::Object);
    checks
        .enumerate()
        .map(|(index, check)| {
            let named = check.get("check");
            let name = named.and_then(|node| node.as_str());
            let name = name.filter(|name| !name.trim().is_empty());
            let selection = named.filter(|_| name.is_some());
            Symbol {
                name: name.map_or_else(|| (index + 1).to_string(), |name| name.into_owned()),
                detail: check
                    .get("name")
                    .and_then(|node| Some(node.as_str()?.into_owned())),
                kind: SymbolKind::Object,
                span: check.span(),
                selection: selection.map_or(check.span(), |node| node.span()),
                children: children(check),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn checks_go_by_their_name() {
        let text = "[{\"check\": \"foo.a\", \"name\": \"A\"}, {\"groups\": []}]";
        let fixture = Fixture::new(&format!("//- foo/assets/service_checks.json\n{text}"));
        let file = fixture.file("foo/assets/service_checks.json");
        let all = ide::document_symbols(&fixture.context(file));
        let shown: Vec<_> = all
            .iter()
            .map(|s| (&*s.name, s.detail.as_deref()))
            .collect();
        assert_eq!(shown, [("foo.a", Some("A")), ("2", None)]);
        assert_eq!(all[0].children.len(), 2);
    }
}
