//! `config/default-template`

use foldhash::HashSet;

use crate::model::spec::SpecOption;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// `init_config` or `instances` use no template with the options that every check has.
    ///
    /// ## Why
    /// Every check takes `service`, `tags`, `min_collection_interval` and the like. They come
    /// with `default`, `openmetrics`, `openmetrics_legacy` and `jmx`; ddev meant to insist on
    /// one of these, but does not.
    ///
    /// ## Example
    /// ```yaml
    /// - template: init_config
    ///   options:
    ///   - template: init_config/default
    /// ```
    DEFAULT_TEMPLATE = "config/default-template",
    severity: Hint,
    origin: Ours,
    fix: None,
    check: Spec(check),
}

/// Templates that bring the common options.
const COMMON: [&str; 4] = ["default", "openmetrics", "openmetrics_legacy", "jmx"];

fn check(cx: &SpecCx, sink: &mut Sink) {
    let spec = &cx.spec;
    // Sections with a common template, and those that are filled by hand as well.
    let mut settled = HashSet::default();
    for option in &spec.options {
        let Some(parent) = option.parent else {
            continue;
        };
        let section = section_of(&spec.options[parent]);
        let own = option.template.as_ref().map(|t| t.name);
        let own = own.zip(section).and_then(|(own, section)| {
            let rest = own.strip_prefix(section)?;
            rest.strip_prefix('/')
        });
        if own.is_some_and(|own| COMMON.contains(&own)) || option.template.is_none() {
            settled.insert(parent);
        }
    }
    for (index, section) in spec.options.iter().enumerate() {
        let Some(name) = section_of(section) else {
            continue;
        };
        let is_example = !spec.files[section.file].is_shipped();
        if is_example && !settled.contains(&index) && section.node.get("options").is_some() {
            let message = format!(
                "`{name}` lacks the options that every check has, as `{name}/default` brings them."
            );
            sink.report(section.place(), message);
        }
    }
}

/// The section that a template without branches stands for.
fn section_of<'a>(option: &SpecOption<'a>) -> Option<&'a str> {
    let template = option.template.as_ref()?;
    let known = matches!(template.name, "init_config" | "instances");
    (known && template.branches.is_empty()).then_some(template.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_findings;

    fn spec(options: &str) -> String {
        format!(
            "//- foo/assets/configuration/spec.yaml\nfiles:\n- name: foo.yaml\n  options:\n{options}"
        )
    }

    #[test]
    fn sections_bring_the_common_options() {
        let text = "  - template: «init_config»\n    options:\n    - template: init_config/http\n  - template: instances\n    options:\n    - template: instances/openmetrics\n";
        assert_findings(&DEFAULT_TEMPLATE, &spec(text));
        let by_hand = "  - template: instances\n    options:\n    - name: a\n";
        assert_findings(&DEFAULT_TEMPLATE, &spec(by_hand));
    }
}
