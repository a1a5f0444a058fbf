//! `manifest/v1-schema`

use super::walk::customary_order;
use crate::catalog::skeleton;
use crate::model::Generation;
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, JsonNode, edit};
use crate::text::Span;
use crate::workspace::ManifestCx;

rule! {
    /// A first-generation manifest does not satisfy the conditions of its time.
    ///
    /// ## Why
    /// Beyond the keys that every such manifest has, the last validators for this layout
    /// demanded `guid`, `support`, `supported_os` and `categories`; `integration_id` and
    /// `assets` together, as they came up at the same time; the three asset groups
    /// `monitors`, `dashboards` and `service_checks`; a short description that is not empty;
    /// and, by kind of support, the commercial keys `author`, `pricing` and `terms`: all of
    /// them for `partner`, none for `core`.
    ///
    /// ## Fix
    /// Inserts the key to fill in.
    V1_SCHEMA = "manifest/v1-schema",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

/// Keys demanded beyond those of the schema.
const DEMANDED: [&str; 4] = ["guid", "support", "supported_os", "categories"];
/// Asset groups demanded.
const GROUPS: [&str; 3] = ["monitors", "dashboards", "service_checks"];
/// Keys of a commercial offer.
const COMMERCIAL: [&str; 3] = ["author", "pricing", "terms"];

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let root = cx.root();
    let readable = cx.is_well_formed() && root.kind() == JsonKind::Object;
    if cx.generation() != Generation::V1 || !readable {
        return;
    }
    for key in DEMANDED {
        demand(cx, root, "", key, sink);
    }
    match (root.get("integration_id"), root.get("assets")) {
        (None, Some(_)) => demand(cx, root, "", "integration_id", sink),
        (Some(_), None) => demand(cx, root, "", "assets", sink),
        _ => {}
    }
    if let Some(assets) = root.get("assets").filter(|a| a.kind() == JsonKind::Object) {
        for key in GROUPS {
            demand(cx, assets, "/assets", key, sink);
        }
    }
    if let Some(node) = root.get("short_description")
        && node.as_str().is_some_and(|text| text.is_empty())
    {
        sink.report(node.span(), "The short description is empty.");
    }
    match root.str_at("/support").as_deref() {
        Some("partner") => {
            for key in COMMERCIAL {
                demand(cx, root, "", key, sink);
            }
        }
        Some("core") => {
            for node in COMMERCIAL.iter().filter_map(|key| root.get(key)) {
                let key = node.key().unwrap_or_default();
                let message = format!("`{key}` has no place with `support` being `core`.");
                sink.report(place(node), message)
                    .unsafe_fix(format!("Remove `{key}`"), vec![edit::remove(node)]);
            }
        }
        _ => {}
    }
}

/// Reports a key that an object lacks.
fn demand(cx: &ManifestCx, object: JsonNode, path: &str, key: &str, sink: &mut Sink) {
    let schema = cx.schema().at(path);
    if object.get(key).is_some() {
        return;
    }
    let owner = if path.is_empty() {
        "The manifest"
    } else {
        "`/assets`"
    };
    let finding = sink.report(place(object), format!("{owner} has no `{key}`."));
    if let Some((schema, known)) = schema.and_then(|s| s.property(key).map(|known| (s, known))) {
        let value = skeleton(known, edit::indent_unit(cx.text()));
        let insert = edit::insert_member(object, &customary_order(schema), key, &value);
        finding.unsafe_fix(format!("Insert `{key}`"), vec![insert]);
    }
}

/// The key of a member stands for it, the bracket for the whole file.
fn place(node: JsonNode) -> Span {
    let start = node.span().start as usize;
    node.key_inner_span().unwrap_or(Span::new(start, start + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    const OLD: &str = "//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"short_description\": \"Foo.\", \"guid\": \"x\", \"support\": \"contrib\", \"supported_os\": [], \"categories\": [\"web\"]}\n";

    #[test]
    fn keys_of_the_time_are_expected() {
        assert_findings(&V1_SCHEMA, OLD);
        let bad = OLD.replace("{\"", "«{»\"").replace("\"guid\": \"x\", ", "");
        assert_findings(&V1_SCHEMA, &bad);
        assert_findings(&V1_SCHEMA, &OLD.replace("\"Foo.\"", "«\"\"»"));
    }

    #[test]
    fn assets_come_with_an_id_and_three_groups() {
        let assets =
            "\"assets\": {\"dashboards\": {}, \"monitors\": {}, \"service_checks\": \"a.json\"}";
        let id = "\"integration_id\": \"foo\", ";
        let with = |more: &str| OLD.replace("\"guid\"", &format!("{more}, \"guid\""));
        assert_findings(&V1_SCHEMA, &with(&format!("{id}{assets}")));
        assert_findings(
            &V1_SCHEMA,
            &with(assets).replace("{\"manifest", "«{»\"manifest"),
        );
        let two = assets
            .replace("\"monitors\": {}, ", "")
            .replace("\"assets\"", "\"«assets»\"");
        assert_findings(&V1_SCHEMA, &with(&format!("{id}{two}")));
    }

    #[test]
    fn commercial_keys_go_by_support() {
        let core = OLD.replace("\"contrib\"", "\"core\", \"«pricing»\": []");
        assert_findings(&V1_SCHEMA, &core);
        let partner = OLD.replace("\"contrib\"", "\"partner\", \"pricing\": [], \"terms\": {}");
        assert_findings(&V1_SCHEMA, &partner.replace("{\"man", "«{»\"man"));
    }

    #[test]
    fn the_key_is_inserted() {
        let bad = OLD.replace("\"support\": \"contrib\", ", "");
        let good = OLD.replace("\"contrib\"", "\"\"");
        assert_fix(&V1_SCHEMA, &bad, good.split_once('\n').unwrap().1);
    }
}
