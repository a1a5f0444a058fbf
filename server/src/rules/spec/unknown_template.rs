//! `spec/unknown-template`

use super::{kind_name, written};
use crate::catalog::{nearest, spec_words};
use crate::model::spec::TemplateRef;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
use crate::text::{Span, TextEdit};
use crate::workspace::SpecCx;

rule! {
    /// No template of that name ships with ddev.
    ///
    /// ## Why
    /// Templates are files of ddev 20.1; those of the repository at hand, where it has some,
    /// are not asked. Behind the file may stand `.name` for one option of a list.
    ///
    /// ## Example
    /// `template: instance/http` should be `template: instances/http`.
    ///
    /// ## Fix
    /// Replaces the name by its nearest match.
    UNKNOWN_TEMPLATE = "spec/unknown-template",
    severity: Error,
    origin: Ddev("config"),
    fix: Unsafe,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for option in &cx.spec.options {
        let Some(node) = option.node.get("template") else {
            continue;
        };
        let Some(template) = TemplateRef::of(node) else {
            let message = format!(
                "The name of a template must be text, not {}.",
                kind_name(node)
            );
            sink.report(written(node), message);
            continue;
        };
        if template.known.is_none() && !template.is_unusual() {
            report_name(cx, sink, &template);
        } else if let (Some(element), Some(known)) = (template.unknown_element(), template.known) {
            let message = format!("The template `{}` has no option `{element}`.", known.name);
            let finding = sink.report(node.inner_span(), message);
            let names = known.gives.iter().map(String::as_str);
            let names = names.filter(|name| !name.starts_with('@'));
            if let Some(meant) = nearest(element, names) {
                let mut branches = template.branches.clone();
                branches[0] = meant;
                let text = format!("{}.{}", template.name, branches.join("."));
                let edit = edit::set_text(node, &text);
                finding.unsafe_fix(format!("Replace by `{text}`"), vec![edit]);
            }
        }
    }
}

fn report_name(cx: &SpecCx, sink: &mut Sink, template: &TemplateRef) {
    let span = template.node.inner_span();
    let message = format!("No template is named `{}`.", template.name);
    let finding = sink.report(span, message);
    let names = spec_words()
        .templates
        .iter()
        .map(|known| known.name.as_str());
    if let Some(meant) = nearest(template.name, names) {
        let start = span.start as usize;
        let edit = match span.slice(cx.text()).starts_with(template.name) {
            true => TextEdit::replace(Span::new(start, start + template.name.len()), meant),
            false => edit::set_text(template.node, meant),
        };
        finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn only_templates_of_ddev_are_known() {
        let text = "- template: «instance»\n  options:\n  - template: x\n- «template»:\n- template: «instances/http.tiemout»\n- template: «init_config/openmetrics_legacy_base»";
        assert_findings(&UNKNOWN_TEMPLATE, &options(text));
    }

    #[test]
    fn elements_and_odd_paths_are_fine() {
        let text = "- template: instances/http.timeout.value\n- template: instances//http\n- template: logs.value\n- template: init_config/openmetrics_legacy";
        assert_findings(&UNKNOWN_TEMPLATE, &options(text));
    }

    #[test]
    fn the_template_meant_is_named() {
        for (bad, good) in [
            ("'instance/http'", "'instances/http'"),
            ("instance/http.timeout", "instances/http.timeout"),
            ("instances/http.tiemout", "instances/http.timeout"),
        ] {
            let line = |name: &str| format!("- template: {name}");
            assert_fix(&UNKNOWN_TEMPLATE, &options(&line(bad)), &bare(&line(good)));
        }
    }
}
