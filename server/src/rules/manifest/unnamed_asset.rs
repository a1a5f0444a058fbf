//! `manifest/unnamed-asset`

use std::collections::BTreeSet;

use super::walk::customary_order;
use crate::model::Generation;
use crate::model::manifest::{ASSET_GROUPS, Field, Manifest};
use crate::rules::{Sink, rule};
use crate::syntax::json::edit::{insert_member, quote};
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::Span;
use crate::workspace::{ManifestCx, PathTarget};

rule! {
    /// A dashboard, monitor, saved view or configuration specification is there, but the
    /// manifest does not name it.
    ///
    /// ## Why
    /// Only what the manifest names is installed. A file in `assets/dashboards`,
    /// `assets/monitors` or `assets/saved_views` that it leaves out is shipped for nothing.
    ///
    /// ## Fix
    /// Inserts the path, under the name of the file as short name.
    UNNAMED_ASSET = "manifest/unnamed-asset",
    severity: Warning,
    origin: Ours,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let assets = cx.root().get("assets");
    let Some(assets) = assets.filter(|a| cx.is_well_formed() && a.kind() == JsonKind::Object)
    else {
        return;
    };
    let named: BTreeSet<&str> = cx
        .manifest
        .assets()
        .filter_map(|(_, node)| match cx.resolve(&node.as_str()?) {
            PathTarget::File(entry) => Some(&*entry.path),
            _ => None,
        })
        .collect();
    for group in ASSET_GROUPS {
        let folder = format!("assets/{group}");
        for file in cx.integration.files.files_below(&folder) {
            if file.path.ends_with(".json") && !named.contains(&*file.path) {
                report_file(cx, assets, group, &file.path, sink);
            }
        }
    }
    check_spec(cx, assets, sink);
}

fn report_file(cx: &ManifestCx, assets: JsonNode, group: &str, path: &str, sink: &mut Sink) {
    let entries = assets.get(group);
    let span = place(entries.unwrap_or(assets));
    let finding = sink.report(span, format!("`{path}` is there, but not named here."));
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.strip_suffix(".json").unwrap_or(file);
    let edit = match entries {
        Some(entries) if entries.kind() == JsonKind::Object => {
            if entries.get(stem).is_some() {
                return;
            }
            insert_member(entries, &[], stem, &quote(path))
        }
        Some(_) => return,
        None => {
            let order = cx.schema().at("/assets").map(customary_order);
            let value = format!("{{{}: {}}}", quote(stem), quote(path));
            insert_member(assets, &order.unwrap_or_default(), group, &value)
        }
    };
    finding.unsafe_fix(format!("Name it `{stem}`"), vec![edit]);
}

/// The specification has one customary place, and one key that names it.
fn check_spec(cx: &ManifestCx, assets: JsonNode, sink: &mut Sink) {
    const SPEC: &str = "assets/configuration/spec.yaml";
    let named = cx.field(Field::Spec);
    let pointer = Manifest::pointer_of(cx.generation(), Field::Spec).unwrap_or_default();
    if named.is_some_and(|node| !node.is_falsy()) || !cx.integration.files.has_file(SPEC) {
        return;
    }
    let owner = match cx.generation() {
        Generation::V2 => assets.get("integration"),
        _ => Some(assets),
    };
    let Some(owner) = owner.filter(|owner| owner.kind() == JsonKind::Object) else {
        return;
    };
    let configuration = owner.get("configuration");
    let finding = sink.report(
        place(configuration.unwrap_or(owner)),
        format!("`{SPEC}` is there, but the manifest does not name it. Expected as `{pointer}`."),
    );
    let edit = match configuration {
        Some(node) if node.kind() == JsonKind::Object && named.is_none() => {
            insert_member(node, &[], "spec", &quote(SPEC))
        }
        Some(_) => return,
        None => {
            let value = format!("{{\"spec\": {}}}", quote(SPEC));
            let order = ["source_type_name", "configuration"];
            insert_member(owner, &order, "configuration", &value)
        }
    };
    finding.unsafe_fix("Insert the path", vec![edit]);
}

/// The key of a member stands for it.
fn place(node: JsonNode) -> Span {
    node.key_inner_span().unwrap_or(node.span())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const FILES: &str = "//- foo/assets/dashboards/a.json\n{}\n//- foo/assets/dashboards/b.json\n{}\n//- foo/assets/dashboards/notes.txt\n";
    const SPEC: &str = "//- foo/assets/configuration/spec.yaml\nname: foo\n";

    fn with(dashboards: &str) -> String {
        manifest(&[(
            "\"assets\": {",
            &format!(
                "\"assets\": {{\"{dashboards}\": {{\"A\": \"./assets/dashboards/a.json\"%MORE%}},"
            ),
        )])
    }

    #[test]
    fn files_nobody_names_are_found() {
        let bad = with("«dashboards»").replace("%MORE%", "");
        assert_findings(&UNNAMED_ASSET, &format!("{bad}{FILES}"));
        let good = with("dashboards").replace("%MORE%", ", \"B\": \"assets/dashboards/b.json\"");
        assert_findings(&UNNAMED_ASSET, &format!("{good}{FILES}"));
    }

    #[test]
    fn a_specification_nobody_names_is_found() {
        let bad = manifest(&[("\"integration\": {", "\"«integration»\": {")]);
        assert_findings(&UNNAMED_ASSET, &format!("{bad}{SPEC}"));
        let empty = manifest(&[("\"events\"", "\"«configuration»\": {}, \"events\"")]);
        assert_findings(&UNNAMED_ASSET, &format!("{empty}{SPEC}"));
        let good = empty.replace(
            "\"«configuration»\": {}",
            "\"configuration\": {\"spec\": \"assets/configuration/spec.yaml\"}",
        );
        assert_findings(&UNNAMED_ASSET, &format!("{good}{SPEC}"));
    }

    #[test]
    fn the_file_is_named() {
        let bad = format!("{}{FILES}", with("dashboards").replace("%MORE%", ""));
        let good = with("dashboards").replace("%MORE%", ", \"b\": \"assets/dashboards/b.json\"");
        assert_fix(&UNNAMED_ASSET, &bad, good.split_once('\n').unwrap().1);
        let one = "//- foo/assets/monitors/m.json\n{}\n";
        let after = MANIFEST.replace(
            "      }\n    }\n  },\n  \"author\"",
            "      }\n    },\n    \"monitors\": {\"m\": \"assets/monitors/m.json\"}\n  },\n  \"author\"",
        );
        assert_fix(&UNNAMED_ASSET, &format!("{}{one}", manifest(&[])), &after);
    }
}
