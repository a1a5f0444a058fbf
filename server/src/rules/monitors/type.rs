//! `monitors/type`

use super::readable;
use crate::catalog::{monitor_schema, nearest};
use crate::model::FileKind;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;
use crate::workspace::FileCx;

rule! {
    /// The type of a monitor is not one that is known.
    ///
    /// ## Why
    /// The type tells how the query is read. A misspelt one cannot be imported. A type that
    /// resembles no known one may be new, and is only a hint.
    ///
    /// ## Fix
    /// Writes the known type that is nearest.
    TYPE = "monitors/type",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: File(FileKind::Monitor, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(node) = readable(cx).and_then(|monitor| monitor.body.get("type")) else {
        return;
    };
    let (Some(written), Some(schema)) = (node.as_str(), monitor_schema().at("/definition/type"))
    else {
        return;
    };
    let known = || schema.examples.iter().filter_map(|value| value.as_str());
    if known().any(|kind| kind == written) {
        return;
    }
    let meant = nearest(&written, known());
    let message = match meant {
        Some(meant) => format!("There is no monitor type `{written}`. Did you mean `{meant}`?"),
        None => format!("There is no known monitor type `{written}`."),
    };
    let finding = sink.report(node.inner_span(), message);
    match meant {
        Some(meant) => {
            let edit = TextEdit::replace(node.span(), quote(meant));
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
        None => {
            finding.severity(Severity::Hint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(kind: &str) -> String {
        format!("//- foo/assets/monitors/a.json\n{{\"definition\": {{\"type\": \"{kind}\"}}}}")
    }

    #[test]
    fn types_are_known_or_near_known_ones() {
        for kind in [
            "query alert",
            "service check",
            "event-v2 alert",
            "database-monitoring alert",
        ] {
            assert_findings(&TYPE, &with(kind));
        }
        let near = assert_findings(&TYPE, &with("«querry alert»"));
        assert_eq!(near[0].severity, Severity::Warning);
        let far = assert_findings(&TYPE, &with("«quantum flux»"));
        assert_eq!(far[0].severity, Severity::Hint);
    }

    #[test]
    fn the_nearest_is_written() {
        let good = with("query alert");
        assert_fix(
            &TYPE,
            &with("Query Alert"),
            good.split_once('\n').unwrap().1,
        );
    }
}
