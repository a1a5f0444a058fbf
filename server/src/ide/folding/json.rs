//! Folding of JSON files: objects and arrays of several lines, their closing
//! bracket left in sight.

use super::Fold;
use crate::syntax::json::JsonKind;
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn folds(cx: &FileCx) -> Vec<Fold> {
    let text = cx.text();
    let Some(tree) = cx.file.json() else {
        return Vec::new();
    };
    tree.nodes(text)
        .filter(|node| matches!(node.kind(), JsonKind::Object | JsonKind::Array))
        .filter_map(|node| {
            let span = node.span();
            let raw = node.raw();
            let body = raw.strip_suffix(['}', ']']).unwrap_or(raw).trim_end();
            let end = span.start as usize + body.len();
            body.contains(['\n', '\r']).then(|| Fold {
                span: Span::new(span.start as usize, end),
                comment: false,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn containers_of_several_lines_fold() {
        let text = "{\n  \"a\": {\n    \"b\": [1, 2]\n  },\n  \"c\": [\n  ]\n}\n";
        let fixture = Fixture::new(&format!("//- foo/manifest.json\n{text}"));
        let file = fixture.file("foo/manifest.json");
        let folds = ide::folding(&fixture.context(file));
        let shown: Vec<&str> = folds.iter().map(|fold| fold.span.slice(text)).collect();
        assert_eq!(
            shown,
            [text.trim_end_matches("\n}\n"), "{\n    \"b\": [1, 2]"]
        );
    }
}
