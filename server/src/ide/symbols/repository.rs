//! Outline of owners, labels and pins.

use super::{Symbol, SymbolKind};
use crate::model::FileKind;
use crate::model::codeowners::Codeowners;
use crate::model::labeler::labels;
use crate::model::pins::PinFacts;
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let symbol = |name: &str, detail: Option<String>, span: Span, selection: Span| Symbol {
        name: name.to_owned(),
        detail,
        kind: SymbolKind::Property,
        span,
        selection,
        children: Vec::new(),
    };
    match cx.file.kind {
        FileKind::Codeowners => Codeowners::of(cx.text())
            .lines
            .iter()
            .map(|line| {
                let owners: Vec<&str> = line.owners.iter().map(|owner| owner.text).collect();
                let owners = Some(owners.join(" "));
                symbol(line.pattern.text, owners, line.span, line.pattern.span)
            })
            .collect(),
        FileKind::Labeler => labels(cx.file)
            .unwrap_or_default()
            .iter()
            .filter_map(|label| {
                let key = label.rules.key_span()?;
                let glob = label.glob().and_then(|glob| glob.as_str());
                let glob = glob.map(str::to_owned);
                Some(symbol(label.name, glob, label.rules.member_span(), key))
            })
            .collect(),
        FileKind::Workflow | FileKind::Coverage => {
            let root = cx.file.yaml().map(|tree| tree.root(cx.text()));
            let Some(root) = root else { return Vec::new() };
            let (list, name, more) = match cx.file.kind {
                FileKind::Workflow => ("jobs", "/with/job-name", "/with/target"),
                _ => ("services", "/id", "/paths/0"),
            };
            let list = root.get(list).into_iter().flat_map(|list| list.children());
            list.map(|node| {
                let span = node.member_span();
                let named = node.pointer(name);
                let title = named.and_then(|n| n.as_str()).or(node.key());
                let detail = node.str_at(more).map(str::to_owned);
                let selection = node.key_span().or(named.map(|n| n.inner_span()));
                let selection = selection.filter(|s| span.contains(*s)).unwrap_or(span);
                symbol(title.unwrap_or("entry"), detail, span, selection)
            })
            .collect()
        }
        _ => PinFacts::of(cx.file)
            .pins
            .iter()
            .map(|pin| {
                let version = pin
                    .version
                    .as_ref()
                    .map(|version| version.value.to_string());
                symbol(&pin.name.value, version, pin.line, pin.name.span)
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    fn names(path: &str, text: &str) -> Vec<String> {
        let fixture = Fixture::new(&format!("//! core\n//- {path}\n{text}"));
        let symbols = ide::document_symbols(&fixture.context(fixture.file(path)));
        symbols.into_iter().map(|symbol| symbol.name).collect()
    }

    #[test]
    fn every_line_is_a_symbol() {
        assert_eq!(
            names(".github/CODEOWNERS", "# a\n* @b\n/c/ @d\n"),
            ["*", "/c/"]
        );
        assert_eq!(
            names("agent_requirements.in", "a==1\n# b\nc==2\n"),
            ["a", "c"]
        );
        assert_eq!(
            names(".github/workflows/config/labeler.yml", "a: []\nb:\n- c\n"),
            ["a", "b"]
        );
        assert_eq!(
            names(
                ".github/workflows/test-all.yml",
                "on: push\njobs:\n  j1:\n    with: {job-name: Foo, target: foo}\n  j2: {}\n"
            ),
            ["Foo", "j2"]
        );
        assert_eq!(
            names(
                "code-coverage.datadog.yml",
                "gates: []\nservices:\n- id: foo\n- paths: []\n"
            ),
            ["foo", "entry"]
        );
    }
}
