//! Rules about dashboards.

mod app_id;
mod invalid_json;
mod listed;
mod missing_field;
mod old_format;
mod wrong_type;

use super::Rule;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &app_id::APP_ID,
    &invalid_json::INVALID_JSON,
    &missing_field::MISSING_FIELD,
    &old_format::OLD_FORMAT,
    &wrong_type::WRONG_TYPE,
];
