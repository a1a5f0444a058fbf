//! `manifest/missing-key`

use super::for_jobs;
use super::walk::{self, customary_order, has_own_rule};
use crate::catalog::skeleton;
use crate::model::{Generation, RepoKind};
use crate::rules::{Severity, Sink, rule};
use crate::syntax::json::{JsonKind, JsonNode, edit};
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// A key that every manifest of this generation has is missing.
    ///
    /// ## Why
    /// The catalogue refuses manifests without it, or shows the integration incompletely. A
    /// manifest without `manifest_version` is an error: `ddev validate service-checks`, `dashboards`
    /// and `eula` stop at it, and with it at every integration that follows. So is one without `app_uuid` that lists
    /// dashboards: `ddev validate dashboards` compares the two. Of an integration that is tested by
    /// jobs, `ddev validate ci` needs the display name and the classifier tags.
    ///
    /// ## Fix
    /// Inserts the key at its customary place with a value of the right type, which then has
    /// to be filled in.
    MISSING_KEY = "manifest/missing-key",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    // Files of the 2016 layout have their own, gentler rule.
    if !cx.is_well_formed() || cx.generation() == Generation::Legacy {
        return;
    }
    walk::visit(cx, &mut |node, schema| {
        if node.kind() != JsonKind::Object {
            return;
        }
        for key in &schema.required {
            let known = schema.property(key);
            if node.get(key).is_some() {
                continue;
            }
            let path = node.path();
            if has_own_rule(&format!("{path}/{key}")) {
                continue;
            }
            let place = if path.is_empty() {
                "The manifest".to_owned()
            } else {
                format!("`{path}`")
            };
            let span = match node.key_inner_span() {
                Some(span) => span,
                // The opening bracket stands for an object without a key.
                None => Span::new(node.span().start as usize, node.span().start as usize + 1),
            };
            let finding = sink.report(span, format!("{place} has no `{key}`."));
            let at_top = path.is_empty() && stops_ddev(cx, key);
            if at_top || for_jobs::needs(cx, &format!("{path}/{key}")) {
                finding.severity(Severity::Error);
            }
            if let Some(known) = known {
                let unit = edit::indent_unit(cx.text());
                let order = customary_order(schema);
                let insert = edit::insert_member(node, &order, key, &skeleton(known, unit));
                finding.unsafe_fix(format!("Insert `{key}`"), vec![insert]);
            }
        }
    });
}

/// Several commands stop at a manifest without a version, and the one about dashboards at one
/// without an id.
fn stops_ddev(cx: &ManifestCx, key: &str) -> bool {
    if cx.repo.kind == RepoKind::Legacy {
        return false;
    }
    let is_current = cx.root().str_at("/manifest_version").as_deref() == Some("2.0.0");
    let is_opened = |node: JsonNode| {
        let written = node.as_str();
        written.is_some_and(|path| cx.leads_to_file(path.trim_start_matches('/')) == Some(true))
    };
    match key {
        "manifest_version" => true,
        "app_uuid" if is_current => {
            let listed = cx.root().pointer("/assets/dashboards");
            listed.is_some_and(|listed| listed.children().any(is_opened))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    #[test]
    fn required_keys_are_missed_where_their_object_is() {
        assert_findings(
            &MISSING_KEY,
            &manifest(&[
                ("\"tile\": {", "\"«tile»\": {"),
                ("    \"title\": \"Foo\",\n", ""),
                (
                    "\"events\": {\"creates_events\": false}",
                    "\"«events»\": {}",
                ),
            ]),
        );
        assert_findings(
            &MISSING_KEY,
            &manifest(&[
                ("{\n  \"manifest", "«{»\n  \"manifest"),
                ("  \"app_id\": \"foo\",\n", ""),
            ]),
        );
    }

    #[test]
    fn without_a_version_ddev_stops() {
        let version = "  \"manifest_version\": \"2.0.0\",\n";
        let bad = manifest(&[("{\n  \"manifest", "«{»\n  \"manifest"), (version, "")]);
        assert_eq!(
            assert_findings(&MISSING_KEY, &bad)[0].severity,
            Severity::Error
        );
    }

    #[test]
    fn without_an_id_ddev_stops_at_dashboards() {
        let text = manifest(&[("{\n  \"manifest", "«{»\n  \"manifest")]);
        let start = text.find("  \"app_uuid\"").unwrap();
        let end = start + text[start..].find('\n').unwrap() + 1;
        let bare = format!("{}{}", &text[..start], &text[end..]);
        assert_eq!(
            assert_findings(&MISSING_KEY, &bare)[0].severity,
            Severity::Warning
        );
        let assets = "\"assets\": {\"dashboards\": {\"Foo\": \"a.json\"},";
        let listed = bare.replacen("\"assets\": {", assets, 1) + "//- foo/a.json\n{}\n";
        assert_eq!(
            assert_findings(&MISSING_KEY, &listed)[0].severity,
            Severity::Error
        );
    }

    #[test]
    fn nothing_is_missed_in_text_that_cannot_be_read() {
        let text = manifest(&[("  \"app_id\": \"foo\",\n", "  \"app_i\n")]);
        assert_findings(&MISSING_KEY, &text);
    }

    #[test]
    fn an_offer_without_data_needs_no_integration() {
        let text = manifest(&[]);
        let start = text.find("\"assets\"").unwrap();
        let end = text.find("\"author\"").unwrap();
        let bare = format!("{}\"assets\": {{}},\n  {}", &text[..start], &text[end..]);
        assert_findings(&MISSING_KEY, &bare);
    }

    #[test]
    fn the_key_comes_at_its_place_in_the_style_of_the_file() {
        let bad = manifest(&[("    \"changelog\": \"CHANGELOG.md\",\n", "")]);
        assert_fix(&MISSING_KEY, &bad, crate::testing::MANIFEST);
        let bad = manifest(&[("{\"creates_events\": false}", "{}")]).replace('\n', "\r\n");
        let good = crate::testing::MANIFEST
            .replace(
                "{\"creates_events\": false}",
                "{\n        \"creates_events\": false\n      }",
            )
            .replace('\n', "\r\n");
        assert_fix(&MISSING_KEY, &bad.replacen("\r\n", "\n", 1), &good);
    }
}
