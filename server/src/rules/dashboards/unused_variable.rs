//! `dashboards/unused-variable`

use super::listed::readable;
use super::variables::{declared, mentioned};
use crate::model::FileKind;
use crate::rules::{Sink, Tag, rule};
use crate::syntax::json::edit::remove;
use crate::workspace::FileCx;

rule! {
    /// A dashboard declares a template variable that none of its texts uses.
    ///
    /// ## Why
    /// The selector at the top of the dashboard then changes nothing. Dashboards with widgets
    /// whose insides are kept elsewhere, such as powerpacks and embedded apps, are left alone.
    ///
    /// ## Fix
    /// Removes the declaration, unless a preset sets the variable.
    UNUSED_VARIABLE = "dashboards/unused-variable",
    severity: Hint,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Dashboard, check),
}

/// Types of widgets that may use variables without a text that shows it.
const OPAQUE: [&str; 3] = ["powerpack", "embedded_app", "custom"];

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(dashboard) = readable(cx) else {
        return;
    };
    let declared = declared(&dashboard);
    if declared.is_empty() {
        return;
    }
    let widgets = dashboard.definitions();
    let mut kinds = widgets.filter_map(|widget| widget.get("type")?.as_str());
    if kinds.any(|kind| OPAQUE.contains(&&*kind)) {
        return;
    }
    let mentioned = mentioned(&dashboard, &declared);
    let presets = dashboard.root.get("template_variable_presets");
    for (name, node) in &declared {
        if mentioned[name] {
            continue;
        }
        let message = format!("Nothing in the dashboard uses the template variable `{name}`.");
        let finding = sink.report(node.inner_span(), message);
        finding.tag(Tag::Unnecessary);
        let preset = presets.is_some_and(|presets| presets.raw().contains(name.as_str()));
        if let Some(variable) = node.parent().filter(|_| !preset) {
            finding.unsafe_fix("Remove the variable", vec![remove(variable)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(name: &str, widget: &str) -> String {
        format!(
            "//- foo/assets/dashboards/a.json\n{{\"template_variables\": [{{\"name\": \"{name}\", \"default\": \"$env\"}}], \"widgets\": [{widget}]}}"
        )
    }

    #[test]
    fn a_variable_is_used_where_any_text_names_it() {
        for widget in [
            "{\"q\": \"a{$env}\"}",
            "{\"q\": \"a{x:$env.value}\"}",
            "{\"definition\": {\"content\": \"See $env-1\"}}",
            "{\"definition\": {\"type\": \"custom\"}}",
        ] {
            assert_findings(&UNUSED_VARIABLE, &with("env", widget));
        }
        for widget in ["{\"q\": \"a{env:x,$environment}\"}", "{\"q\": \"a{$Env}\"}"] {
            assert_findings(&UNUSED_VARIABLE, &with("«env»", widget));
        }
    }

    #[test]
    fn the_declaration_goes() {
        assert_fix(
            &UNUSED_VARIABLE,
            &with("env", ""),
            "{\"template_variables\": [], \"widgets\": []}",
        );
    }
}
