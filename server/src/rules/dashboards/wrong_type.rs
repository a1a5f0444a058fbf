//! `dashboards/wrong-type`

use super::listed::readable;
use super::old_format::TODAY;
use crate::model::FileKind;
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::workspace::FileCx;

rule! {
    /// A part of a dashboard is of another type than its readers expect.
    ///
    /// ## Why
    /// A dashboard is an object, `widgets` a list of objects, and the `definition` of a
    /// widget an object. ddev ends with an unhandled exception where it walks into anything
    /// else: always at the top, and inside the widgets when the manifest is of version 2.0.0.
    WRONG_TYPE = "dashboards/wrong-type",
    severity: Error,
    origin: Ddev("dashboards"),
    fix: None,
    check: File(FileKind::Dashboard, check),
}

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(root) = readable(cx).map(|dashboard| dashboard.root) else {
        return;
    };
    let mut report = |node: JsonNode, message: &str, fails: bool| {
        let finding = sink.report(node.span(), message);
        if !fails {
            finding.severity(Severity::Warning);
        }
    };
    if root.kind() != JsonKind::Object {
        return report(root, "A dashboard must be an object.", true);
    }
    let version = cx.integration.manifest().and_then(|m| m.version.as_ref());
    let walked = version.is_some_and(|version| &*version.value == "2.0.0");
    // Without a sign of today the widgets are looked through for one.
    let fails = walked || TODAY.iter().all(|key| root.get(key).is_none());
    let mut open: Vec<(JsonNode, bool)> = root
        .get("widgets")
        .into_iter()
        .map(|list| (list, fails))
        .collect();
    while let Some((list, fails)) = open.pop() {
        if list.kind() != JsonKind::Array {
            // Nothing is walked in what is empty, but for what cannot be walked at all.
            let empty = matches!(list.kind(), JsonKind::Object | JsonKind::String);
            report(
                list,
                "`widgets` must be a list.",
                fails && !(empty && list.is_falsy()),
            );
            continue;
        }
        for widget in list.children() {
            if widget.kind() != JsonKind::Object {
                report(widget, "A widget must be an object.", fails);
                continue;
            }
            let Some(definition) = widget.get("definition") else {
                continue;
            };
            if definition.kind() != JsonKind::Object {
                report(
                    definition,
                    "The `definition` of a widget must be an object.",
                    walked,
                );
                continue;
            }
            // An empty value of any type counts as no widgets at all.
            let inner = definition.get("widgets").filter(|list| !list.is_falsy());
            open.extend(inner.map(|list| (list, walked)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::listed::fixtures::dashboard;
    use super::*;
    use crate::testing::assert_findings;

    const BAD: [&str; 8] = [
        "«[]»",
        "{\"title\": \"\", \"widgets\": «null»}",
        "{\"title\": \"\", \"widgets\": «\"ab\"»}",
        "{\"title\": \"\", \"widgets\": «{\"a\": 1}»}",
        "{\"title\": \"\", \"widgets\": [{}, «1»]}",
        "{\"title\": \"\", \"widgets\": [{\"definition\": «null»}]}",
        "{\"title\": \"\", \"widgets\": [{\"definition\": {\"widgets\": [«\"a\"»]}}]}",
        "{\"title\": \"\", \"widgets\": [{\"definition\": {\"widgets\": «true»}}]}",
    ];

    #[test]
    fn types_that_cannot_be_walked_are_errors() {
        for text in BAD {
            let findings = assert_findings(&WRONG_TYPE, &dashboard(text));
            assert_eq!(findings[0].severity, Severity::Error, "{text}");
        }
    }

    #[test]
    fn empty_values_are_only_odd() {
        for text in [
            "{\"title\": \"\", \"widgets\": «{}»}",
            "{\"title\": \"\", \"widgets\": «\"\"»}",
        ] {
            let findings = assert_findings(&WRONG_TYPE, &dashboard(text));
            assert_eq!(findings[0].severity, Severity::Warning);
        }
        let healthy = "{\"title\": \"\", \"widgets\": [{}, {\"definition\": {\"widgets\": null}}]}";
        assert_findings(&WRONG_TYPE, &dashboard(healthy));
    }

    #[test]
    fn with_an_older_manifest_only_the_signs_of_today_count() {
        let older = |text: &str| dashboard(text).replace("\"2.0.0\"", "\"1.0.0\"");
        for (index, text) in BAD.into_iter().enumerate() {
            let findings = assert_findings(&WRONG_TYPE, &older(text));
            let error = findings[0].severity == Severity::Error;
            assert_eq!(error, index == 0, "{text}");
        }
        let findings = assert_findings(&WRONG_TYPE, &older("{\"widgets\": «null»}"));
        assert_eq!(findings[0].severity, Severity::Error);
    }
}
