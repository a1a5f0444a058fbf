//! Rules about dashboards.

mod app_id;
mod check_unknown;
mod invalid_json;
mod listed;
mod metric_unknown;
mod missing_field;
mod missing_file;
mod old_format;
mod own_checks;
mod own_names;
mod undeclared_variable;
mod unused_variable;
mod variables;
mod wrong_type;

pub(super) use listed::top;
pub(super) use own_checks::OwnChecks;
pub(super) use own_names::OwnMetrics;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &app_id::APP_ID,
    &check_unknown::CHECK_UNKNOWN,
    &invalid_json::INVALID_JSON,
    &metric_unknown::METRIC_UNKNOWN,
    &missing_field::MISSING_FIELD,
    &missing_file::MISSING_FILE,
    &old_format::OLD_FORMAT,
    &undeclared_variable::UNDECLARED_VARIABLE,
    &unused_variable::UNUSED_VARIABLE,
    &wrong_type::WRONG_TYPE,
];
