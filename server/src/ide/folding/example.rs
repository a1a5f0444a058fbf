//! Folding of example configurations: sections from the line of their key, options from the
//! first line of their help.

use super::{Fold, yaml};
use crate::ide::symbols::Symbol;
use crate::ide::symbols::example;
use crate::text::Span;
use crate::workspace::FileCx;

pub(super) fn folds(cx: &FileCx) -> Vec<Fold> {
    let text = cx.text();
    let mut folds = Vec::new();
    let mut open: Vec<Symbol> = example::symbols(cx);
    if !text.contains("## @param ") {
        return yaml::folds(cx);
    }
    while let Some(symbol) = open.pop() {
        let is_section = !symbol.children.is_empty();
        let start = match is_section {
            true => symbol.selection.start as usize,
            false => symbol.span.start as usize,
        };
        let line = text[..symbol.selection.start as usize].rfind('\n');
        let line = &text[line.map_or(0, |at| at + 1)..symbol.selection.start as usize];
        folds.push(Fold {
            span: Span::new(start, symbol.span.end as usize),
            comment: !is_section && line.trim_start().starts_with('#'),
        });
        open.extend(symbol.children);
    }
    folds.sort_by_key(|fold| fold.span);
    folds.retain(|fold| fold.span.slice(text).contains('\n'));
    folds
}

#[cfg(test)]
mod tests {
    use crate::ide;
    use crate::testing::Fixture;

    #[test]
    fn sections_and_options_fold() {
        let text = "## All.\n#\ninstances:\n\n    ## @param a - string - required\n    #\n  - a: x\n\n    ## @param b - string - optional\n    #\n    # b: x\n\n## End.\n";
        let path = "foo/datadog_checks/foo/data/conf.yaml.example";
        let fixture = Fixture::new(&format!("//- {path}\n{text}"));
        let folds = ide::folding(&fixture.context(fixture.file(path)));
        let shown: Vec<(&str, bool)> = folds
            .iter()
            .map(|fold| (fold.span.slice(text), fold.comment))
            .collect();
        assert_eq!(shown.len(), 3, "{shown:?}");
        assert!(shown[0].0.starts_with("instances:") && shown[0].0.ends_with("# b: x"));
        assert_eq!(
            shown[1],
            (
                "    ## @param a - string - required\n    #\n  - a: x",
                false
            )
        );
        assert_eq!(
            shown[2],
            (
                "    ## @param b - string - optional\n    #\n    # b: x",
                true
            )
        );
    }
}
