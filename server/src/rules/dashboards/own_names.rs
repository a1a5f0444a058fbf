//! Metrics and service checks that are an integration's own by their first words, and
//! whether anybody declares them.

use crate::model::FileKind;
use crate::model::metadata::{MetadataFacts, MetricFact, distribution};
use crate::workspace::{FileCx, Integration};
use std::cell::OnceCell;

use foldhash::HashSet;

/// The metrics of an integration as its queries may name them.
pub(in crate::rules) struct OwnMetrics<'a> {
    cx: FileCx<'a>,
    prefix: String,
    names: HashSet<&'a str>,
    table: &'a MetadataFacts,
    /// The other integrations with their prefixes, once somebody asks.
    others: OnceCell<Vec<(&'a str, &'a Integration)>>,
}

impl<'a> OwnMetrics<'a> {
    /// `None` where nothing is told about the metrics of the integration.
    pub(in crate::rules) fn of(cx: &FileCx<'a>) -> Option<Self> {
        let table = table_of(cx.integration)?;
        let prefix = words(&cx.integration.metrics_prefix(&cx.repo.config))?;
        Some(Self {
            cx: *cx,
            prefix,
            names: names(table),
            table,
            others: OnceCell::new(),
        })
    }

    /// True for a metric with the prefix of the integration, until now without a row.
    pub(in crate::rules) fn lacks(&self, name: &str) -> bool {
        self.is_own(name) && !self.is_listed(name) && !self.is_known_elsewhere(name)
    }

    /// True for a metric with the prefix of the integration.
    pub(in crate::rules) fn is_own(&self, name: &str) -> bool {
        name.len() > self.prefix.len() && name.starts_with(&self.prefix)
    }

    fn is_listed(&self, name: &str) -> bool {
        self.names.contains(name) || self.names.contains(distribution(name))
    }

    /// Integrations share prefixes, and one may begin with that of another.
    fn is_known_elsewhere(&self, name: &str) -> bool {
        let repo = self.cx.repo;
        let others = || {
            let others = repo.integrations.values().map(|other| &**other);
            let others = others.filter(|other| other.dir != self.cx.integration.dir);
            let named = others.map(|other| (other.prefix(&repo.config).trim(), other));
            named.filter(|(prefix, _)| !prefix.is_empty()).collect()
        };
        let mut others = self.others.get_or_init(others).iter();
        !repo.complete
            || others.any(|(prefix, other)| {
                let Some(length) = begins_with_words(name, prefix) else {
                    return false;
                };
                let longer = length > self.prefix.len();
                longer || table_of(other).is_some_and(|table| table.queried(name).is_some())
            })
    }

    /// The metrics of the table.
    pub(in crate::rules) fn metrics(&self) -> &'a [MetricFact] {
        &self.table.metrics
    }
}

/// The metric table of an integration, when it has rows and is the one the manifest names.
fn table_of(integration: &Integration) -> Option<&MetadataFacts> {
    let named = integration.manifest()?.metadata_path.as_ref();
    let usual = FileKind::Metadata.file_name();
    let same = named.is_none_or(|path| path.value.trim_start_matches("./") == usual);
    let table = integration.metadata().filter(|_| same)?;
    (table.rows > 0).then_some(table)
}

/// Everything a table lists, whole distributions by their name alone.
fn names(table: &MetadataFacts) -> HashSet<&str> {
    let metrics = table.metrics.iter();
    metrics
        .flat_map(|metric| [&*metric.name, distribution(&metric.name)])
        .collect()
}

/// How much of a name a prefix without blanks takes, words only, if it begins like this.
fn begins_with_words(name: &str, prefix: &str) -> Option<usize> {
    let rest = name.strip_prefix(prefix)?;
    let ends_word = prefix.ends_with(['.', '_']);
    (ends_word || rest.starts_with('.')).then_some(prefix.len() + usize::from(!ends_word))
}

/// A prefix that ends where a word ends; `None` for an empty one.
fn words(prefix: &str) -> Option<String> {
    let prefix = prefix.trim();
    match prefix.chars().last()? {
        '.' | '_' => Some(prefix.to_owned()),
        _ => Some(format!("{prefix}.")),
    }
}
