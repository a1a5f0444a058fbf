//! Rules about monitors. No command of ddev looks at them, so that most rules only warn.

mod check_unknown;
mod description_too_long;
mod forbidden_field;
mod integration_tag;
mod invalid_json;
mod metric_unknown;
mod missing_field;
mod name;
mod title_differs;
mod title_too_long;
mod r#type;

use super::{Rule, Sink};
use crate::catalog::monitor_schema;
use crate::model::monitor::Monitor;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &check_unknown::CHECK_UNKNOWN,
    &description_too_long::DESCRIPTION_TOO_LONG,
    &forbidden_field::FORBIDDEN_FIELD,
    &integration_tag::INTEGRATION_TAG,
    &invalid_json::INVALID_JSON,
    &metric_unknown::METRIC_UNKNOWN,
    &missing_field::MISSING_FIELD,
    &name::NAME,
    &title_differs::TITLE_DIFFERS,
    &title_too_long::TITLE_TOO_LONG,
    &r#type::TYPE,
];

/// The monitor of a file whose text can be read.
fn readable<'a>(cx: &FileCx<'a>) -> Option<Monitor<'a>> {
    let errors = cx.file.json().map(|tree| tree.errors())?;
    let monitor = Monitor::of(cx.file).filter(|_| errors.is_empty())?;
    (monitor.root.kind() == JsonKind::Object).then_some(monitor)
}

/// Reports the text of a key that is longer than the schema allows.
fn report_long(sink: &mut Sink, node: Option<JsonNode>, key: &str) {
    let schema = monitor_schema().at(&format!("/{key}"));
    let limit = schema.and_then(|schema| schema.max_length);
    let text = node.and_then(|node| Some((node, node.as_str()?)));
    if let (Some(limit), Some((node, text))) = (limit, text) {
        let length = text.chars().count();
        if length > limit {
            let message =
                format!("The {key} has {length} characters; at most {limit} are expected.");
            sink.report(node.inner_span(), message);
        }
    }
}
