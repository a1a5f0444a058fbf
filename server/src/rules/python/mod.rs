//! Rules about Python sources. Those of ddev search the text, in exactly the files that
//! ddev reads; ours look at what the sources mean.

mod check_instance_argument;
mod deprecated_import;
mod events;
mod http_wrapper_argument;
mod legacy_signature;
mod license_header;
mod metric_limit;
mod metric_type;
mod namespace;
mod no_check_method;
mod requests_usage;
mod undeclared_metric;
mod undeclared_option;
mod undeclared_service_check;

use super::Rule;
use crate::model::python::{self, Sent};
use crate::model::{Facts, RepoKind};
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &check_instance_argument::CHECK_INSTANCE_ARGUMENT,
    &deprecated_import::DEPRECATED_IMPORT,
    &events::EVENTS,
    &http_wrapper_argument::HTTP_WRAPPER_ARGUMENT,
    &legacy_signature::LEGACY_SIGNATURE,
    &license_header::LICENSE_HEADER,
    &metric_limit::METRIC_LIMIT,
    &metric_type::METRIC_TYPE,
    &namespace::NAMESPACE,
    &no_check_method::NO_CHECK_METHOD,
    &requests_usage::REQUESTS_USAGE,
    &undeclared_metric::UNDECLARED_METRIC,
    &undeclared_option::UNDECLARED_OPTION,
    &undeclared_service_check::UNDECLARED_SERVICE_CHECK,
];

/// What the file sends by name.
fn sent<'a>(cx: &FileCx<'a>) -> &'a [Sent] {
    let facts = cx.integration.facts_at(inside(cx));
    facts
        .and_then(Facts::as_python)
        .map_or(&[], |facts| &facts.sent)
}

/// For ddev the file uses the HTTP wrapper. ddev's own sources are not indexed.
fn uses_wrapper(cx: &FileCx) -> bool {
    let facts = cx.integration.facts_at(inside(cx));
    let facts = facts.and_then(Facts::as_python);
    facts.map_or_else(
        || python::uses_wrapper(cx.text()),
        |facts| facts.uses_http_wrapper,
    )
}

/// Path of the file relative to its integration.
fn inside<'a>(cx: &FileCx<'a>) -> &'a str {
    let path: &'a str = &cx.file.path;
    path.strip_prefix(&*cx.integration.base).unwrap_or(path)
}

/// The file lies in the package of the integration. The directory of a single integration may
/// be called anything: there every package counts.
fn is_in_package(cx: &FileCx) -> bool {
    let inside = inside(cx);
    if cx.dir() == "ddev" {
        return inside.starts_with("src/ddev/");
    }
    let Some(rest) = inside.strip_prefix("datadog_checks/") else {
        return false;
    };
    cx.repo.kind == RepoKind::Single || cx.integration.is_in_package(rest)
}

/// Older commands of ddev look at directories with a manifest only.
fn has_manifest(cx: &FileCx) -> bool {
    cx.integration.files.has_file("manifest.json")
}

/// Newer commands look at every directory that the configuration does not exclude.
pub(super) fn is_integration(cx: &FileCx) -> bool {
    has_manifest(cx) || cx.repo.config.is_integration.get(cx.dir()) != Some(&false)
}

/// End of the line around an offset, without its line break.
fn line_end(text: &str, offset: usize) -> usize {
    let rest = &text.as_bytes()[offset..];
    memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |at| offset + at)
}

/// Start of the line around an offset.
fn line_start(text: &str, offset: usize) -> usize {
    memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..offset]).map_or(0, |at| at + 1)
}
