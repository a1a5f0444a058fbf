//! Hints of `metadata.csv`: names of columns in front of cells.

use super::Hint;
use crate::ide::metadata_place::touching;
use crate::model::metadata::Column;
use crate::text::Span;
use crate::workspace::{ColumnHints, MetadataCx};

/// Names, types, sentences and integrations look like nothing else in a row.
fn tells_by_itself(column: Column) -> bool {
    matches!(
        column,
        Column::MetricName | Column::MetricType | Column::Description | Column::Integration
    )
}

pub(super) fn hints(cx: &MetadataCx, within: Span, shown: ColumnHints) -> Vec<Hint> {
    let names: Vec<Option<String>> = cx
        .table
        .header_cells()
        .map(|cell| {
            let is_clear = Column::from_name(&cell.value).is_some_and(tells_by_itself);
            let is_shown = match shown {
                ColumnHints::All => true,
                ColumnHints::Ambiguous => !is_clear,
                ColumnHints::Off => false,
            };
            // A label must not be empty, and a line of text is none.
            let name = cell.value.trim();
            let is_name = !name.is_empty() && name.len() <= 40 && !name.contains(['\n', '\r']);
            (is_shown && is_name).then(|| format!("{name}:"))
        })
        .collect();
    let header = cx.table.header();
    let csv = cx.table.csv();
    let mut hints = Vec::new();
    for record in touching(cx, within) {
        if header.is_some_and(|header| std::ptr::eq(header, record)) {
            continue;
        }
        for (field, name) in csv.fields(record).iter().zip(&names) {
            if let Some(name) = name
                && !field.inner_span().is_empty()
            {
                hints.push(Hint {
                    offset: field.span.start as usize,
                    label: name.clone(),
                });
            }
        }
    }
    hints
}

#[cfg(test)]
mod tests {
    use crate::ide::hints;
    use crate::testing::Fixture;
    use crate::text::Span;
    use crate::workspace::ColumnHints;

    /// The text with its hints in it.
    fn shown(text: &str, within: Option<Span>, columns: ColumnHints) -> String {
        let fixture = Fixture::new(&format!("//- foo/metadata.csv\n{text}"));
        let file = fixture.file("foo/metadata.csv");
        let within = within.unwrap_or(Span::new(0, file.text.len()));
        let found = hints(&fixture.context(file), within, columns);
        let mut shown = text.to_owned();
        for hint in found.iter().rev() {
            shown.insert_str(hint.offset, &format!("‹{}›", hint.label));
        }
        shown
    }

    const TEXT: &str = "metric_name,metric_type,unit_name,per_unit_name,own\n\
        foo.a,gauge,byte,,1\nfoo.b,gauge,\"byte\",second,\"\"\n";

    #[test]
    fn what_could_be_another_column_has_its_name() {
        let expected = "metric_name,metric_type,unit_name,per_unit_name,own\n\
            foo.a,gauge,‹unit_name:›byte,,‹own:›1\n\
            foo.b,gauge,‹unit_name:›\"byte\",‹per_unit_name:›second,\"\"\n";
        assert_eq!(shown(TEXT, None, ColumnHints::Ambiguous), expected);
        assert_eq!(shown(TEXT, None, ColumnHints::Off), TEXT);
    }

    #[test]
    fn all_means_every_cell_with_something_in_it() {
        let second = TEXT.find("foo.b").unwrap();
        let rows = shown(TEXT, Some(Span::new(second, second)), ColumnHints::All);
        assert!(rows.ends_with(
            "foo.a,gauge,byte,,1\n‹metric_name:›foo.b,‹metric_type:›gauge,\
             ‹unit_name:›\"byte\",‹per_unit_name:›second,\"\"\n"
        ));
    }

    #[test]
    fn a_row_that_is_too_long_names_what_has_a_name() {
        let text = "metric_name,unit_name\nfoo.a,byte,more\n";
        let expected = "metric_name,unit_name\nfoo.a,‹unit_name:›byte,more\n";
        assert_eq!(shown(text, None, ColumnHints::Ambiguous), expected);
    }
}
