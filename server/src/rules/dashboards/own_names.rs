//! Metrics and service checks that are an integration's own by their first words, and
//! whether anybody declares them.

use crate::model::FileKind;
use crate::model::metadata::{MetadataFacts, MetricFact};
use crate::workspace::{FileCx, Integration};

/// The metrics of an integration as its queries may name them.
pub(in crate::rules) struct OwnMetrics<'a> {
    cx: FileCx<'a>,
    prefix: String,
    table: &'a MetadataFacts,
}

impl<'a> OwnMetrics<'a> {
    /// `None` where nothing is told about the metrics of the integration.
    pub(in crate::rules) fn of(cx: &FileCx<'a>) -> Option<Self> {
        let table = table_of(cx.integration)?;
        let prefix = words(&cx.integration.metrics_prefix(&cx.repo.config))?;
        Some(Self {
            cx: *cx,
            prefix,
            table,
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
        self.table.queried(name).is_some() || self.table.of_distribution(name).is_some()
    }

    /// Integrations share prefixes, and one may begin with that of another.
    fn is_known_elsewhere(&self, name: &str) -> bool {
        let repo = self.cx.repo;
        !repo.complete
            || repo.prefixes_like(name).any(|(prefix, dir)| {
                let Some(length) = begins_with_words(name, prefix) else {
                    return false;
                };
                let lists = || {
                    let table = repo.integrations.get(dir).and_then(|other| table_of(other));
                    table.is_some_and(|table| table.queried(name).is_some())
                };
                *dir != self.cx.integration.dir && (length > self.prefix.len() || lists())
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

/// How much of a name a prefix without blanks takes, words only, if it begins like this. An empty
/// one takes nothing.
fn begins_with_words(name: &str, prefix: &str) -> Option<usize> {
    let rest = name.strip_prefix(prefix).filter(|_| !prefix.is_empty())?;
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
