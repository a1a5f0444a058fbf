//! Folding of `README.md`: sections, code blocks, comments.

use super::Fold;
use crate::text::Span;
use crate::workspace::ReadmeCx;

pub(super) fn folds(cx: &ReadmeCx) -> Vec<Fold> {
    let (text, outline) = (cx.text(), &cx.markdown.outline);
    let sections = (0..outline.headings.len()).map(|index| outline.section(index, text.len()));
    let code = outline.code_blocks.iter().copied();
    let content = sections.chain(code).map(|span| (span, false));
    let comments = outline.comments.iter().map(|span| (*span, true));
    let mut folds: Vec<Fold> = content
        .chain(comments)
        .map(|(span, comment)| {
            let start = span.start as usize;
            let end = start + span.slice(text).trim_end().len();
            let span = Span::new(start, end);
            Fold { span, comment }
        })
        .filter(|fold| fold.span.slice(text).contains(['\n', '\r']))
        .collect();
    folds.sort_by_key(|fold| (fold.span.start, fold.span.end));
    folds
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn sections_code_blocks_and_comments_fold() {
        let fixture = Fixture::new(
            "//- foo/README.md\n# Foo\n\n## A\n\n```\na\n```\n\n## B\n\n<!-- x\ny -->\n\n<!-- z -->\n\n## C\n",
        );
        let file = fixture.file("foo/README.md");
        let folds = ide::folding(&fixture.context(file));
        let shown: Vec<_> = folds
            .iter()
            .map(|fold| (fold.span.slice(&file.text), fold.comment))
            .collect();
        assert_eq!(
            shown[1..],
            [
                ("## A\n\n```\na\n```", false),
                ("```\na\n```", false),
                ("## B\n\n<!-- x\ny -->\n\n<!-- z -->", false),
                ("<!-- x\ny -->", true),
            ]
        );
        assert!(shown[0].0.ends_with("## C"));
    }
}
