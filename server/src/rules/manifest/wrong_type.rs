//! `manifest/wrong-type`

use super::for_jobs;
use super::walk::{self, has_own_rule, is_of, type_name};
use crate::catalog::SchemaType;
use crate::rules::{Applicability, Severity, Sink, rule};
use crate::syntax::json::{JsonKind, JsonNode, edit::quote};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

rule! {
    /// A value has another type than its key demands.
    ///
    /// ## Why
    /// Readers of the manifest do not convert: `"true"` is a text that counts as true even
    /// when it says `"false"`, and ddev stops where it looks up a key in a list. Where no
    /// command of ddev minds, it is a warning.
    ///
    /// ## Example
    /// `"auto_install": "true"` should be `"auto_install": true`.
    ///
    /// ## Fix
    /// Converts texts that say a boolean or a number, numbers where text is due, and wraps a
    /// single value where a list is due.
    WRONG_TYPE = "manifest/wrong-type",
    severity: Error,
    origin: Format,
    fix: Mixed,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    walk::visit(cx, &mut |node, schema| {
        let types = schema.all_types();
        let fits = types.is_empty() || types.iter().any(|wanted| is_of(node, *wanted));
        if fits || node.kind() == JsonKind::Missing || has_own_rule(&node.path()) {
            return;
        }
        let wanted: Vec<&str> = types.iter().map(|wanted| type_name(*wanted)).collect();
        let what = match node.key() {
            Some(key) => format!("`{key}`"),
            None if node.parent().is_some() => "Every item here".to_owned(),
            None => "A manifest".to_owned(),
        };
        let message = format!("{what} must be {}.", wanted.join(" or "));
        let finding = sink.report(node.span(), message);
        let (path, kind) = (node.path(), node.kind());
        if !stops_ddev(&path, kind) && !for_jobs::stops_at(cx, &path, kind) {
            finding.severity(Severity::Warning);
        }
        // What stands for a file is found nowhere when it is made up.
        let made_up = is_opened(&path);
        for wanted in types.iter().filter(|_| !made_up) {
            if let Some((json, sure)) = convert(node, *wanted) {
                let edit = TextEdit::replace(node.span(), json.clone());
                finding.fix(format!("Replace by `{json}`"), sure, vec![edit]);
            }
        }
    });
}

/// True for the name of a dashboard or view, which ddev opens.
fn is_asset(path: &str) -> bool {
    path.starts_with("/assets/dashboards/") || path.starts_with("/assets/saved_views/")
}

/// True for the name of a file that ddev opens.
fn is_opened(path: &str) -> bool {
    let others = [
        "/legal_terms/eula",
        "/assets/integration/service_checks/metadata_path",
    ];
    is_asset(path) || others.contains(&path)
}

/// True where a command of ddev stops at such a value. It takes a text for one dashboard or
/// saved view, and looks past most places that only the catalogue reads.
fn stops_ddev(path: &str, kind: JsonKind) -> bool {
    let (null, text) = (kind == JsonKind::Null, kind == JsonKind::String);
    match path {
        "/assets/dashboards" | "/assets/saved_views" => !text,
        "/legal_terms/eula"
        | "/assets/service_checks"
        | "/assets/integration/service_checks/metadata_path" => !null,
        "/assets/integration" => !null,
        ""
        | "/assets"
        | "/assets/integration/service_checks"
        | "/manifest_version"
        | "/legal_terms"
        | "/terms"
        | "/terms/eula" => true,
        "/assets/metrics_metadata" | "/assets/integration/metrics/metadata_path" => !null,
        "/assets/integration/metrics/prefix" | "/metric_prefix" => true,
        _ => is_asset(path),
    }
}

/// The value as another type, where it says one.
fn convert(node: JsonNode, wanted: SchemaType) -> Option<(String, Applicability)> {
    let text = node.as_str();
    let json = match (wanted, node.kind()) {
        (SchemaType::Boolean, JsonKind::String) => {
            let said = match text?.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" => "true",
                "false" | "no" => "false",
                _ => return None,
            };
            return Some((said.to_owned(), Applicability::Safe));
        }
        (SchemaType::Integer, JsonKind::String) => {
            let number: i64 = text?.trim().parse().ok()?;
            return Some((number.to_string(), Applicability::Safe));
        }
        (SchemaType::String, JsonKind::Number | JsonKind::Bool) => {
            return Some((quote(node.raw()), Applicability::Safe));
        }
        (SchemaType::String, JsonKind::Null) => "\"\"".to_owned(),
        (SchemaType::Array, JsonKind::Null) => "[]".to_owned(),
        (SchemaType::Object, JsonKind::Null) => "{}".to_owned(),
        (SchemaType::Object, JsonKind::Array) if node.is_falsy() => "{}".to_owned(),
        (SchemaType::Array, JsonKind::Object) if node.is_falsy() => "[]".to_owned(),
        (SchemaType::Array, JsonKind::String | JsonKind::Number) if node.is_falsy() => {
            "[]".to_owned()
        }
        (SchemaType::Array, JsonKind::String | JsonKind::Number) => format!("[{}]", node.raw()),
        _ => return None,
    };
    Some((json, Applicability::Unsafe))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn values_of_another_type_are_found() {
        let text = manifest(&[
            ("\"auto_install\": true", "\"auto_install\": «\"true\"»"),
            ("10000001", "«1.5»"),
            ("\"media\": []", "\"media\": «{}»"),
            ("{\"creates_events\": false}", "«null»"),
            ("\"Category::Metrics\"", "«7»"),
        ]);
        assert_findings(&WRONG_TYPE, &text);
        assert_findings(&WRONG_TYPE, "//- foo/manifest.json\n«[1]»");
    }

    #[test]
    fn what_ddev_accepts_is_a_warning() {
        for (group, wanted) in [
            ("\"dashboards\": «\"a.json\"»", Severity::Warning),
            ("\"dashboards\": «null»", Severity::Error),
            ("\"dashboards\": {\"Foo\": «null»}", Severity::Error),
        ] {
            let assets = format!("\"assets\": {{{group},");
            let text = manifest(&[("\"assets\": {", &assets)]);
            assert_eq!(
                assert_findings(&WRONG_TYPE, &text)[0].severity,
                wanted,
                "{group}"
            );
        }
    }

    #[test]
    fn the_metric_to_check_may_be_text_or_list() {
        for value in ["\"\"", "[]", "[\"foo.a\"]"] {
            let check = format!("\"check\": {value}");
            assert_findings(&WRONG_TYPE, &manifest(&[("\"check\": \"foo.a\"", &check)]));
        }
        let text = manifest(&[("\"check\": \"foo.a\"", "\"check\": «5»")]);
        assert_findings(&WRONG_TYPE, &text);
    }

    #[test]
    fn a_whole_number_is_an_integer_however_written() {
        assert_findings(&WRONG_TYPE, &manifest(&[("10000001", "10000001.0")]));
    }

    #[test]
    fn texts_that_say_a_value_are_converted() {
        let bad = manifest(&[("\"auto_install\": true", "\"auto_install\": \"True\"")]);
        assert_fix(&WRONG_TYPE, &bad, crate::testing::MANIFEST);
        let bad = manifest(&[("10000001", "\"10000001\"")]);
        assert_fix(&WRONG_TYPE, &bad, crate::testing::MANIFEST);
    }

    #[test]
    fn jobs_are_made_of_tags_and_names() {
        let tested = "//- foo/hatch.toml\nx = 1\n//- foo/tests/test_a.py\nx = 1\n";
        for (old, new) in [
            (
                "[\"Category::Metrics\", \"Offering::Integration\"]",
                "«null»",
            ),
            ("\"Category::Metrics\"", "«7»"),
            ("\"Foo\",\n      \"events\"", "«7»,\n      \"events\""),
        ] {
            let text = manifest(&[(old, new)]);
            let alone = assert_findings(&WRONG_TYPE, &text);
            assert_eq!(alone[0].severity, Severity::Warning);
            let found = assert_findings(&WRONG_TYPE, &format!("{text}{tested}"));
            assert_eq!(found[0].severity, Severity::Error);
        }
    }
}
