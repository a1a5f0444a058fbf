//! Rules about `assets/configuration/spec.yaml`: what ddev refuses in the parts that are
//! written out. What comes out of templates is not looked at here.

mod additional_properties;
mod any_of;
mod array_items;
mod boolean_without_example;
mod description_too_long;
mod discovery;
mod discovery_candidate;
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
mod unique_items;
mod unknown_option_field;
mod unknown_template;
mod unknown_value_field;
mod value_and_options;
mod value_type;
mod version;

use super::{Finding, Rule, Severity, Sink, jmx};
use crate::model::spec::{SpecOption, SpecValue};
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
    &unique_items::UNIQUE_ITEMS,
    &unknown_option_field::UNKNOWN_OPTION_FIELD,
    &unknown_template::UNKNOWN_TEMPLATE,
    &unknown_value_field::UNKNOWN_VALUE_FIELD,
    &value_and_options::VALUE_AND_OPTIONS,
    &value_type::VALUE_TYPE,
    &version::VERSION,
];

/// Reports what keeps ddev from searching the sections for templates of JMX, too.
fn report_shape<'s>(
    cx: &SpecCx,
    sink: &'s mut Sink,
    span: Span,
    message: impl Into<String>,
) -> &'s mut Finding {
    let finding = sink.report(span, message);
    if jmx::walks_spec(cx) {
        finding.severity(Severity::Error);
    }
    finding
}

/// Reports a boolean that is none; text that says one is unquoted.
fn report_boolean(sink: &mut Sink, node: YamlNode) {
    if node.value().kind() == YamlKind::Bool {
        return;
    }
    let key = node.key().unwrap_or_default();
    let finding = sink.report(written(node), format!("`{key}` must be `true` or `false`."));
    let said = node.as_str().map(str::to_ascii_lowercase);
    if let Some(said @ ("true" | "false")) = said.as_deref() {
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
        None => crate::model::spec::place_of(node),
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

/// What a value is, with its article.
fn kind_name(node: YamlNode) -> &'static str {
    match node.value().kind() {
        YamlKind::Mapping => "a mapping",
        YamlKind::Sequence => "a list",
        YamlKind::Null | YamlKind::Alias => "empty",
        YamlKind::Bool => "a boolean",
        YamlKind::Int => "a whole number",
        YamlKind::Float => "a number",
        YamlKind::Timestamp => "a date",
        YamlKind::Binary => "binary",
        YamlKind::Str | YamlKind::Merge => "text",
    }
}

/// A whole number for Python, which counts booleans among them.
fn is_whole(node: YamlNode) -> bool {
    matches!(node.value().kind(), YamlKind::Int | YamlKind::Bool)
}

/// A number for Python.
fn is_number(node: YamlNode) -> bool {
    is_whole(node) || node.value().kind() == YamlKind::Float
}

/// The option in a message.
fn label(option: &SpecOption) -> String {
    match option.name() {
        Some(name) => format!("`{name}`"),
        None => "This option".to_owned(),
    }
}

/// Where to point at a type that lacks something.
fn place(value: &SpecValue) -> Span {
    match value.node.get_own("type").or(value.node.get_own("anyOf")) {
        Some(node) => written(node),
        None => crate::model::spec::place_of(value.written),
    }
}

/// Puts a scalar in quotes.
fn quoted(node: YamlNode) -> TextEdit {
    edit::set_raw(node, &format!("\"{}\"", node.raw()))
}
