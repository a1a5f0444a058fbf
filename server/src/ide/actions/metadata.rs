//! Sorting the rows of `metadata.csv`.

use crate::rules::metadata::sort_rows as sorted;
use crate::text::TextEdit;
use crate::workspace::MetadataCx;

/// The edit of the rule on order, offered in every repository.
pub(super) fn sort_rows(cx: &MetadataCx) -> Option<TextEdit> {
    sorted(&cx.table)
}

#[cfg(test)]
mod tests {
    use crate::ide::{ActionKind, source_actions};
    use crate::testing::Fixture;

    fn kinds(rows: &str) -> Vec<ActionKind> {
        let fixture = Fixture::new(&format!("//- foo/metadata.csv\nmetric_name\n{rows}"));
        let cx = fixture.context(fixture.file("foo/metadata.csv"));
        source_actions(&cx, &[]).iter().map(|a| a.kind).collect()
    }

    #[test]
    fn sorting_is_offered_where_it_changes_something() {
        assert_eq!(kinds("foo.b\nfoo.a\n"), [ActionKind::SortRows]);
        assert!(kinds("foo.a\n\nfoo.b\n").is_empty());
    }
}
