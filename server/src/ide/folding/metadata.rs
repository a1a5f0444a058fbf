//! Folding of `metadata.csv`: the groups of the outline.

use super::Fold;
use crate::ide::{Symbol, SymbolKind, document_symbols};
use crate::workspace::MetadataCx;

pub(super) fn folds(cx: &MetadataCx) -> Vec<Fold> {
    let mut folds = Vec::new();
    collect(&document_symbols(cx), &mut folds);
    folds
}

fn collect(symbols: &[Symbol], folds: &mut Vec<Fold>) {
    let groups = symbols.iter().filter(|s| s.kind == SymbolKind::Namespace);
    for symbol in groups {
        folds.push(Fold {
            span: symbol.span,
            comment: false,
        });
        collect(&symbol.children, folds);
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::folding;
    use crate::testing::Fixture;

    #[test]
    fn rows_of_a_namespace_fold() {
        let fixture = Fixture::new(
            "//- foo/metadata.csv\nmetric_name\nfoo.a\n«foo.net.in\nfoo.net.out»\nfoo.up\n",
        );
        let file = fixture.file("foo/metadata.csv");
        let spans: Vec<_> = folding(&fixture.context(file))
            .iter()
            .map(|f| f.span)
            .collect();
        assert_eq!(spans, [fixture.marks[0].1]);
    }
}
