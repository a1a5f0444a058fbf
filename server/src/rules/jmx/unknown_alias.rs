//! `jmx/unknown-alias`

use super::is_readable;
use crate::catalog::{agent_check, nearest};
use crate::model::FileKind;
use crate::model::jmx::rules;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit::set_text;
use crate::syntax::yaml::{YamlKind, YamlStyle};
use crate::workspace::FileCx;

rule! {
    /// A metric of `metrics.yaml` is not in `metadata.csv`.
    ///
    /// ## Why
    /// The alias is the name under which the metric arrives. What `metadata.csv` does not
    /// list has no description and no unit. Names with `$` are made up at run time and are
    /// left alone; so are packages without a list of metrics.
    ///
    /// ## Fix
    /// Replaces the alias by the metric that is nearest.
    UNKNOWN_ALIAS = "jmx/unknown-alias",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::JmxMetrics, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(table) = cx.integration.metadata().filter(|table| table.rows > 0) else {
        return;
    };
    if !is_readable(cx) {
        return;
    }
    let known: foldhash::HashSet<&str> = table.metrics.iter().map(|metric| &*metric.name).collect();
    let endings = agent_check().method("histogram");
    let endings = endings.map(|method| method.suffixes.as_slice());
    let used: foldhash::HashSet<&str> = rules(cx.file)
        .flat_map(|rule| rule.aliases())
        .filter_map(|alias| alias.as_str())
        .collect();
    for alias in rules(cx.file).flat_map(|rule| rule.aliases()) {
        let Some(name) = alias.as_str().filter(|name| !name.contains('$')) else {
            continue;
        };
        let listed = |ending: &String| known.contains(&*format!("{name}.{ending}"));
        if name.is_empty() || known.contains(name) || endings.unwrap_or_default().iter().any(listed)
        {
            continue;
        }
        let mut message = format!("`metadata.csv` lists no metric `{name}`.");
        let free = table.metrics.iter().map(|metric| &*metric.name);
        let near = nearest(name, free.filter(|metric| !used.contains(metric)));
        if let Some(near) = near {
            message.push_str(&format!(" Did you mean `{near}`?"));
        }
        let finding = sink.report(alias.inner_span(), message);
        let plain = alias.kind() == YamlKind::Str
            && !matches!(alias.style(), YamlStyle::Literal | YamlStyle::Folded);
        if let Some(near) = near.filter(|_| plain) {
            let edits = vec![set_text(alias, near)];
            finding.unsafe_fix(format!("Replace by `{near}`"), edits);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::metrics;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const CSV: &str = "//- foo/metadata.csv\nmetric_name,metric_type\n";

    fn with(aliases: &[&str], rows: &str) -> String {
        let mut text = "jmx_metrics:\n- include:\n    domain: a\n    attribute:\n".to_owned();
        for (index, alias) in aliases.iter().enumerate() {
            text.push_str(&format!("      A{index}:\n        alias: {alias}\n"));
        }
        format!("{}{CSV}{rows}", metrics(&text))
    }

    #[test]
    fn aliases_are_metrics_of_the_table() {
        let rows = "foo.a,gauge\nfoo.time.avg,gauge\nfoo.time.max,gauge\n";
        let aliases = ["foo.a", "«foo.zzz»", "foo.time", "foo.$name", "\"«foo.b»\""];
        assert_findings(&UNKNOWN_ALIAS, &with(&aliases, rows));
    }

    #[test]
    fn without_a_table_nothing_is_wrong() {
        assert_findings(&UNKNOWN_ALIAS, &with(&["foo.b"], ""));
    }

    #[test]
    fn the_nearest_metric_is_proposed() {
        let fixed = metrics("");
        let text = with(&["foo.requsets"], "foo.requests,gauge\n");
        let body = &text[fixed.len()..text.find(CSV).expect("a table")];
        assert_fix(&UNKNOWN_ALIAS, &text, &body.replace("requsets", "requests"));
    }
}
