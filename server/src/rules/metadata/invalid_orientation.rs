//! `metadata/invalid-orientation`

use super::{quoted_list, replace_title};
use crate::catalog::columns;
use crate::model::metadata::Column;
use crate::rules::{Sink, rule};
use crate::workspace::MetadataCx;

rule! {
    /// An orientation is not `-1`, `0` or `1`.
    ///
    /// ## Why
    /// The three are compared as text: `+1`, `1.0` and ` 1` are other texts, and
    /// `ddev validate metadata` fails on them.
    ///
    /// ## Fix
    /// Writes the number in the expected form.
    INVALID_ORIENTATION = "metadata/invalid-orientation",
    severity: Error,
    origin: Ddev("metadata"),
    fix: Safe,
    check: Metadata(check),
}

fn check(cx: &MetadataCx, sink: &mut Sink) {
    let known = &columns().orientations;
    let fine = |value: &str| value.is_empty() || known.iter().any(|o| *o.value == *value);
    for cell in cx.table.failing(Column::Orientation, fine) {
        let expected = quoted_list(known.iter().map(|o| o.value.as_str()));
        let message = format!(
            "`{}` is not an orientation; expected {expected}.",
            cell.value
        );
        let finding = sink.report(cell.inner_span(), message);
        let number = cell.value.trim().parse::<f64>().ok();
        let same = |value: &str| value.parse::<f64>().ok() == number;
        if let Some(meant) = known.iter().find(|o| number.is_some() && same(&o.value)) {
            finding.safe_fix(
                replace_title(&meant.value),
                vec![cell.rewrite(&meant.value)],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn other_texts_are_found() {
        let findings = assert_findings(
            &INVALID_ORIENTATION,
            "//- foo/metadata.csv\nmetric_name,orientation\nfoo.a,0\nfoo.b,1\nfoo.c,-1\n\
             foo.d,«+1»\nfoo.e,«2»\nfoo.f,« 1»\nfoo.g,\"«up»\"\nfoo.h,\n",
        );
        let fixable: Vec<bool> = findings.iter().map(|f| !f.fixes.is_empty()).collect();
        assert_eq!(fixable, [true, false, true, false]);
    }

    #[test]
    fn the_same_number_is_written_as_expected() {
        assert_fix(
            &INVALID_ORIENTATION,
            "//- foo/metadata.csv\nmetric_name,orientation\nfoo.a,-1.0\n",
            "metric_name,orientation\nfoo.a,-1\n",
        );
    }
}
