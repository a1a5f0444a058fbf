//! `spec/unknown-template`

use super::report_faults;
use crate::catalog::{nearest, spec_words};
use crate::engine::Code;
use crate::model::spec::TemplateName;
use crate::rules::{Finding, Sink, rule};
use crate::syntax::yaml::{YamlNode, edit};
use crate::text::{Span, TextEdit};
use crate::workspace::SpecCx;

rule! {
    /// No template of that name ships with ddev.
    ///
    /// ## Why
    /// Templates are files that come with ddev; without a copy of them at hand those of ddev 20.1
    /// count. Behind the file may stand `.name` for one option of a list. An option must come out
    /// of it: ddev refuses an empty list and bare text.
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
    report_faults(cx, sink, Code::UnknownTemplate, |_, node, finding| {
        let Some(text) = node.as_str().filter(|_| node.key() == Some("template")) else {
            return;
        };
        let template = TemplateName::of(text);
        if is_known(cx, template.name) {
            mend_element(cx, node, &template, finding);
        } else {
            mend_name(cx, node, &template, finding);
        }
    });
}

fn is_known(cx: &SpecCx, name: &str) -> bool {
    match cx.templates() {
        Some(set) => set.find(name).is_ok(),
        None => spec_words().template(name).is_some(),
    }
}

fn mend_name(cx: &SpecCx, node: YamlNode, template: &TemplateName, finding: &mut Finding) {
    let meant = match cx.templates() {
        Some(set) => nearest(template.name, set.names()),
        None => {
            let known = spec_words().templates.iter();
            nearest(template.name, known.map(|known| known.name.as_str()))
        }
    };
    let Some(meant) = meant else { return };
    let span = node.inner_span();
    let start = span.start as usize;
    let edit = match span.slice(cx.text()).starts_with(template.name) {
        true => TextEdit::replace(Span::new(start, start + template.name.len()), meant),
        false => edit::set_text(node, meant),
    };
    finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
}

fn mend_element(cx: &SpecCx, node: YamlNode, template: &TemplateName, finding: &mut Finding) {
    let Some(first) = template.branches.first() else {
        return;
    };
    let elements = match cx.templates() {
        Some(set) => set.elements(template.name),
        None => {
            let gives = template.known.map(|known| known.gives.iter());
            let names = gives.into_iter().flatten().map(String::as_str);
            names.filter(|name| !name.starts_with('@')).collect()
        }
    };
    if elements.contains(first) {
        return;
    }
    if let Some(meant) = nearest(first, elements.into_iter()) {
        let mut branches = template.branches.clone();
        branches[0] = meant;
        let text = format!("{}.{}", template.name, branches.join("."));
        let edit = edit::set_text(node, &text);
        finding.unsafe_fix(format!("Replace by `{text}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, options, with_templates};
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

    #[test]
    fn templates_at_hand_are_the_truth() {
        let text = "- template: tiny/list.url\n- template: «tiny/none»\n- template: «instances/http»\n- template: «tiny/list.prt»\n- template: «tiny/text»";
        assert_findings(&UNKNOWN_TEMPLATE, &with_templates(text));
        let bad = with_templates("- template: tiny/lst");
        assert_fix(&UNKNOWN_TEMPLATE, &bad, &bare("- template: tiny/list"));
    }
}
