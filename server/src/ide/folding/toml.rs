//! Folding of TOML files: tables, and arrays of several lines.

use super::Fold;
use crate::ide::symbols::sections;
use crate::syntax::toml::TomlValue;
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn folds(cx: &FileCx) -> Vec<Fold> {
    let text = cx.text();
    let Some(tree) = cx.file.toml() else {
        return Vec::new();
    };
    let tables = sections(cx).into_iter().map(|(_, span)| span);
    let arrays = tree.nodes(text).filter_map(|node| {
        let raw = node.span().slice(text);
        let body = raw.strip_suffix(']')?.trim_end();
        let start = node.span().start as usize;
        (*node.value() == TomlValue::Array && raw.starts_with('['))
            .then(|| Span::new(start, start + body.len()))
    });
    let mut folds: Vec<Fold> = tables
        .chain(arrays)
        .filter(|span| span.slice(text).contains('\n'))
        .map(|span| Fold {
            span,
            comment: false,
        })
        .collect();
    folds.sort_by_key(|fold| fold.span);
    folds.dedup();
    folds
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn tables_and_long_arrays_fold() {
        let text = "[project]\nname = \"a\"\nb = [\n  1,\n]\n\n[c]\n";
        let fixture = Fixture::new(&format!("//- foo/pyproject.toml\n{text}"));
        let folds = ide::folding(&fixture.context(fixture.file("foo/pyproject.toml")));
        let shown: Vec<&str> = folds.iter().map(|fold| fold.span.slice(text)).collect();
        assert_eq!(
            shown,
            ["[project]\nname = \"a\"\nb = [\n  1,\n]", "[\n  1,"]
        );
    }
}
