//! `spec/duplicate-option`

use std::collections::HashMap;

use crate::catalog::spec_words;
use crate::model::spec::Shape;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// Two options of a list have the same name.
    ///
    /// ## Why
    /// A key can stand only once in a section of the configuration. A later option of the same
    /// name is allowed when it is hidden. What a list template brings counts as well.
    DUPLICATE_OPTION = "spec/duplicate-option",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    let mut seen = HashMap::new();
    let mut templates = HashMap::new();
    for option in &cx.spec.options {
        let place = option.place();
        if let (Shape::Dropped, false, Some(template)) =
            (option.shape, option.renamed, &option.template)
        {
            // Every list shows something, so the second one repeats it.
            let first = *templates
                .entry((option.list, template.name))
                .or_insert(place);
            if first != place && option.hidden == Some(false) {
                let message = format!("The template `{}` stands above already.", template.name);
                let finding = sink.report(place, message);
                finding.related(&*cx.file.path, first, "Here first.");
            }
            for name in spec_words().brought_by(template.name) {
                seen.entry((option.list, name)).or_insert(place);
            }
            continue;
        }
        let Some(name) = option.name() else { continue };
        let first = *seen.entry((option.list, name)).or_insert(place);
        if first != place && option.hidden == Some(false) {
            let message = format!("An option `{name}` stands above already.");
            let finding = sink.report(place, message);
            finding.related(&*cx.file.path, first, "Here first.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::options;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn names_are_unique_in_a_list() {
        assert_findings(
            &DUPLICATE_OPTION,
            &options(
                "- name: a\n- name: b\n  options:\n  - name: a\n- name: «a»\n- name: a\n  hidden: true",
            ),
        );
        let templates = "- template: instances\n- name: «instances»\n- template: «instances»";
        assert_findings(&DUPLICATE_OPTION, &options(templates));
    }

    #[test]
    fn what_a_template_hides_may_repeat() {
        let text = "- name: a\n- template: init_config/service\n  hidden: true\n- name: a\n- name: «a»\n  hidden: false\n- template: init_config/tags\n- name: «a»";
        assert_findings(&DUPLICATE_OPTION, &options(text));
    }

    #[test]
    fn overrides_may_change_names() {
        let text = "- template: instances\n  overrides:\n    name: other\n- template: instances";
        assert_findings(&DUPLICATE_OPTION, &options(text));
    }

    #[test]
    fn templates_bring_names() {
        let text = "- template: instances/default\n- name: «service»\n- name: proxy\n- template: «instances/default»\n- template: instances/default\n  hidden: true";
        assert_findings(&DUPLICATE_OPTION, &options(text));
        let changed = "- template: instances/default\n  overrides:\n    tags.name: a\n- name: tags\n- template: instances/default";
        assert_findings(&DUPLICATE_OPTION, &options(changed));
    }
}
