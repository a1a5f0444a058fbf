//! Outline of `README.md`: its headings, each within the one above.

use super::{Symbol, SymbolKind};
use crate::syntax::markdown::outline::Heading;
use crate::workspace::ReadmeCx;

pub(super) fn symbols(cx: &ReadmeCx) -> Vec<Symbol> {
    let mut at = 0;
    under(cx, 0, &mut at)
}

/// The headings from `at` on that lie deeper than `level`.
fn under(cx: &ReadmeCx, level: u8, at: &mut usize) -> Vec<Symbol> {
    let outline = &cx.markdown.outline;
    let mut symbols = Vec::new();
    while let Some(heading) = outline.headings.get(*at) {
        if heading.level <= level {
            break;
        }
        let span = outline.section(*at, cx.text().len());
        *at += 1;
        symbols.push(Symbol {
            name: name(heading),
            detail: None,
            kind: SymbolKind::Heading,
            span,
            selection: heading.title_span,
            children: under(cx, heading.level, at),
        });
    }
    symbols
}

/// Editors refuse symbols without a name.
fn name(heading: &Heading) -> String {
    if heading.text.is_empty() {
        "#".repeat(usize::from(heading.level))
    } else {
        heading.text.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn headings_nest_by_level() {
        let fixture = Fixture::new(
            "//- foo/README.md\n# Foo\n\n#### Deep\n\n## Setup\n\n### Install `it`\n\n##\n\n# Bar\n",
        );
        let file = fixture.file("foo/README.md");
        fn show(symbols: &[Symbol]) -> String {
            let shown = symbols.iter().map(|symbol| {
                assert!(symbol.span.contains(symbol.selection));
                let children = symbol.children.iter();
                assert!(
                    children
                        .clone()
                        .all(|child| symbol.span.contains(child.span))
                );
                format!("{}({})", symbol.name, show(&symbol.children))
            });
            shown.collect::<Vec<_>>().join(" ")
        }
        let symbols = ide::document_symbols(&fixture.context(file));
        assert_eq!(show(&symbols), "Foo(Deep() Setup(Install it()) ##()) Bar()");
        assert_eq!(symbols[1].span.slice(&file.text), "# Bar\n");
    }
}
