//! Rules about JMX packages: `metrics.yaml` and what belongs to it. ddev looks at packages
//! whose example configuration says `is_jmx`.

mod attribute_type;
mod duplicate_attribute;
mod duplicate_key;
mod include_type;
mod invalid_yaml;
mod missing_include;
mod missing_metrics_file;
mod missing_scope;
mod missing_spec;
mod no_jmx_metrics;
mod spec_template;
mod unknown_alias;
mod unknown_metric_type;
mod unreadable_example;

use super::Rule;
use crate::model::FileKind;
use crate::model::config::JmxUse;
use crate::model::jmx::strange_value;
use crate::text::Span;
use crate::workspace::FileCx;

/// The rules of this area, in order of code.
pub static RULES: &[&Rule] = &[
    &attribute_type::ATTRIBUTE_TYPE,
    &duplicate_attribute::DUPLICATE_ATTRIBUTE,
    &duplicate_key::DUPLICATE_KEY,
    &include_type::INCLUDE_TYPE,
    &invalid_yaml::INVALID_YAML,
    &missing_include::MISSING_INCLUDE,
    &missing_metrics_file::MISSING_METRICS_FILE,
    &missing_scope::MISSING_SCOPE,
    &missing_spec::MISSING_SPEC,
    &no_jmx_metrics::NO_JMX_METRICS,
    &spec_template::SPEC_TEMPLATE,
    &unknown_alias::UNKNOWN_ALIAS,
    &unknown_metric_type::UNKNOWN_METRIC_TYPE,
    &unreadable_example::UNREADABLE_EXAMPLE,
];

/// Path of the file relative to its integration.
fn own_path<'a>(cx: &FileCx<'a>) -> &'a str {
    let path: &str = &cx.file.path;
    path.strip_prefix(&*cx.integration.base).unwrap_or(path)
}

/// Where the example configuration says that this is a JMX integration, when ddev looks.
fn flag(cx: &FileCx) -> Option<Span> {
    match cx.integration.jmx_use() {
        JmxUse::Yes(flag) if cx.repo.is_ddev_integration(cx.dir()) => Some(flag),
        _ => None,
    }
}

/// The file is the `metrics.yaml` that ddev looks at.
pub(super) fn is_judged(cx: &FileCx) -> bool {
    cx.file.kind == FileKind::JmxMetrics
        && own_path(cx) == cx.integration.jmx_metrics_path()
        && flag(cx).is_some()
}

/// The file is the `metrics.yaml` that ddev looks at, and can be read.
fn is_readable(cx: &FileCx) -> bool {
    let tree = cx.file.yaml();
    is_judged(cx)
        && tree.is_some_and(|tree| tree.errors().is_empty())
        && strange_value(cx.file).is_none()
}

/// The file is the example configuration in which ddev looks for JMX.
pub(super) fn is_example(cx: &FileCx) -> bool {
    own_path(cx) == cx.integration.example_path() && cx.repo.is_ddev_integration(cx.dir())
}

/// ddev goes through the file in search of the templates of JMX, and breaks off where a
/// section or an option is something else than expected.
pub(super) fn walks_spec(cx: &FileCx) -> bool {
    let written = cx.integration.config_spec_path();
    cx.file.kind == FileKind::Spec
        && written.trim_start_matches("./") == own_path(cx)
        && flag(cx).is_some()
}

#[cfg(test)]
mod fixtures {
    /// A JMX package with these metrics.
    pub(super) fn metrics(text: &str) -> String {
        format!("{EXAMPLE}//- foo/datadog_checks/foo/data/metrics.yaml\n{text}")
    }

    /// The example configuration of a JMX package.
    pub(super) const EXAMPLE: &str = "//- foo/datadog_checks/foo/data/conf.yaml.example\n\
                                      init_config:\n  is_jmx: true\ninstances: []\n";

    /// The specification of a JMX package.
    pub(super) const SPEC: &str = "name: Foo\nfiles:\n- name: foo.yaml\n  options:\n  \
        - template: init_config\n    options:\n    - template: init_config/jmx\n  \
        - template: instances\n    options:\n    - template: instances/jmx\n";
}
