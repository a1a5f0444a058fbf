//! `dashboards/missing-field`

use super::listed::{readable, top};
use crate::model::FileKind;
use crate::rules::{Applicability, Sink, rule};
use crate::syntax::json::JsonKind;
use crate::syntax::json::edit::insert_member;
use crate::workspace::FileCx;

rule! {
    /// A dashboard has no `description`, no `template_variables` or no `widgets`.
    ///
    /// ## Why
    /// ddev demands the three keys of every dashboard that the manifest names; their values
    /// may be empty. An export from the product always has them.
    ///
    /// ## Fix
    /// Inserts the key with an empty value. Without asking for `template_variables`, where
    /// that changes nothing; the other two then have to be filled in.
    MISSING_FIELD = "dashboards/missing-field",
    severity: Error,
    origin: Ddev("dashboards"),
    fix: Mixed,
    check: File(FileKind::Dashboard, check),
}

/// Keys that must be there, each with an empty value.
const REQUIRED: [(&str, &str); 3] = [
    ("description", "\"\""),
    ("template_variables", "[]"),
    ("widgets", "[]"),
];

/// Keys in the order of an export.
const ORDER: [&str; 5] = [
    "title",
    "description",
    "widgets",
    "template_variables",
    "layout_type",
];

fn check(cx: &FileCx, sink: &mut Sink) {
    let Some(root) = readable(cx).map(|dashboard| dashboard.root) else {
        return;
    };
    if root.kind() != JsonKind::Object {
        return;
    }
    for (key, empty) in REQUIRED {
        if root.get(key).is_some() {
            continue;
        }
        let finding = sink.report(top(root), format!("The dashboard has no `{key}`."));
        let sure = match key {
            "template_variables" => Applicability::Safe,
            _ => Applicability::Unsafe,
        };
        let edit = insert_member(root, &ORDER, key, empty);
        finding.fix(format!("Insert `{key}`"), sure, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::listed::fixtures::dashboard;
    use super::*;
    use crate::rules::Severity;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn three_keys_must_be_there() {
        for text in [
            "{\"description\": null, \"template_variables\": null, \"widgets\": null}",
            "«{»\"template_variables\": [], \"widgets\": []}",
            "«{»\"description\": \"\", \"widgets\": []}",
            "«{»\"description\": \"\", \"template_variables\": []}",
            "[]",
            "{\"a\": }",
        ] {
            assert_findings(&MISSING_FIELD, &dashboard(text));
        }
        let all = assert_findings(&MISSING_FIELD, &dashboard("«««{»»»}"));
        assert!(all.iter().all(|f| f.severity == Severity::Error));
    }

    #[test]
    fn ddev_does_not_see_dashboards_that_are_not_listed() {
        let text = "//- foo/assets/dashboards/b.json\n«{»\"description\": \"\", \"widgets\": []}";
        let findings = assert_findings(&MISSING_FIELD, text);
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_listed_path_may_begin_with_a_dot_or_a_slash() {
        for start in ["./", "/", "assets/../"] {
            let text = dashboard("«{»\"description\": \"\", \"widgets\": []}")
                .replace("\"assets/", &format!("\"{start}assets/"));
            let findings = assert_findings(&MISSING_FIELD, &text);
            assert_eq!(findings[0].severity, Severity::Error, "{start}");
        }
    }

    #[test]
    fn the_key_is_inserted() {
        assert_fix(
            &MISSING_FIELD,
            &dashboard("{\n  \"title\": \"A\",\n  \"description\": \"\",\n  \"widgets\": []\n}\n"),
            "{\n  \"title\": \"A\",\n  \"description\": \"\",\n  \"widgets\": [],\n  \"template_variables\": []\n}\n",
        );
    }
}
