//! `spec/option-not-mapping`

use super::{kind_name, report_shape, written};
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// An entry of `options` is no mapping.
    ///
    /// ## Why
    /// Options, sections and references to templates are all mappings. A bare text is often a
    /// template without its key.
    ///
    /// ## Example
    /// `- instances/default` should be `- template: instances/default`.
    ///
    /// ## Fix
    /// Makes a reference of the bare name of a template.
    OPTION_NOT_MAPPING = "spec/option-not-mapping",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for list in &cx.spec.lists {
        for item in list.node.items().filter(|item| !item.is_mapping()) {
            let kind = kind_name(item);
            let message = format!("An option must be a mapping, but this is {kind}.");
            // ddev's search for templates goes two levels deep.
            let parent = list
                .parent
                .and_then(|parent| cx.spec.options[parent].parent);
            let finding = match parent {
                None => report_shape(cx, sink, written(item), message),
                Some(_) => sink.report(written(item), message),
            };
            let named = item.as_str().filter(|text| {
                let words = crate::catalog::spec_words();
                words.template(text).is_some()
            });
            if let Some(name) = named {
                let edit = crate::text::TextEdit::insert(item.span().start as usize, "template: ");
                finding.unsafe_fix(format!("Use the template `{name}`"), vec![edit]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn entries_are_mappings() {
        let text = "- «text»\n- template: instances\n  options:\n  - «1»\n  - template: instances/default\n- «[a]»";
        assert_findings(&OPTION_NOT_MAPPING, &options(text));
    }

    #[test]
    fn a_bare_template_gets_its_key() {
        let bad = options("- instances/default");
        assert_fix(
            &OPTION_NOT_MAPPING,
            &bad,
            &bare("- template: instances/default"),
        );
    }
}
