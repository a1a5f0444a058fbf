//! `manifest/metric-to-check-unknown`

use super::metric_check;
use crate::catalog::nearest;
use crate::model::manifest::Field;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A metric to check is not in `metadata.csv`.
    ///
    /// ## Why
    /// The arrival of this metric shows that the integration works. A name that the table
    /// does not know is misspelt, or was renamed there. Metrics that the price list counts by
    /// are exempt; so are two that only ever existed on purpose. Vendor integrations of
    /// SNMP use the table of `snmp`.
    ///
    /// ## Fix
    /// Replaces the name by the metric that is nearest.
    METRIC_TO_CHECK_UNKNOWN = "manifest/metric-to-check-unknown",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

/// Names that stand in no table by intention.
const ARTIFICIAL: [&str; 2] = ["openstack.controller", "riakcs.bucket_list_pool.workers"];

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let (Some(node), true) = (cx.field(Field::MetricCheck), metric_check::is_judged(cx)) else {
        return;
    };
    let Ok(table) = metric_check::table(cx) else {
        return;
    };
    let prices = cx.root().get("pricing");
    let counted = |name: &str| {
        let mut plans = prices.into_iter().flat_map(|list| list.children());
        plans.any(|plan| plan.str_at("/metric").as_deref() == Some(name))
    };
    let single = (node.kind() == JsonKind::String).then_some(node);
    for item in single.into_iter().chain(node.children()) {
        let Some(name) = item
            .as_str()
            .filter(|name| !name.is_empty() || single.is_none())
        else {
            continue;
        };
        let known = table.is_some_and(|table| table.metric(&name).is_some());
        if known || ARTIFICIAL.contains(&&*name) || counted(&name) {
            continue;
        }
        let metrics = table
            .map(|table| table.metrics.as_slice())
            .unwrap_or_default();
        let meant = nearest(&name, metrics.iter().map(|metric| &*metric.name));
        let message = match (table, meant) {
            (None, _) => format!("There is no `metadata.csv` that could list `{name}`."),
            (_, None) => format!("`metadata.csv` lists no metric `{name}`."),
            (_, Some(meant)) => {
                format!("`metadata.csv` lists no metric `{name}`. Did you mean `{meant}`?")
            }
        };
        let finding = sink.report(item.inner_span(), message);
        if let Some(meant) = meant {
            let edit = TextEdit::replace(item.span(), quote(meant));
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const TABLE: &str = "//- foo/metadata.csv\nmetric_name\nfoo.a\nfoo.requests\n";

    fn with_check(check: &str) -> String {
        let check = format!("\"check\": {check}");
        format!("{}{TABLE}", manifest(&[("\"check\": \"foo.a\"", &check)]))
    }

    #[test]
    fn every_name_must_be_in_the_table() {
        for check in [
            "\"foo.a\"",
            "\"\"",
            "[]",
            "[\"foo.a\", \"«foo.b»\"]",
            "\"«foo.A»\"",
            "\"openstack.controller\"",
        ] {
            assert_findings(&METRIC_TO_CHECK_UNKNOWN, &with_check(check));
        }
    }

    #[test]
    fn what_is_paid_for_need_not_be_listed() {
        let text = with_check("\"x.y\"").replace(
            "\"assets\"",
            "\"pricing\": [{\"metric\": \"x.y\"}], \"assets\"",
        );
        assert_findings(&METRIC_TO_CHECK_UNKNOWN, &text);
    }

    #[test]
    fn snmp_vendors_use_the_general_table() {
        let vendor = "//- snmp_x/manifest.json\n{\"manifest_version\": \"2.0.0\", \"assets\": {\"integration\": {\"metrics\": {\"check\": [\"snmp.up\", \"«snmp.down»\"]}}}}\n";
        let general = "//- snmp/metadata.csv\nmetric_name\nsnmp.up\n";
        assert_findings(&METRIC_TO_CHECK_UNKNOWN, &format!("{vendor}{general}"));
        assert_findings(&METRIC_TO_CHECK_UNKNOWN, &vendor.replace(['«', '»'], ""));
    }

    #[test]
    fn the_nearest_metric_is_proposed() {
        let good = MANIFEST.replace("foo.a", "foo.requests");
        assert_fix(
            &METRIC_TO_CHECK_UNKNOWN,
            &with_check("\"foo.request\""),
            &good,
        );
    }
}
