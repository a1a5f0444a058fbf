//! Rules about `assets/configuration/spec.yaml`. The engine finds the faults, with the templates
//! where they are at hand; each rule shows those of its kind and mends them.

mod additional_properties;
mod any_of;
mod array_items;
mod boolean_without_example;
mod description_too_long;
mod discovery;
mod duplicate_option;
mod example_name;
mod example_type;
mod file_name;
mod files;
#[cfg(test)]
mod fixtures;
mod formats;
mod http_template;
mod invalid_yaml;
mod name;
mod not_a_mapping;
mod numeric_bounds;
mod object_properties;
mod object_required;
mod option_attribute_type;
mod option_description;
mod option_name;
mod option_not_mapping;
mod options_missing;
mod overrides;
mod pattern;
mod require_trusted_provider;
mod secret_option;
mod unfit_example;
mod unique_items;
mod unknown_option_field;
mod unknown_template;
mod unknown_value_field;
mod unread_option;
mod value_and_options;
mod value_type;
mod version;

pub(in crate::rules) use http_template::user as user_of_http;

use super::{Finding, Rule, Severity, Sink, jmx};
use crate::engine::example::{RenderError, RenderErrorKind};
use crate::engine::{Code, Mark, Origin, Resolved, Site, SpecError};
use crate::model::spec::{SpecOption, place_of};
use crate::syntax::yaml::{YamlKind, YamlNode, edit};
use crate::text::{Span, TextEdit};
use crate::workspace::SpecCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &additional_properties::ADDITIONAL_PROPERTIES,
    &any_of::ANY_OF,
    &array_items::ARRAY_ITEMS,
    &boolean_without_example::BOOLEAN_WITHOUT_EXAMPLE,
    &description_too_long::DESCRIPTION_TOO_LONG,
    &discovery::DISCOVERY,
    &duplicate_option::DUPLICATE_OPTION,
    &example_name::EXAMPLE_NAME,
    &example_type::EXAMPLE_TYPE,
    &file_name::FILE_NAME,
    &files::FILES,
    &formats::FORMATS,
    &http_template::HTTP_TEMPLATE,
    &invalid_yaml::INVALID_YAML,
    &name::NAME,
    &not_a_mapping::NOT_A_MAPPING,
    &numeric_bounds::NUMERIC_BOUNDS,
    &object_properties::OBJECT_PROPERTIES,
    &object_required::OBJECT_REQUIRED,
    &option_attribute_type::OPTION_ATTRIBUTE_TYPE,
    &option_description::OPTION_DESCRIPTION,
    &option_name::OPTION_NAME,
    &option_not_mapping::OPTION_NOT_MAPPING,
    &options_missing::OPTIONS_MISSING,
    &overrides::OVERRIDES,
    &pattern::PATTERN,
    &require_trusted_provider::REQUIRE_TRUSTED_PROVIDER,
    &secret_option::SECRET_OPTION,
    &unfit_example::UNFIT_EXAMPLE,
    &unique_items::UNIQUE_ITEMS,
    &unknown_option_field::UNKNOWN_OPTION_FIELD,
    &unknown_template::UNKNOWN_TEMPLATE,
    &unknown_value_field::UNKNOWN_VALUE_FIELD,
    &unread_option::UNREAD_OPTION,
    &value_and_options::VALUE_AND_OPTIONS,
    &value_type::VALUE_TYPE,
    &version::VERSION,
];

/// Reports the faults of a kind. Where one is written in this file, `mend` may say more of it.
fn report_faults<'a>(
    cx: &SpecCx<'a>,
    sink: &mut Sink,
    code: Code,
    mend: impl Fn(&SpecError, YamlNode<'a>, &mut Finding),
) {
    let resolved = cx.resolved();
    for error in resolved.errors.iter().filter(|error| error.code == code) {
        let (span, node) = located(cx, resolved, error.site);
        let message = told(cx, resolved, error.site.origin, &error.message);
        let finding = sink.report(span, message);
        if let Some((site, what)) = error.related {
            let (other, _) = located(cx, resolved, site);
            if other != span {
                finding.related(&*cx.file.path, other, what);
            }
        }
        if let Some(node) = node {
            mend(error, node, finding);
        }
    }
}

/// Reports the faults of a kind that nobody can mend.
fn report_all(cx: &SpecCx, sink: &mut Sink, code: Code) {
    report_faults(cx, sink, code, |_, _, _| {});
}

/// Reports the faults of a kind in what is rendered; `mend` gets what is to blame when it is
/// written in this file. `None` when nothing can be rendered.
fn report_rendered<'a>(
    cx: &SpecCx<'a>,
    sink: &mut Sink,
    (mark, wanted): (Mark, fn(&RenderErrorKind) -> bool),
    mend: impl Fn(&RenderError, YamlNode<'a>, &mut Finding),
) -> Option<()> {
    let errors = cx.render_errors()?;
    let resolved = cx.resolved();
    for error in errors.iter().filter(|error| wanted(&error.kind)) {
        let site = Site {
            origin: error.origin,
            key: None,
            mark,
        };
        let (span, node) = located(cx, resolved, site);
        let message = told(cx, resolved, error.origin, &error.to_string());
        let finding = sink.report(span, message);
        if let Some(node) = node {
            mend(error, node, finding);
        }
    }
    Some(())
}

/// The message, with the place in a template where the fault is.
fn told(cx: &SpecCx, resolved: &Resolved, origin: Origin, message: &str) -> String {
    let used = resolved.use_of(origin);
    let Some(template) = used.and_then(|used| cx.templates()?.file(used.file)) else {
        return message.to_owned();
    };
    let before = &template.text[..origin.span.start as usize];
    let line = before.matches('\n').count() + 1;
    let path = &template.path;
    format!("{message} It comes from line {line} of the template `{path}`.")
}

/// Bytes to show for a place, and what is written there. A place in a template is shown where
/// this file refers to it.
fn located<'a>(cx: &SpecCx<'a>, resolved: &Resolved, site: Site) -> (Span, Option<YamlNode<'a>>) {
    let Some(tree) = cx.file.yaml() else {
        return (Span::at(0), None);
    };
    let written_here = |node: &YamlNode| node.kind() != YamlKind::Alias;
    if site.origin.source != 0 {
        let span = resolved.in_spec(site.origin).unwrap_or(Span::at(0));
        let node = tree
            .nodes(cx.text())
            .find(|node| node.span() == span && written_here(node));
        return (node.map_or(span, |node| node.inner_span()), None);
    }
    let span = site.origin.span;
    let by_key = site.key.filter(|key| key.source == 0).and_then(|key| {
        let mut nodes = tree.nodes(cx.text());
        nodes.find(|node| node.key_span() == Some(key.span) && node.value().span() == span)
    });
    let is_key = site.key.is_none() && site.mark == Mark::Key;
    let node = by_key.or_else(|| {
        let mut nodes = tree.nodes(cx.text());
        if is_key {
            return nodes.find(|node| node.key_span() == Some(span));
        }
        nodes.find(|node| node.span() == span && written_here(node))
    });
    let Some(node) = node else {
        return (span, None);
    };
    let shown = match site.mark {
        Mark::Value => written(node),
        Mark::Text => node.inner_span(),
        Mark::Key => node.key_span().unwrap_or(node.span()),
        Mark::Option => place_of_option(node),
        Mark::First => place_of(node),
    };
    (shown, Some(node))
}

/// The name of an option, its template, or its first key.
fn place_of_option(node: YamlNode) -> Span {
    let named = node.get("name").filter(YamlNode::is_scalar);
    let named = named.or_else(|| node.get("template"));
    match named.filter(|node| !node.is_missing()) {
        Some(node) => node.inner_span(),
        None => place_of(node),
    }
}

/// Marks what keeps ddev from searching the sections for templates of JMX, too.
fn shape_fault(cx: &SpecCx, finding: &mut Finding) {
    if jmx::walks_spec(cx) {
        finding.severity(Severity::Error);
    }
}

/// Lists around a value, up to the top.
fn depth(node: YamlNode) -> usize {
    let parents = std::iter::successors(node.parent(), YamlNode::parent);
    parents.filter(YamlNode::is_sequence).count()
}

/// Text that says a boolean is unquoted.
fn fix_boolean(node: YamlNode, finding: &mut Finding) {
    let key = node.key().unwrap_or_default();
    let is_boolean = !matches!(
        key,
        "" | "display_priority" | "deprecation" | "metadata_tags"
    );
    let said = node.as_str().map(str::to_ascii_lowercase);
    if let Some(said @ ("true" | "false")) = said.as_deref()
        && is_boolean
    {
        let edit = edit::set_raw(node, said);
        finding.safe_fix(format!("Replace by `{said}`"), vec![edit]);
    }
}

/// Bytes of a value, or of its key where there is little to see or too much.
fn written(node: YamlNode) -> Span {
    let short = node.is_scalar() || node.is_flow();
    let key = node.key_span().filter(|_| node.is_missing() || !short);
    match key {
        Some(key) => key,
        None if short => node.span(),
        None => place_of(node),
    }
}

/// Where to point at something that a section lacks: the section, else `files`, else the start.
fn place_of_section(cx: &SpecCx, name: &str) -> Span {
    let mut options = cx.spec.options.iter();
    let section = options.find(|option| option.name() == Some(name));
    let files = || cx.spec.root.get_own("files")?.key_span();
    section
        .map(SpecOption::place)
        .or_else(files)
        .unwrap_or(Span::at(0))
}

/// The option in a message.
fn label(option: &SpecOption) -> String {
    match option.name() {
        Some(name) => format!("`{name}`"),
        None => "This option".to_owned(),
    }
}

/// Puts a scalar in quotes.
fn quoted(node: YamlNode) -> TextEdit {
    edit::set_raw(node, &format!("\"{}\"", node.raw()))
}
