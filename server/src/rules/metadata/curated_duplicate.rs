//! `metadata/curated-duplicate`

use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// The curated_metric cell names a part twice.
    ///
    /// ## Why
    /// The parts between the vertical bars are a set. `ddev validate metadata` fails.
    ///
    /// ## Example
    /// `cpu|cpu` instead of `cpu`.
    ///
    /// ## Fix
    /// Keeps each part once.
    CURATED_DUPLICATE = "metadata/curated-duplicate",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let is_single = |value: &str| !value.contains('|');
    for cell in cx.table.failing(Column::CuratedMetric, is_single) {
        let mut parts: Vec<&str> = Vec::new();
        let mut repeated = None;
        for part in cell.value.split('|') {
            if parts.contains(&part) {
                repeated = Some(part);
            } else {
                parts.push(part);
            }
        }
        let Some(repeated) = repeated else { continue };
        let edit = cell.rewrite(&parts.join("|"));
        let message = format!("`{repeated}` stands in this cell more than once.");
        sink.report(cell.inner_span(), message)
            .safe_fix("Keep each part once", vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn repeated_parts_are_found() {
        assert_findings(
            &CURATED_DUPLICATE,
            "//- foo/metadata.csv\nmetric_name,curated_metric\n\
             foo.a,«cpu|cpu»\nfoo.b,cpu|memory\nfoo.c,\nfoo.d,«cpu||»\n",
        );
    }

    #[test]
    fn each_part_is_kept_once() {
        assert_fix(
            &CURATED_DUPLICATE,
            "//- foo/metadata.csv\nmetric_name,curated_metric\nfoo.a,\"cpu|memory|cpu\"\n",
            "metric_name,curated_metric\nfoo.a,\"cpu|memory\"\n",
        );
    }
}
