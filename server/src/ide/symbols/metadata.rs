//! Outline of `metadata.csv`: metrics grouped by the dotted parts of their names.
//! A group holds neighbouring rows only, so that its range holds nothing else.

use super::{Symbol, SymbolKind};
use crate::model::metadata::Column;
use crate::text::Span;
use crate::workspace::MetadataCx;

/// Groups nested deeper than this help nobody.
const MAX_DEPTH: usize = 6;

struct Metric {
    name: String,
    detail: String,
    row: Span,
    name_span: Span,
}

impl Metric {
    fn segment(&self, index: usize) -> Option<&str> {
        self.name.split('.').nth(index)
    }
}

pub(super) fn symbols(cx: &MetadataCx) -> Vec<Symbol> {
    let metrics: Vec<Metric> = cx
        .table
        .rows()
        .filter_map(|row| {
            let cell = row.cell(Column::MetricName)?;
            let unit = row.value(Column::UnitName);
            let per = row.value(Column::PerUnitName);
            let kind = row.value(Column::MetricType);
            let detail = match (unit.is_empty(), per.is_empty()) {
                (true, true) => kind.into_owned(),
                (false, true) => format!("{kind}, {unit}"),
                (true, false) => format!("{kind}, per {per}"),
                (false, false) => format!("{kind}, {unit} per {per}"),
            };
            (!cell.value.is_empty()).then(|| Metric {
                name_span: cell.inner_span(),
                name: cell.value.into_owned(),
                detail,
                row: row.record.span,
            })
        })
        .collect();
    let mut tree = group(&metrics, 0, 0);
    // A single group around everything, the usual prefix, says nothing.
    if tree.len() == 1 && tree[0].kind == SymbolKind::Namespace {
        tree = std::mem::take(&mut tree[0].children);
    }
    tree
}

/// Groups neighbouring metrics that share the segment at `index`; all share those before.
fn group(metrics: &[Metric], index: usize, depth: usize) -> Vec<Symbol> {
    if depth == MAX_DEPTH {
        return metrics.iter().map(leaf).collect();
    }
    let same = |a: &Metric, b: &Metric| {
        // The last segment is the metric itself.
        let group = |m: &Metric| m.segment(index + 1).is_some();
        a.segment(index) == b.segment(index) && (group(a) || group(b))
    };
    let mut out = Vec::new();
    for run in metrics.chunk_by(same) {
        let [first, _, ..] = run else {
            out.extend(run.iter().map(leaf));
            continue;
        };
        let mut next = index + 1;
        while let Some(segment) = first.segment(next)
            && run.iter().all(|m| m.segment(next) == Some(segment))
            && run.iter().any(|m| m.segment(next + 1).is_some())
        {
            next += 1;
        }
        let name: Vec<&str> = first.name.split('.').take(next).collect();
        out.push(Symbol {
            name: name.join("."),
            detail: Some(format!("{} metrics", run.len())),
            kind: SymbolKind::Namespace,
            span: Span::cover(first.row, run[run.len() - 1].row),
            selection: first.name_span,
            children: group(run, next, depth + 1),
        });
    }
    out
}

fn leaf(metric: &Metric) -> Symbol {
    Symbol {
        name: metric.name.clone(),
        detail: Some(metric.detail.clone()).filter(|d| !d.is_empty()),
        kind: SymbolKind::Metric,
        span: metric.row,
        selection: metric.name_span,
        children: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::document_symbols;
    use crate::testing::Fixture;

    /// One line per symbol, indented by depth.
    fn outline(rows: &str) -> String {
        fn show(symbols: &[Symbol], depth: usize, out: &mut String) {
            for symbol in symbols {
                assert!(symbol.span.contains(symbol.selection));
                out.push_str(&format!("{}{}\n", "  ".repeat(depth), symbol.name));
                for child in &symbol.children {
                    assert!(symbol.span.contains(child.span));
                }
                show(&symbol.children, depth + 1, out);
            }
        }
        let text = format!("//- foo/metadata.csv\nmetric_name,metric_type,unit_name\n{rows}");
        let fixture = Fixture::new(&text);
        let symbols = document_symbols(&fixture.context(fixture.file("foo/metadata.csv")));
        let mut out = String::new();
        show(&symbols, 0, &mut out);
        out
    }

    #[test]
    fn metrics_are_grouped_by_their_shared_parts() {
        let rows = "foo.cpu,gauge,\nfoo.net.in.bytes,gauge,byte\nfoo.net.in.packets,gauge,packet\n\
                    foo.net.errors,count,error\nfoo.up,gauge,\n";
        assert_eq!(
            outline(rows),
            "foo.cpu\nfoo.net\n  foo.net.in\n    foo.net.in.bytes\n    foo.net.in.packets\n  \
             foo.net.errors\nfoo.up\n"
        );
    }

    #[test]
    fn chains_are_joined_and_rows_that_stand_apart_are_not() {
        let rows = "foo.a.b.c,gauge,\nfoo.a.b.d,gauge,\nsystem.x,gauge,\nfoo.a.b.e,gauge,\n";
        assert_eq!(
            outline(rows),
            "foo.a.b\n  foo.a.b.c\n  foo.a.b.d\nsystem.x\nfoo.a.b.e\n"
        );
    }

    #[test]
    fn a_metric_may_bear_the_name_of_its_group() {
        assert_eq!(
            outline("foo.a,gauge,\nfoo.a.b,gauge,\nfoo.a.c,gauge,\nbar,gauge,\nbar,gauge,\n,,\n"),
            "foo.a\n  foo.a\n  foo.a.b\n  foo.a.c\nbar\nbar\n"
        );
    }
}
