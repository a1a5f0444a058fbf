//! Tokens of `metadata.csv`: every cell of a known column, quotes included.

use super::{Token, TokenKind};
use crate::ide::metadata_place::{columns_in_order, touching};
use crate::text::Span;
use crate::workspace::MetadataCx;

pub(super) fn tokens(cx: &MetadataCx, within: Span) -> Vec<Token> {
    let columns = columns_in_order(cx);
    let csv = cx.table.csv();
    let header = cx.table.header();
    let mut tokens = Vec::new();
    for record in touching(cx, within) {
        for (field, column) in csv.fields(record).iter().zip(&columns) {
            if let Some(column) = column
                && !field.span.is_empty()
            {
                tokens.push(Token {
                    span: field.span,
                    kind: TokenKind::Cell(*column),
                    is_header: header.is_some_and(|header| std::ptr::eq(header, record)),
                });
            }
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use crate::ide::{TokenKind, tokens};
    use crate::testing::Fixture;
    use crate::text::Span;

    fn shown(text: &str, within: Option<Span>) -> Vec<(String, &'static str, bool)> {
        let fixture = Fixture::new(&format!("//- foo/metadata.csv\n{text}"));
        let file = fixture.file("foo/metadata.csv");
        let within = within.unwrap_or(Span::new(0, file.text.len()));
        let found = tokens(&fixture.context(file), within).expect("tokens");
        let one = |token: crate::ide::Token| {
            let TokenKind::Cell(column) = token.kind;
            let text = token.span.slice(&file.text).to_owned();
            (text, column.name(), token.is_header)
        };
        found.into_iter().map(one).collect()
    }

    #[test]
    fn a_cell_is_what_its_column_is_wherever_that_stands() {
        let text = "metric_type,extra,metric_name\ngauge,1,\"foo.a\"\n,2,foo.b,more\n";
        let expected = [
            ("metric_type", "metric_type", true),
            ("metric_name", "metric_name", true),
            ("gauge", "metric_type", false),
            ("\"foo.a\"", "metric_name", false),
            ("foo.b", "metric_name", false),
        ];
        let expected = expected.map(|(text, column, header)| (text.to_owned(), column, header));
        assert_eq!(shown(text, None), expected);
    }

    #[test]
    fn only_rows_of_the_range_are_told() {
        let text = "metric_name\nfoo.a\nfoo.b\nfoo.c\n";
        let at = text.find("foo.b").unwrap() + 2;
        let found = shown(text, Some(Span::new(at, at)));
        assert_eq!(found, [("foo.b".to_owned(), "metric_name", false)]);
    }

    #[test]
    fn without_a_header_nothing_is_known() {
        assert_eq!(shown("\nmetric_name\nfoo.a\n", None), []);
        assert_eq!(shown("", None), []);
    }
}
