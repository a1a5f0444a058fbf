//! `metadata/short-name-repeats-integration`

use crate::model::RepoKind;
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// A short name repeats the integration or is longer than the metric name.
    ///
    /// ## Why
    /// The authoring guide of 2016 asks for a label of a few words that leaves out what is
    /// known from the context. Today's files follow no such custom, so this rule only
    /// speaks in repositories of that layout.
    SHORT_NAME_REPEATS_INTEGRATION = "metadata/short-name-repeats-integration",
    severity: Hint,
    origin: Guide2016,
    fix: None,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    if cx.repo.kind != RepoKind::Legacy {
        return;
    }
    for row in cx.table.complete_rows() {
        let Some(cell) = row.cell(Column::ShortName) else {
            return;
        };
        let integration = row.value(Column::Integration).to_lowercase();
        let repeats = !integration.is_empty() && cell.value.to_lowercase().contains(&integration);
        let message = if repeats {
            format!("The short name repeats the integration `{integration}`.")
        } else if cell.value.len() > row.value(Column::MetricName).len() {
            "The short name is longer than the metric name.".to_owned()
        } else {
            continue;
        };
        sink.report(cell.inner_span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn only_the_layout_of_2016_minds() {
        let header = "metric_name,integration,short_name";
        assert_findings(
            &SHORT_NAME_REPEATS_INTEGRATION,
            &format!(
                "//! legacy\n//- foo/metadata.csv\n{header}\nfoo.a,foo,«Foo a»\n\
                 foo.b,foo,«a long name»\nfoo.c,foo,c\nfoo.d,,\n"
            ),
        );
        assert_findings(
            &SHORT_NAME_REPEATS_INTEGRATION,
            &format!("//- foo/metadata.csv\n{header}\nfoo.a,foo,foo a\n"),
        );
    }
}
