//! Rules about `metadata.csv`.

mod byte_order_mark;
mod case_duplicate;
mod curated_duplicate;
mod curated_invalid;
mod description_pipe;
mod description_too_long;
mod duplicate_column;
mod duplicate_metric;
mod empty_description;
mod empty_file;
mod empty_required;
mod invalid_interval;
mod invalid_metric_name;
mod invalid_orientation;
mod invalid_per_unit;
mod invalid_type;
mod invalid_unit;
mod missing_column;
mod missing_metrics_file;
mod missing_prefix;
mod non_ascii;
mod rate_without_interval;
mod short_name_repeats_integration;
mod time_per_time;
mod unclosed_quote;
mod unknown_column;
mod unsorted;
mod wrong_column_count;
mod wrong_integration;
mod wrong_prefix;

pub(crate) use unsorted::sort_rows;

use super::Rule;
use crate::catalog::columns;
use crate::model::metadata::{Column, Row};

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &byte_order_mark::BYTE_ORDER_MARK,
    &case_duplicate::CASE_DUPLICATE,
    &curated_duplicate::CURATED_DUPLICATE,
    &curated_invalid::CURATED_INVALID,
    &description_pipe::DESCRIPTION_PIPE,
    &description_too_long::DESCRIPTION_TOO_LONG,
    &duplicate_column::DUPLICATE_COLUMN,
    &duplicate_metric::DUPLICATE_METRIC,
    &empty_description::EMPTY_DESCRIPTION,
    &empty_file::EMPTY_FILE,
    &empty_required::EMPTY_REQUIRED,
    &invalid_interval::INVALID_INTERVAL,
    &invalid_metric_name::INVALID_METRIC_NAME,
    &invalid_orientation::INVALID_ORIENTATION,
    &invalid_per_unit::INVALID_PER_UNIT,
    &invalid_type::INVALID_TYPE,
    &invalid_unit::INVALID_UNIT,
    &missing_column::MISSING_COLUMN,
    &missing_metrics_file::MISSING_METRICS_FILE,
    &missing_prefix::MISSING_PREFIX,
    &non_ascii::NON_ASCII,
    &rate_without_interval::RATE_WITHOUT_INTERVAL,
    &short_name_repeats_integration::SHORT_NAME_REPEATS_INTEGRATION,
    &time_per_time::TIME_PER_TIME,
    &unclosed_quote::UNCLOSED_QUOTE,
    &unknown_column::UNKNOWN_COLUMN,
    &unsorted::UNSORTED,
    &wrong_column_count::WRONG_COLUMN_COUNT,
    &wrong_integration::WRONG_INTEGRATION,
    &wrong_prefix::WRONG_PREFIX,
];

/// Title of a fix that gives a cell another value.
fn replace_title(value: &str) -> String {
    format!("Replace by `{value}`")
}

/// False when a row looks shifted against the header, because of a comma too few or too
/// many: the type or the orientation is none. A fix of another cell could then overwrite
/// what belongs elsewhere.
fn cells_are_in_place(row: &Row) -> bool {
    let columns = columns();
    let metric_type = row.cell(Column::MetricType);
    let orientation = row.value(Column::Orientation);
    metric_type.is_none_or(|cell| {
        let name = cell.value.trim().to_lowercase();
        columns.metric_type(&name).is_some()
    }) && (orientation.is_empty() || columns.orientation(&orientation).is_some())
}

/// Values in backticks: `a`, `b` or `c`.
fn quoted_list<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let quoted: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
