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
    }
}
