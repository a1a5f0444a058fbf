//! What other files may know of `metadata.csv`: its metrics, looked up by name and as queries
//! name them.

use super::{Column, MetadataTable};
use crate::model::later::Later;
use crate::model::{Facts, SourceFile};
use crate::text::Span;

/// A metric as other files see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricFact {
    /// Full name.
    pub name: Box<str>,
    /// Bytes of the name.
    pub span: Span,
    /// `gauge`, `count`, `rate`, or whatever stands there.
    pub metric_type: Box<str>,
    /// Unit and per-unit joined by a slash; empty when there is none.
    pub unit: Box<str>,
    /// Description.
    pub description: Box<str>,
}

/// What other files may know of a metric table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MetadataFacts {
    /// Metrics in file order, repeated ones included.
    pub metrics: Vec<MetricFact>,
    /// Number of rows, malformed ones included.
    pub rows: u32,
    order: Order,
}

/// Rows in the order of their names, and in that of their distributions; of equal ones the first
/// row comes first.
type Order = [Later<Vec<u32>>; 2];

impl MetadataFacts {
    pub(in crate::model) fn of(file: &SourceFile) -> Self {
        let Some(table) = MetadataTable::of(file) else {
            return Self::default();
        };
        let metrics = table.rows().filter_map(|row| {
            let name = row
                .cell(Column::MetricName)
                .filter(|cell| !cell.value.is_empty())?;
            let (unit, per) = (row.value(Column::UnitName), row.value(Column::PerUnitName));
            let unit = if per.is_empty() {
                unit.into()
            } else {
                [&*unit, "/", &*per].concat().into()
            };
            Some(MetricFact {
                span: name.inner_span(),
                name: name.value.into(),
                metric_type: row.value(Column::MetricType).into(),
                unit,
                description: row.value(Column::Description).into(),
            })
        });
        Self {
            metrics: metrics.collect(),
            rows: table.rows().count() as u32,
            order: Order::default(),
        }
    }

    /// The first row of a metric.
    #[must_use]
    pub fn metric(&self, name: &str) -> Option<&MetricFact> {
        self.first(0, whole, name)
    }

    /// The first row of a metric as queries name it: a row stands for the parts of its
    /// distribution too.
    #[must_use]
    pub fn queried(&self, name: &str) -> Option<&MetricFact> {
        let base = distribution(name);
        self.metric(name)
            .or_else(|| self.metric(base))
            .or_else(|| self.of_distribution(base))
    }

    /// The first row that is a distribution or a part of it, by its name.
    #[must_use]
    pub fn of_distribution(&self, base: &str) -> Option<&MetricFact> {
        self.first(1, distribution, base)
    }

    /// The first row of which something is this.
    fn first(&self, order: usize, of: fn(&str) -> &str, wanted: &str) -> Option<&MetricFact> {
        let key = |row: &u32| of(&self.metrics[*row as usize].name);
        let rows = self.order[order].get(|| {
            let names = self.metrics.iter().map(|metric| of(&metric.name));
            let mut rows: Vec<(&str, u32)> = names.zip(0..).collect();
            rows.sort_unstable();
            rows.into_iter().map(|(_, row)| row).collect()
        });
        let at = rows.partition_point(|row| key(row) < wanted);
        let row = rows.get(at).filter(|row| key(row) == wanted)?;
        Some(&self.metrics[*row as usize])
    }
}

fn whole(name: &str) -> &str {
    name
}

/// The name of the distribution that a metric is a part of, when its last word names a
/// part: an aggregate, a percentile, or what a histogram is sent as.
fn distribution(name: &str) -> &str {
    let cut = name.bytes().rposition(|byte| matches!(byte, b'.' | b'_'));
    let Some((base, part)) = cut.map(|cut| (&name[..cut], &name[cut + 1..])) else {
        return name;
    };
    if name.as_bytes()[base.len()] == b'_' {
        return match part {
            "bucket" | "count" | "sum" => base,
            // An underscore does not end the word behind a dot, but none of those has one.
            _ => name,
        };
    }
    let digits = part.strip_suffix("percentile").or(part.strip_prefix('p'));
    let percentile = digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    let is_part = percentile
        || matches!(
            part,
            "avg"
                | "min"
                | "max"
                | "median"
                | "count"
                | "sum"
                | "total"
                | "bucket"
                | "quantile"
                | "stddev"
        );
    if is_part { base } else { name }
}

impl Facts {
    /// As metric table facts.
    #[must_use]
    pub fn as_metadata(&self) -> Option<&MetadataFacts> {
        if let Self::Metadata(facts) = self {
            Some(facts)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileKind;

    #[test]
    fn queries_name_parts_of_distributions() {
        let text = "metric_name\nfoo.a\nfoo.b.count\nfoo.sum\n";
        let file = SourceFile::parse("foo/metadata.csv".into(), FileKind::Metadata, text.into());
        let facts = MetadataFacts::of(&file);
        let row = |name| facts.queried(name).map(|metric| &*metric.name);
        assert_eq!(row("foo.a"), Some("foo.a"));
        assert_eq!(row("foo.a.95percentile"), Some("foo.a"));
        assert_eq!(row("foo.a.p99"), Some("foo.a"));
        assert_eq!(row("foo.b.sum"), Some("foo.b.count"));
        assert_eq!(row("foo.sum"), Some("foo.sum"));
        assert_eq!(row("foo.b_bucket"), Some("foo.b.count"));
        assert_eq!(row("foo.a.percentile"), None);
        assert_eq!(row("foo"), Some("foo.sum"));
    }
}
