//! `metadata/unclosed-quote`

use crate::rules::{Severity, Sink, rule};
use crate::syntax::csv::{Csv, Field};
use crate::text::{Span, TextEdit};
use crate::workspace::MetadataCx;

rule! {
    /// A quoted cell has no closing quote.
    ///
    /// ## Why
    /// A quote at the start of a cell runs to the next quote, over line breaks and whole
    /// rows; their metrics are lost. Mostly the row then has the wrong number of columns and
    /// `ddev validate metadata` fails. Otherwise it notices nothing and this is a warning.
    ///
    /// ## Fix
    /// Closes the cell on its first line, where that gives a row with all columns.
    UNCLOSED_QUOTE = "metadata/unclosed-quote",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Unsafe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let csv = cx.table.csv();
    let Some(header) = csv.records().first() else {
        return;
    };
    if !csv.has_open_field() {
        return;
    }
    let width = csv.fields(header).len();
    for (index, record) in csv.records().iter().enumerate() {
        let Some(position) = cx.table.unclosed_field(record) else {
            continue;
        };
        let field = csv.fields(record)[position];
        let start = field.span.start as usize;
        let finding = sink.report(
            Span::new(start, start + 1),
            "This quote is not closed; the cell swallows the lines below.",
        );
        if index == 0 || csv.fields(record).len() == width {
            finding.severity(Severity::Warning);
        }
        let quotes_to_end = width.checked_sub(position + 1);
        if index > 0
            && let Some(at) = quotes_to_end.and_then(|n| closing_place(cx.text(), field, n))
        {
            finding.unsafe_fix("Close the quote", vec![TextEdit::insert(at, "\"")]);
        }
    }
}

/// Where a closing quote on the first line leaves `columns` more cells on that line.
fn closing_place(text: &str, field: Field, columns: usize) -> Option<usize> {
    let start = field.span.start as usize;
    let line = text[start..].lines().next()?.trim_end_matches('\r');
    let line = line.split('\r').next().unwrap_or_default();
    // The cells after it are plain; only the last commas of the line can separate them.
    let at = match columns {
        0 => line.len(),
        n => line.rmatch_indices(',').nth(n - 1)?.0,
    };
    let fixed = format!("{}\"{}", &line[..at], &line[at..]);
    let csv = Csv::parse(&fixed);
    let fields = csv.fields(csv.records().first()?);
    let whole = fields.len() == columns + 1 && fields.iter().all(|f| f.closed);
    whole.then_some(start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, assert_findings, assert_fix};

    #[test]
    fn a_quote_that_swallows_rows_is_found() {
        assert_findings(
            &UNCLOSED_QUOTE,
            "//- foo/metadata.csv\nmetric_name,description,orientation\n\
             foo.a,«\"»Not closed.,0\nfoo.b,Text.,0\n\
             //- bar/metadata.csv\nmetric_name,description,orientation\n\
             foo.a,\"Two\nlines.\",0\nfoo.b,\"x\" y,0\nfoo.c,\"x\ny\"\n",
        );
    }

    #[test]
    fn it_is_the_only_error_of_the_row() {
        let fixture = Fixture::new(
            "//- foo/metadata.csv\nmetric_name,metric_type,interval,unit_name,per_unit_name,\
             description,orientation,integration,short_name,curated_metric\n\
             foo.a,gauge,,,,\"Text,0,foo,a,\nfoo.b,gauge,,,,Text.,0,foo,b,\n",
        );
        let findings = fixture.check(fixture.file("foo/metadata.csv"));
        let codes: Vec<_> = findings.iter().map(|f| f.rule.code).collect();
        assert_eq!(codes, ["metadata/unclosed-quote"]);
        assert_eq!(findings[0].severity, Severity::Error);
    }

    #[test]
    fn a_row_that_comes_out_right_by_chance_is_a_warning() {
        let findings = assert_findings(
            &UNCLOSED_QUOTE,
            "//- foo/metadata.csv\nmetric_name,description,orientation\n\
             foo.a,«\"»Not closed.,0\nfoo.b,\"Text.\",0\n",
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn the_quote_is_closed_before_the_cells_that_follow() {
        assert_fix(
            &UNCLOSED_QUOTE,
            "//- foo/metadata.csv\nmetric_name,description,orientation,short_name\r\n\
             foo.a,\"One, two.,0,a\r\nfoo.b,Text.,0,b\r\n",
            "metric_name,description,orientation,short_name\r\n\
             foo.a,\"One, two.\",0,a\r\nfoo.b,Text.,0,b\r\n",
        );
    }
}
