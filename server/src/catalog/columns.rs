//! Columns and cell values of `metadata.csv`, from `schemas/metadata-columns.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// One column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDoc {
    /// Header text.
    pub name: String,
    /// The cell must be filled.
    pub required: bool,
    /// Year of introduction; `2016` for the first nine columns.
    pub since: String,
    /// Which list or form the cells follow.
    pub values: Option<String>,
    /// One line.
    pub summary: String,
    /// Markdown.
    pub docs: String,
}

/// A stored metric type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricType {
    /// What stands in the cell.
    pub name: String,
    /// One line.
    pub summary: String,
    /// Markdown.
    pub docs: String,
    /// Submission methods that end up as this type.
    pub submissions: Vec<String>,
}

/// A word for a way of sending that is no stored type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubmissionOnly {
    /// The word.
    pub name: String,
    /// The stored type to write.
    pub prefer: String,
    /// Markdown.
    pub docs: String,
}

/// A value of the orientation column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Orientation {
    /// `-1`, `0` or `1`.
    pub value: String,
    /// A few words.
    pub label: String,
    /// Markdown.
    pub docs: String,
}

/// A part of the curated_metric column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CuratedDoc {
    /// `cpu` or `memory`.
    pub name: String,
    /// Markdown.
    pub docs: String,
}

/// An interval that is often used.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Seconds.
    pub value: String,
    /// Markdown.
    pub docs: String,
}

/// Everything about the cells of `metadata.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Columns in canonical order.
    pub columns: Vec<ColumnDoc>,
    /// Accepted metric types.
    pub metric_types: Vec<MetricType>,
    /// Words taken for metric types.
    pub submission_only: Vec<SubmissionOnly>,
    /// Orientations, lowest first.
    pub orientations: Vec<Orientation>,
    /// Parts of curated_metric.
    pub curated: Vec<CuratedDoc>,
    /// Prefixes that any integration may use.
    pub global_prefixes: Vec<String>,
    /// Greatest number of characters of a description.
    pub max_description: usize,
    /// Per-unit values, most frequent first.
    pub per_unit_customary: Vec<String>,
    /// Unit values, most frequent first.
    pub unit_customary: Vec<String>,
    /// Interval values in the order of completion.
    pub interval_customary: Vec<Interval>,
}

impl Columns {
    /// Docs of a column by header text.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&ColumnDoc> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// An accepted metric type.
    #[must_use]
    pub fn metric_type(&self, name: &str) -> Option<&MetricType> {
        self.metric_types.iter().find(|kind| kind.name == name)
    }

    /// An orientation by cell value.
    #[must_use]
    pub fn orientation(&self, value: &str) -> Option<&Orientation> {
        self.orientations
            .iter()
            .find(|orientation| orientation.value == value)
    }
}

/// The column table.
pub fn columns() -> &'static Columns {
    static COLUMNS: OnceLock<Columns> = OnceLock::new();
    COLUMNS.get_or_init(|| super::table!("metadata-columns.yaml"))
}
