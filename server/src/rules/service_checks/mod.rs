//! Rules about `assets/service_checks.json`.

mod agent_version;
mod check_characters;
mod check_ends;
mod check_sequence;
mod check_type;
mod description;
mod duplicate_check;
mod duplicate_name;
#[cfg(test)]
mod fixtures;
mod groups;
mod integration;
mod invalid_json;
mod missing_attribute;
mod missing_file;
mod name;
mod not_a_list;
mod spelling;
mod status;
mod statuses;
mod unknown_attribute;

use foldhash::HashMap;

use super::{Rule, Sink};
use crate::catalog::fixed_integration_name;
use crate::model::Generation;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::Span;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &agent_version::AGENT_VERSION,
    &check_characters::CHECK_CHARACTERS,
    &check_ends::CHECK_ENDS,
    &check_sequence::CHECK_SEQUENCE,
    &check_type::CHECK_TYPE,
    &description::DESCRIPTION,
    &duplicate_check::DUPLICATE_CHECK,
    &duplicate_name::DUPLICATE_NAME,
    &groups::GROUPS,
    &integration::INTEGRATION,
    &invalid_json::INVALID_JSON,
    &missing_attribute::MISSING_ATTRIBUTE,
    &missing_file::MISSING_FILE,
    &name::NAME,
    &not_a_list::NOT_A_LIST,
    &status::STATUS,
    &statuses::STATUSES,
    &unknown_attribute::UNKNOWN_ATTRIBUTE,
];

/// The service checks of a file; none while its text is no JSON.
fn checks<'a>(cx: &FileCx<'a>) -> Vec<JsonNode<'a>> {
    let tree = cx.file.sound_json();
    let root = tree.map(|tree| tree.root(cx.text()));
    root.filter(|root| root.kind() == JsonKind::Array)
        .into_iter()
        .flat_map(|root| root.children())
        .filter(|item| item.kind() == JsonKind::Object)
        .collect()
}

/// Values of an attribute, of the checks that have it.
fn values<'a>(cx: &FileCx<'a>, attribute: &str) -> Vec<JsonNode<'a>> {
    let checks = checks(cx).into_iter();
    checks.filter_map(|check| check.get(attribute)).collect()
}

/// The name that every service check of an integration carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum IntegrationName<'a> {
    /// Fixed for this directory, whatever the manifest says.
    Fixed(&'static str),
    /// The display name of the manifest, with its bytes there.
    Manifest(&'a str, Span),
    /// The manifest has no display name, so no service check can be right.
    None,
}

/// What the attribute `integration` must hold; `None` where the manifest cannot tell.
pub(crate) fn integration_name<'a>(cx: &FileCx<'a>) -> Option<IntegrationName<'a>> {
    let manifest = cx.integration.manifest()?;
    if !manifest.well_formed || manifest.generation == Generation::Legacy {
        return None;
    }
    if let Some(name) = fixed_integration_name(cx.dir()) {
        return Some(IntegrationName::Fixed(name));
    }
    Some(
        match (&manifest.source_type_name, manifest.empty_source_type_name) {
            (Some(name), _) => IntegrationName::Manifest(&name.value, name.span),
            (None, Some(span)) => IntegrationName::Manifest("", span),
            (None, None) => IntegrationName::None,
        },
    )
}

/// Reports every value of a key that an earlier service check of the file has, of those values
/// that count.
fn report_repeats(cx: &FileCx, sink: &mut Sink, key: &str, counts: impl Fn(&str) -> bool) {
    let mut seen = HashMap::default();
    for node in values(cx, key) {
        let Some(value) = node.as_str().filter(|value| counts(value)) else {
            continue;
        };
        let span = node.inner_span();
        let Some(first) = seen.get(&value).copied() else {
            seen.insert(value, span);
            continue;
        };
        let message = format!("The {key} `{value}` occurs twice in this file.");
        let finding = sink.report(span, message);
        finding.related(cx.file.path.to_string(), first, "First here.");
    }
}
