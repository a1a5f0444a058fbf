//! Folding of YAML files: mappings, lists and block texts of several lines, from the line
//! of their key or dash.

use super::Fold;
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn folds(cx: &FileCx) -> Vec<Fold> {
    let text = cx.text();
    let Some(tree) = cx.file.yaml() else {
        return Vec::new();
    };
    let values = tree.nodes(text).filter(|node| node.parent().is_some());
    let folds = values.filter_map(|node| {
        let span = node.member_span();
        let raw = span.slice(text).trim_end();
        raw.contains(['\n', '\r']).then(|| Fold {
            span: Span::new(span.start as usize, span.start as usize + raw.len()),
            comment: false,
        })
    });
    let mut folds: Vec<Fold> = folds.collect();
    // An item and its first pair may begin on one line; the longer one folds.
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    folds.dedup_by_key(|fold| fold.span.start);
    folds
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn values_of_several_lines_fold() {
        let text = "a:\n  b: 1\nc:\n- d: |\n    x\n  e: 1\n- f: [1, 2]\ng: 1\n";
        let fixture = Fixture::new(&format!("//- foo/assets/logs/foo.yaml\n{text}"));
        let file = fixture.file("foo/assets/logs/foo.yaml");
        let folds = ide::folding(&fixture.context(file));
        let shown: Vec<&str> = folds.iter().map(|fold| fold.span.slice(text)).collect();
        assert_eq!(
            shown,
            [
                "a:\n  b: 1",
                "c:\n- d: |\n    x\n  e: 1\n- f: [1, 2]",
                "d: |\n    x\n  e: 1",
            ]
        );
    }
}
