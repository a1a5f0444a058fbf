//! Folding of CHANGELOG.md: releases and the kinds of changes in them.

use super::Fold;
use crate::ide::symbols::{Symbol, document_symbols};
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn folds(cx: &FileCx) -> Vec<Fold> {
    let releases = document_symbols(cx);
    let inner = releases.iter().flat_map(|release| &release.children);
    let mut folds: Vec<Fold> = releases
        .iter()
        .chain(inner)
        .filter_map(|symbol| fold(cx, symbol))
        .collect();
    folds.sort_by_key(|fold| (fold.span.start, fold.span.end));
    folds
}

fn fold(cx: &FileCx, symbol: &Symbol) -> Option<Fold> {
    let start = symbol.span.start as usize;
    let text = symbol.span.slice(cx.text()).trim_end();
    let span = Span::new(start, start + text.len());
    text.contains(['\n', '\r']).then_some(Fold {
        span,
        comment: false,
    })
}
