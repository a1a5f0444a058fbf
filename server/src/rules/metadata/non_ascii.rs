//! `metadata/non-ascii`

use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::text::Span;
use crate::workspace::MetadataCx;

rule! {
    /// A row holds characters outside ASCII.
    ///
    /// ## Why
    /// `ddev validate metadata` fails on them. Most come from a word processor: curly
    /// quotes, long dashes, blanks that do not break.
    ///
    /// The reference validator looks at all cells of a row, but only when the description is
    /// filled in and has no vertical bar. The few units with such letters can therefore
    /// only be used without a description.
    ///
    /// ## Fix
    /// Writes quotes, dashes, blanks and a few symbols in ASCII.
    NON_ASCII = "metadata/non-ascii",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if cx.text().is_ascii() {
        return;
    }
    for row in cx.table.complete_rows() {
        let description = row.value(Column::Description);
        if row.record.span.slice(cx.text()).is_ascii()
            || description.is_empty()
            || description.contains('|')
        {
            continue;
        }
        for cell in Column::ALL
            .into_iter()
            .filter_map(|column| row.cell(column))
        {
            let raw = cell.inner_span();
            let Some((at, first)) = raw
                .slice(cx.text())
                .char_indices()
                .find(|(_, c)| !c.is_ascii())
            else {
                continue;
            };
            let start = raw.start as usize + at;
            let message = format!(
                "`{}` (U+{:04X}) is no ASCII character.",
                first.escape_debug(),
                u32::from(first)
            );
            let finding = sink.report(Span::new(start, start + first.len_utf8()), message);
            if let Some(plain) = in_ascii(&cell.value) {
                finding.safe_fix("Write the cell in ASCII", vec![cell.rewrite(&plain)]);
            }
        }
    }
}

/// The same text in ASCII; `None` when a character has no plain counterpart.
fn in_ascii(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' => out.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '«' | '»' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{00a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => out.push(' '),
            '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{00ad}' => {}
            '\u{2026}' => out.push_str("..."),
            '\u{2022}' | '\u{00b7}' => out.push('-'),
            '\u{00d7}' => out.push('x'),
            '\u{00b5}' | '\u{03bc}' => out.push('u'),
            '\u{2192}' => out.push_str("->"),
            '\u{2264}' => out.push_str("<="),
            '\u{2265}' => out.push_str(">="),
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn one_finding_per_cell_at_its_first_character() {
        assert_findings(
            &NON_ASCII,
            "//- foo/metadata.csv\nmetric_name,unit_name,description\n\
             foo.a,byte,It«’»s a “queue”.\nfoo.b,z«ł»oty,Text.\n\
             foo.c,złoty,\nfoo.d,byte,Réads | writes.\nfoo.e,byte,Plain.\n",
        );
    }

    #[test]
    fn typography_becomes_ascii() {
        assert_fix(
            &NON_ASCII,
            "//- foo/metadata.csv\nmetric_name,description\nfoo.a,“Up” – it’s 10\u{a0}µs…\n",
            "metric_name,description\nfoo.a,\"\"\"Up\"\" - it's 10 us...\"\n",
        );
        assert_eq!(in_ascii("Größe"), None);
    }
}
