//! `dashboards/metric-unknown`

use std::collections::BTreeMap;

use super::listed::readable;
use super::own_names::OwnMetrics;
use crate::catalog::Candidates;
use crate::model::FileKind;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::Decoded;
use crate::syntax::query;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;

rule! {
    /// A dashboard queries metrics of its integration that `metadata.csv` does not list.
    ///
    /// ## Why
    /// Either the name is misspelt, and the widget stays empty, or the metric was forgotten in
    /// the table. Said once for each dashboard. Metrics with another prefix, parts of listed
    /// distributions such as `.avg` or `.95percentile`, and names that another integration
    /// lists are fine. A dashboard of which most metrics are unknown serves another way of
    /// collecting them, which is only a hint.
    ///
    /// ## Fix
    /// Writes the listed name that is nearest, everywhere in the dashboard.
    METRIC_UNKNOWN = "dashboards/metric-unknown",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Dashboard, check),
}

/// So many names are told in words and as other places.
const SHOWN: usize = 5;

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some((dashboard, own)) = readable(cx).zip(OwnMetrics::of(cx)) else {
        return;
    };
    // By name: whether it is missing, and the places of one that is.
    let mut found: BTreeMap<String, (bool, Vec<Span>)> = BTreeMap::new();
    for node in dashboard.metric_queries() {
        let Some(decoded) = Decoded::of(node) else {
            continue;
        };
        for span in query::metrics(&decoded.text) {
            let name = span.slice(&decoded.text);
            if !found.contains_key(name) && own.is_own(name) {
                found.insert(name.to_owned(), (own.lacks(name), Vec::new()));
            }
            if let Some((true, places)) = found.get_mut(name) {
                places.push(decoded.outer_span(span));
            }
        }
    }
    let all = found.len();
    found.retain(|_, (missing, _)| *missing);
    let mut missing: Vec<(String, Vec<Span>)> = found
        .into_iter()
        .map(|(name, (_, at))| (name, at))
        .collect();
    missing.sort_by_key(|(_, places)| places[0]);
    let Some((_, first)) = missing.first() else {
        return;
    };
    let shown = missing.iter().take(SHOWN);
    let known = own.metrics().iter().map(|metric| &*metric.name);
    let known: Candidates = known.collect();
    let meant: Vec<_> = shown.map(|(name, _)| known.nearest(name)).collect();
    let finding = sink.report(first[0], message(&missing, meant[0]));
    if missing.len() > 1 && missing.len() * 2 > all {
        finding.severity(Severity::Hint);
    }
    for (name, places) in missing.iter().skip(1).take(SHOWN) {
        let path = cx.file.path.to_string();
        finding.related(path, places[0], format!("`{name}`"));
    }
    for ((name, places), meant) in missing.iter().zip(meant) {
        let Some(meant) = meant else {
            continue;
        };
        let edits = places.iter().map(|place| TextEdit::replace(*place, meant));
        finding.unsafe_fix(format!("Replace `{name}` by `{meant}`"), edits.collect());
    }
}

fn message(missing: &[(String, Vec<Span>)], meant: Option<&str>) -> String {
    if let [(name, _)] = missing {
        return match meant {
            Some(meant) => {
                format!("`metadata.csv` lists no metric `{name}`. Did you mean `{meant}`?")
            }
            None => format!("`metadata.csv` lists no metric `{name}`."),
        };
    }
    let shown = missing.iter().take(SHOWN);
    let names: Vec<String> = shown.map(|(name, _)| format!("`{name}`")).collect();
    let rest = match missing.len() - names.len() {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    format!(
        "{} metrics queried here are missing in `metadata.csv`: {}{rest}.",
        missing.len(),
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const TABLE: &str = "//- foo/metadata.csv\nmetric_name\nfoo.a\nfoo.requests\nfoo.size.count\n";

    fn with(queries: &[&str]) -> String {
        let queries: Vec<String> = queries
            .iter()
            .map(|query| format!("{{\"data_source\": \"metrics\", \"query\": \"{query}\"}}"))
            .collect();
        format!(
            "{TABLE}//- foo/assets/dashboards/a.json\n{{\"title\": \"A\", \"widgets\": [{}]}}",
            queries.join(", ")
        )
    }

    #[test]
    fn own_metrics_must_be_in_the_table() {
        for query in [
            "sum:foo.a{*}",
            "sum:foo.size.sum{*} / sum:foo.a.95percentile{*}",
            "sum:«foo.b»{*} + avg:foo.a{*}",
            "sum:foobar.b{*} + avg:system.cpu{*}",
            "\\\"\\u00e9\\\" avg:«foo.b»{*}",
            "sum:$metric.value{*}",
        ] {
            assert_findings(&METRIC_UNKNOWN, &with(&[query]));
        }
    }

    #[test]
    fn a_dashboard_is_told_once() {
        let text = with(&[
            "sum:foo.a{*} + sum:foo.requests{*}",
            "sum:«foo.b»{*}",
            "sum:foo.c{*} - sum:foo.b{*}",
        ]);
        let findings = assert_findings(&METRIC_UNKNOWN, &text);
        assert_eq!(findings[0].related.len(), 1);
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(findings[0].message.contains("2 metrics queried here"));
        let text = with(&["sum:foo.a{*}", "sum:«foo.b»{*}", "sum:foo.c{*}"]);
        let findings = assert_findings(&METRIC_UNKNOWN, &text);
        assert_eq!(findings[0].severity, Severity::Hint);
    }

    #[test]
    fn nothing_is_said_without_rows() {
        let text = with(&["sum:foo.b{*}"]).replace("foo.a\nfoo.requests\nfoo.size.count\n", "");
        assert_findings(&METRIC_UNKNOWN, &text);
        assert_findings(
            &METRIC_UNKNOWN,
            &text.replace("foo/metadata.csv", "foo/x.csv"),
        );
    }

    #[test]
    fn another_integration_may_list_the_metric() {
        let other = "//- bar/metadata.csv\nmetric_name\nfoo.b\n";
        assert_findings(
            &METRIC_UNKNOWN,
            &format!("{other}{}", with(&["sum:foo.b{*}"])),
        );
    }

    #[test]
    fn the_nearest_metric_is_written_everywhere() {
        let bad = with(&["sum:foo.request{*}", "\\\"x\\\" foo.request{*}"]);
        let good = with(&["sum:foo.requests{*}", "\\\"x\\\" foo.requests{*}"]);
        assert_fix(&METRIC_UNKNOWN, &bad, good.rsplit_once('\n').unwrap().1);
    }
}
