//! `spec/overrides`

use super::{kind_name, written};
use crate::rules::{Sink, rule};
use crate::syntax::yaml::YamlNode;
use crate::workspace::SpecCx;

rule! {
    /// The `overrides` of a template are no mapping of dotted paths.
    ///
    /// ## Why
    /// ddev takes them for a mapping without looking, and crashes when they are none.
    ///
    /// ## Example
    /// ```yaml
    /// - template: instances/http
    ///   overrides:
    ///     timeout.value.example: 42
    /// ```
    OVERRIDES = "spec/overrides",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for option in &cx.spec.options {
        let overrides = option.node.get("overrides");
        let Some(overrides) = overrides.filter(|_| option.node.get("template").is_some()) else {
            continue;
        };
        if overrides.is_mapping() {
            for (key, _) in overrides.effective_pairs() {
                if key.as_str().is_none() {
                    let kind = kind_name(key);
                    let message = format!("The path of a change must be text, but this is {kind}.");
                    sink.report(key.span(), message);
                }
            }
        } else if !passes(overrides) {
            let message = format!(
                "`overrides` must be a mapping of dotted paths, not {}.",
                kind_name(overrides)
            );
            sink.report(written(overrides), message);
        }
    }
}

/// Python also makes mappings of empty texts and lists, and of lists of pairs.
fn passes(node: YamlNode) -> bool {
    node.as_str() == Some("") || node.is_sequence() && node.items().all(|item| item.is_sequence())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::options;
    use super::*;
    use crate::testing::assert_findings;

    fn with(overrides: &str) -> String {
        options(&format!("- template: instances/http\n  {overrides}"))
    }

    #[test]
    fn changes_are_a_mapping_of_texts() {
        assert_findings(&OVERRIDES, &with("«overrides»:"));
        assert_findings(&OVERRIDES, &with("overrides: «text»"));
        assert_findings(&OVERRIDES, &with("overrides: {«1»: 2}"));
        assert_findings(
            &OVERRIDES,
            &with("overrides: [«»]").replace("[«»]", "«[a]»"),
        );
    }

    #[test]
    fn what_passes_is_left_alone() {
        assert_findings(&OVERRIDES, &with("overrides: {timeout.value.example: 42}"));
        assert_findings(&OVERRIDES, &with("overrides: []"));
        assert_findings(&OVERRIDES, &options("- name: a\n  overrides: text"));
    }
}
