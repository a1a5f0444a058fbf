//! `manifest/metric-to-check-missing`

use super::metric_check;
use super::walk::customary_order;
use crate::model::manifest::{Field, Manifest};
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::{insert_member, quote};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// The integration has metrics, but names none to check.
    ///
    /// ## Why
    /// The arrival of that metric marks the integration as working in the catalogue of the
    /// user. It should be one that is sent on every run.
    ///
    /// ## Fix
    /// Names the first metric of `metadata.csv`.
    METRIC_TO_CHECK_MISSING = "manifest/metric-to-check-missing",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let node = cx.field(Field::MetricCheck);
    let judged = cx.is_well_formed() && metric_check::is_judged(cx);
    if !judged || !metric_check::declares_table(cx) || node.is_some_and(|n| !n.is_falsy()) {
        return;
    }
    let table = metric_check::table(cx).ok().flatten();
    let Some(table) = table.filter(|table| table.rows > 0) else {
        return;
    };
    let first = table.metrics.first().map(|metric| &metric.name);
    let message = "`metadata.csv` lists metrics, but the manifest names none to check.";
    if let Some(node) = node {
        let finding = sink.report(node.span(), message);
        if let Some(first) = first {
            let edit = TextEdit::replace(node.span(), quote(first));
            finding.unsafe_fix(format!("Replace by `{first}`"), vec![edit]);
        }
        return;
    }
    let pointer = Manifest::pointer_of(cx.generation(), Field::MetricCheck).unwrap_or_default();
    let Some((outer, key)) = pointer.rsplit_once('/') else {
        return;
    };
    // The table is declared, so its object is there; in the first generation it is the root.
    let Some(object) = cx.root().pointer(outer) else {
        return;
    };
    let fallback = cx.field(Field::MetadataPath).map(|node| node.span());
    let span = object
        .key_inner_span()
        .or(fallback)
        .unwrap_or(object.span());
    let finding = sink.report(span, message);
    if let (Some(schema), Some(first)) = (cx.schema().at(outer), first) {
        let edit = insert_member(object, &customary_order(schema), key, &quote(first));
        finding.unsafe_fix(format!("Insert `{key}` with `{first}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const TABLE: &str = "//- foo/metadata.csv\nmetric_name\nfoo.a\n";
    const LINE: &str = "        \"check\": \"foo.a\",\n";

    #[test]
    fn metrics_without_one_to_check_are_found() {
        for value in ["«\"\"»", "«[]»"] {
            let text = manifest(&[("\"foo.a\"", value)]);
            assert_findings(&METRIC_TO_CHECK_MISSING, &format!("{text}{TABLE}"));
        }
        let text = manifest(&[("\"metrics\"", "\"«metrics»\""), (LINE, "")]);
        assert_findings(&METRIC_TO_CHECK_MISSING, &format!("{text}{TABLE}"));
    }

    #[test]
    fn an_empty_table_needs_none() {
        let text = manifest(&[("\"foo.a\"", "\"\"")]);
        let empty = format!("{text}//- foo/metadata.csv\nmetric_name\n");
        assert_findings(&METRIC_TO_CHECK_MISSING, &empty);
        assert_findings(&METRIC_TO_CHECK_MISSING, &text);
    }

    #[test]
    fn the_first_metric_is_proposed() {
        let bad = format!("{}{TABLE}", manifest(&[(LINE, "")]));
        assert_fix(&METRIC_TO_CHECK_MISSING, &bad, MANIFEST);
        let bad = format!("{}{TABLE}", manifest(&[("\"foo.a\"", "[]")]));
        assert_fix(&METRIC_TO_CHECK_MISSING, &bad, MANIFEST);
    }
}
