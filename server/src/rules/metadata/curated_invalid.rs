//! `metadata/curated-invalid`

use super::{quoted_list, replace_title};
use crate::catalog::{columns, nearest};
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// The curated_metric cell holds something other than `cpu` and `memory`.
    ///
    /// ## Why
    /// Only these two mark a metric for the infrastructure views. `ddev validate metadata`
    /// fails, also on the empty part after a trailing vertical bar.
    ///
    /// ## Example
    /// `CPU`, `mem` and `cpu|` are wrong; `cpu`, `memory` and `cpu|memory` are right.
    ///
    /// ## Fix
    /// Writes the parts that were most likely meant.
    CURATED_INVALID = "metadata/curated-invalid",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Unsafe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let known = &columns().curated;
    let is_known = |part: &str| known.iter().any(|k| k.name == part);
    let fine = |value: &str| value.is_empty() || value.split('|').all(is_known);
    for cell in cx.table.failing(Column::CuratedMetric, fine) {
        let expected = quoted_list(known.iter().map(|k| k.name.as_str()));
        let bad = cell.value.split('|').find(|part| !is_known(part));
        let message = match bad {
            Some("") => {
                "A part of this cell is empty; vertical bars only stand between parts.".to_owned()
            }
            bad => format!(
                "`{}` is not a curated metric; expected {expected}.",
                bad.unwrap_or_default()
            ),
        };
        let finding = sink.report(cell.inner_span(), message);
        let meant: Option<Vec<&str>> = cell
            .value
            .split('|')
            .filter(|part| !part.trim().is_empty())
            .map(|part| meant(part, known.iter().map(|k| k.name.as_str())))
            .collect();
        if let Some(mut meant) = meant {
            meant.sort_unstable();
            meant.dedup();
            let value = meant.join("|");
            finding.unsafe_fix(replace_title(&value), vec![cell.rewrite(&value)]);
        }
    }
}

/// The known part a word stands for: an abbreviation or a near miss.
fn meant<'k>(part: &str, mut known: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    let lower = part.trim().to_lowercase();
    nearest(part, known.clone()).or_else(|| known.find(|k| k.starts_with(&lower)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn unknown_and_empty_parts_are_found() {
        assert_findings(
            &CURATED_INVALID,
            "//- foo/metadata.csv\nmetric_name,curated_metric\n\
             foo.a,«CPU»\nfoo.b,«cpu|»\nfoo.c,memory|cpu\nfoo.d,\nfoo.e,«disk»\n",
        );
    }

    #[test]
    fn the_parts_meant_are_written() {
        assert_fix(
            &CURATED_INVALID,
            "//- foo/metadata.csv\nmetric_name,curated_metric\nfoo.a,mem|CPU|\n",
            "metric_name,curated_metric\nfoo.a,cpu|memory\n",
        );
    }
}
