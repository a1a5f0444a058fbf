//! Rules about example and default configurations. Files without a specification are held
//! against the format of hand-written examples.

mod byte_order_mark;
mod default_template;
mod invalid_yaml;
mod legacy_description;
mod legacy_duplicate;
mod legacy_instances;
mod legacy_layout;
mod legacy_object;
mod legacy_param;
mod legacy_sections;
mod legacy_type;
mod missing_example;
mod missing_spec;
mod out_of_sync;
mod sections;

use super::{Finding, Rule, Severity, Sink};
use crate::model::config::legacy::Aspect;
use crate::model::{Facts, FileKind, RepoKind};
use crate::text::Span;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &byte_order_mark::BYTE_ORDER_MARK,
    &default_template::DEFAULT_TEMPLATE,
    &invalid_yaml::INVALID_YAML,
    &legacy_description::LEGACY_DESCRIPTION,
    &legacy_duplicate::LEGACY_DUPLICATE,
    &legacy_instances::LEGACY_INSTANCES,
    &legacy_layout::LEGACY_LAYOUT,
    &legacy_object::LEGACY_OBJECT,
    &legacy_param::LEGACY_PARAM,
    &legacy_sections::LEGACY_SECTIONS,
    &legacy_type::LEGACY_TYPE,
    &missing_example::MISSING_EXAMPLE,
    &missing_spec::MISSING_SPEC,
    &out_of_sync::OUT_OF_SYNC,
    &sections::SECTIONS,
];

/// ddev reads this file as a hand-written example: the package has no specification, and the
/// data folder bears the name of the directory unchanged.
fn is_hand_written(cx: &FileCx) -> bool {
    let dir = cx.dir();
    let folder = cx
        .integration
        .repo_path(&format!("datadog_checks/{dir}/data/"));
    cx.repo.kind != RepoKind::Legacy
        && cx.has_checked_configurations()
        && !cx.integration.files.has_file(FileKind::Spec.file_name())
        && cx.file.path.starts_with(&folder)
}

/// ddev compares the file with what a specification renders.
fn is_rendered(cx: &FileCx) -> bool {
    let folder = cx
        .integration
        .repo_path(&format!("datadog_checks/{}/data/", cx.dir()));
    let name = cx.file.path.strip_prefix(&*folder);
    let spec = cx.integration.facts_at(FileKind::Spec.file_name());
    let examples = spec.and_then(Facts::as_spec).map(|spec| &spec.examples);
    let mut rendered = examples.into_iter().flatten();
    cx.has_checked_configurations() && rendered.any(|example| Some(&*example.value) == name)
}

/// The text is YAML that can be loaded.
fn is_readable(cx: &FileCx) -> bool {
    cx.file.sound_yaml().is_some()
}

/// Reports the problems of a hand-written example that are about one thing.
fn report_aspect(cx: &FileCx, sink: &mut Sink, aspect: Aspect) {
    if !is_hand_written(cx) || !is_readable(cx) {
        return;
    }
    let problems = cx.file.hand_written_problems().iter();
    for problem in problems.filter(|problem| problem.aspect == aspect) {
        let span = problem.line.map_or(Span::at(0), |line| line_span(cx, line));
        let finding: &mut Finding = sink.report(span, problem.message.as_str());
        if problem.warning {
            finding.severity(Severity::Warning);
        }
        if let Some(line) = problem.related {
            finding.related(&*cx.file.path, line_span(cx, line), "Here first.");
        }
    }
}

/// A line without the blanks around it.
fn line_span(cx: &FileCx, line: usize) -> Span {
    let text = cx.text();
    let base = text.as_ptr() as usize;
    let lines = crate::model::config::legacy::lines(text);
    let Some(line) = lines.get(line) else {
        return Span::at(text.len());
    };
    let body = line.trim();
    let start = body.as_ptr() as usize - base;
    Span::new(start, start + body.len())
}

#[cfg(test)]
mod tests {
    /// A hand-written example of a package without a specification.
    pub(super) fn example(text: &str) -> String {
        format!(
            "//- foo/datadog_checks/foo/__about__.py\n__version__ = \"1.0.0\"\n//- foo/datadog_checks/foo/data/conf.yaml.example\n{text}"
        )
    }
}
