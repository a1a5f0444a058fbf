//! `monitors/metric-unknown`

use super::readable;
use crate::catalog::nearest;
use crate::model::FileKind;
use crate::rules::dashboards::OwnMetrics;
use crate::rules::{Sink, rule};
use crate::syntax::json::Decoded;
use crate::syntax::query;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A monitor watches a metric of its integration that `metadata.csv` does not list.
    ///
    /// ## Why
    /// A monitor of a misspelt metric never alerts. Metrics with another prefix, parts of
    /// listed distributions such as `.avg` or `.95percentile`, and names that another
    /// integration lists are fine.
    ///
    /// ## Fix
    /// Writes the listed name that is nearest.
    METRIC_UNKNOWN = "monitors/metric-unknown",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let node = readable(cx).and_then(|monitor| monitor.query());
    let Some((decoded, own)) = node.and_then(Decoded::of).zip(OwnMetrics::of(cx)) else {
        return;
    };
    let mut seen = Vec::new();
    for span in query::metrics(&decoded.text) {
        let name = span.slice(&decoded.text);
        if seen.contains(&name) || !own.lacks(name) {
            continue;
        }
        seen.push(name);
        let meant = nearest(name, own.metrics().iter().map(|metric| &*metric.name));
        let message = match meant {
            Some(meant) => {
                format!("`metadata.csv` lists no metric `{name}`. Did you mean `{meant}`?")
            }
            None => format!("`metadata.csv` lists no metric `{name}`."),
        };
        let place = decoded.outer_span(span);
        let finding = sink.report(place, message);
        if let Some(meant) = meant {
            let edit = TextEdit::replace(place, meant);
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
        if seen.len() >= MOST {
            return;
        }
    }
}

/// So many metrics of one query are told.
const MOST: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(kind: &str, query: &str) -> String {
        format!(
            "//- foo/metadata.csv\nmetric_name\nfoo.requests\n//- foo/assets/monitors/a.json\n{{\"definition\": {{\"type\": \"{kind}\", \"query\": \"{query}\"}}}}"
        )
    }

    #[test]
    fn own_metrics_must_be_in_the_table() {
        for query in [
            "avg(last_5m):avg:foo.requests{*} > 1",
            "avg(last_5m):avg:«foo.b»{*} + avg:foo.b{*} + avg:bar.c{*} > 1",
            "avg(last_1h):anomalies(avg:«foo.b»{*} by {x}, 'basic', 2) >= 1",
        ] {
            assert_findings(&METRIC_UNKNOWN, &with("query alert", query));
        }
        assert_findings(
            &METRIC_UNKNOWN,
            &with(
                "log alert",
                "logs(\\\"avg:foo.b{*}\\\").last(\\\"5m\\\") > 1",
            ),
        );
    }

    #[test]
    fn the_nearest_metric_is_written() {
        let query = "avg(last_5m):avg:foo.requests{*} > 1";
        let good = with("query alert", query);
        let bad = with("query alert", &query.replace("requests", "reqests"));
        assert_fix(&METRIC_UNKNOWN, &bad, good.rsplit_once('\n').unwrap().1);
    }
}
