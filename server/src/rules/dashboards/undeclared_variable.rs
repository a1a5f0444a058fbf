//! `dashboards/undeclared-variable`

use super::listed::readable;
use super::variables::{declared, undeclared_in_queries};
use crate::catalog::nearest;
use crate::model::FileKind;
use crate::rules::{Sink, rule};
use crate::syntax::json::JsonKind;
use crate::syntax::json::edit::{insert_item, insert_member, quote};
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// A query uses a template variable that the dashboard does not declare.
    ///
    /// ## Why
    /// Without a declaration `$name` filters by nothing, or by a value of that spelling. Upper
    /// and lower case are different. `$name.value` stands for the bare value.
    ///
    /// ## Fix
    /// Writes the declared name that is nearest, or declares the variable.
    UNDECLARED_VARIABLE = "dashboards/undeclared-variable",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Dashboard, check),
}

/// So many further uses are told.
const SHOWN: usize = 5;

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(dashboard) = readable(cx) else {
        return;
    };
    let root = dashboard.root;
    let declared = declared(&dashboard);
    let list = root.get("template_variables");
    for (name, places) in undeclared_in_queries(&dashboard, &declared) {
        // In order, so that of two names as near it is always the same.
        let mut names: Vec<&str> = declared.keys().map(String::as_str).collect();
        names.sort_unstable();
        let meant = nearest(&name, names.into_iter());
        let mut message = format!("The dashboard declares no template variable `{name}`.");
        if let Some(meant) = meant {
            message.push_str(&format!(" Did you mean `{meant}`?"));
        }
        let finding = sink.report(places[0], message);
        for place in places.iter().skip(1).take(SHOWN) {
            finding.related(cx.file.path.to_string(), *place, "Used here too.");
        }
        if let Some(meant) = meant {
            let inner = quote(meant);
            let inner = inner.trim_matches('"');
            let edits = places.iter().map(|place| TextEdit::replace(*place, inner));
            finding.unsafe_fix(format!("Replace by `{meant}`"), edits.collect());
        }
        let quoted = quote(&name);
        let variable = format!(
            "{{\"name\": {quoted}, \"prefix\": {quoted}, \"available_values\": [], \"default\": \"*\"}}"
        );
        let edit = match list {
            Some(list) if list.kind() == JsonKind::Array => insert_item(list, &variable),
            Some(list) if list.is_falsy() => {
                TextEdit::replace(list.span(), format!("[{variable}]"))
            }
            Some(_) => continue,
            None if root.kind() == JsonKind::Object => {
                insert_member(root, &[], "template_variables", &format!("[{variable}]"))
            }
            None => continue,
        };
        finding.unsafe_fix(format!("Declare `{name}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(query: &str) -> String {
        format!(
            "//- foo/assets/dashboards/a.json\n{{\"template_variables\": [{{\"name\": \"host\"}}, {{\"name\": \"os.family\"}}], \"widgets\": [{query}]}}"
        )
    }

    #[test]
    fn variables_in_queries_must_be_declared() {
        for query in [
            "{\"q\": \"sum:a{$host,x:$host.value,!$os.family.value}\"}",
            "{\"q\": \"sum:a{«$env»}\"}".replace("«$", "$«").as_str(),
            "{\"q\": \"sum:a{e:$«env».value,$env}\"}",
            "{\"search\": {\"query\": \"\\\"x\\\" $«env».value $os.family\"}}",
            "{\"query_string\": \"a:$«env» \"}",
            "{\"q\": \"$agg:a{*}\"}",
            "{\"title\": \"$env\", \"query\": \"$env\"}",
            "{\"search\": {\"query\": \"US$env \\\\$env $5 {{$env}}\"}}",
        ] {
            assert_findings(&UNDECLARED_VARIABLE, &with(query));
        }
    }

    #[test]
    fn the_nearest_is_written_everywhere() {
        let bad = with("{\"q\": \"a{$hosts}+b{$hosts.value}\"}");
        let good = with("{\"q\": \"a{$host}+b{$host.value}\"}");
        assert_fix(&UNDECLARED_VARIABLE, &bad, good.split_once('\n').unwrap().1);
    }

    #[test]
    fn a_variable_is_declared() {
        assert_fix(
            &UNDECLARED_VARIABLE,
            "//- foo/assets/dashboards/a.json\n{\"q\": \"a{$env}\", \"template_variables\": null}",
            "{\"q\": \"a{$env}\", \"template_variables\": [{\"name\": \"env\", \"prefix\": \"env\", \"available_values\": [], \"default\": \"*\"}]}",
        );
    }
}
