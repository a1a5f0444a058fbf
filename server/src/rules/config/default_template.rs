//! `config/default-template`

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
    let sections: Vec<(usize, &SpecOption)> = spec.options.iter().enumerate().collect();
    for (index, section) in sections {
        let Some(template) = section.template.as_ref().filter(|t| t.branches.is_empty()) else {
            continue;
        };
        let name = template.name;
        let file = &spec.files[section.file];
        if !matches!(name, "init_config" | "instances") || file.is_shipped() {
            continue;
        }
        let mut inner = spec.options.iter().filter(|o| o.parent == Some(index));
        let common = inner.clone().any(|option| {
            let template = option.template.as_ref().map(|t| t.name);
            let own = template.and_then(|t| t.strip_prefix(name)?.strip_prefix('/'));
            own.is_some_and(|own| COMMON.contains(&own))
        });
        // A section that is filled by hand knows what it does.
        let all_known = inner.all(|option| option.template.is_some());
        if !common && all_known && section.node.get("options").is_some() {
            let message = format!(
                "`{name}` lacks the options that every check has, as `{name}/default` brings them."
            );
            sink.report(template.node.inner_span(), message);
        }
    }
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
