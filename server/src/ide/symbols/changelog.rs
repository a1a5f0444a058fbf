//! Outline of CHANGELOG.md: releases, and the kinds of changes in each.

use super::{Symbol, SymbolKind};
use crate::model::changelog::{Line, lines};
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn symbols(cx: &FileCx) -> Vec<Symbol> {
    let text = cx.text();
    let mut releases: Vec<Symbol> = Vec::new();
    let mut end = 0;
    for (span, line) in lines(text) {
        let title = match line {
            Line::Release(title) | Line::Section(title) => title,
            Line::Entry | Line::Other => {
                end = span.end;
                continue;
            }
        };
        let name = title.slice(text);
        let symbol = Symbol {
            // Editors refuse symbols without a name.
            name: if name.is_empty() { "##" } else { name }.to_owned(),
            detail: None,
            kind: SymbolKind::Heading,
            span,
            selection: title,
            children: Vec::new(),
        };
        if let Line::Section(_) = line {
            match releases.last_mut() {
                Some(release) => {
                    close(&mut release.children, end);
                    release.children.push(symbol);
                }
                None => releases.push(symbol),
            }
        } else {
            close(&mut releases, end);
            releases.push(symbol);
        }
        end = span.end;
    }
    close(&mut releases, end);
    releases
}

/// The last symbol, and the last in it, reach to here.
fn close(symbols: &mut [Symbol], end: u32) {
    if let Some(last) = symbols.last_mut() {
        last.span = Span {
            start: last.span.start,
            end: end.max(last.span.end),
        };
        close(&mut last.children, end);
    }
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn releases_hold_their_kinds_of_changes() {
        let text = "# Log\n\n## 1.1.0 / 2024-01-01\n\n***Added***:\n\n* a\n\n***Fixed***:\n\n* b\n* c\n\n## 1.0.0\n";
        let fixture = Fixture::new(&format!("//- foo/CHANGELOG.md\n{text}"));
        let symbols = ide::document_symbols(&fixture.context(fixture.file("foo/CHANGELOG.md")));
        let names: Vec<_> = symbols.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["1.1.0 / 2024-01-01", "1.0.0"]);
        let fixed = &symbols[0].children[1];
        assert_eq!(fixed.span.slice(text), "***Fixed***:\n\n* b\n* c\n");
        for symbol in &symbols {
            assert!(symbol.span.contains(symbol.selection));
            assert!(symbol.children.iter().all(|c| symbol.span.contains(c.span)));
        }
        let folds = ide::folding(&fixture.context(fixture.file("foo/CHANGELOG.md")));
        let folded: Vec<_> = folds
            .iter()
            .map(|f| f.span.slice(text).lines().count())
            .collect();
        assert_eq!(folded, [10, 3, 4]);
    }
}
