//! `manifest/metadata-not-declared`

use super::walk::customary_order;
use crate::catalog::skeleton;
use crate::model::manifest::{Field, Manifest};
use crate::model::{FileKind, Generation};
use crate::rules::{Sink, rule};
use crate::syntax::json::{JsonKind, edit};
use crate::text::{Span, TextEdit};
use crate::workspace::ManifestCx;

rule! {
    /// There is a `metadata.csv` that the manifest does not mention.
    ///
    /// ## Why
    /// The catalogue only reads what the manifest names, so the metrics stay without
    /// description. First-generation manifests written before `assets` came up are exempt.
    ///
    /// ## Fix
    /// Inserts the path.
    METADATA_NOT_DECLARED = "manifest/metadata-not-declared",
    severity: Warning,
    origin: ManifestValidator,
    fix: Unsafe,
    check: Manifest(check),
}

fn check(cx: &ManifestCx, sink: &mut Sink) {
    let name = FileKind::Metadata.file_name();
    let pointer = Manifest::pointer_of(cx.generation(), Field::MetadataPath);
    let (Some(pointer), true) = (pointer, cx.is_well_formed()) else {
        return;
    };
    let dated = cx.generation() == Generation::V1 && cx.root().get("assets").is_none();
    let declared = cx.field(Field::MetadataPath);
    if dated
        || declared.is_some_and(|node| !node.is_falsy())
        || !cx.integration.files.has_file(name)
    {
        return;
    }
    let mut message = format!("`{name}` is there, but the manifest does not name it.");
    if let Some(node) = declared {
        let edit = TextEdit::replace(node.span(), format!("\"{name}\""));
        sink.report(node.span(), message)
            .unsafe_fix(format!("Replace by `{name}`"), vec![edit]);
        return;
    }
    // The deepest object on the way is where a key is missing.
    let mut object = cx.root();
    let mut path = String::new();
    let mut missing = "";
    for key in pointer.split('/').skip(1) {
        missing = key;
        let Some(inner) = object.get(key).filter(|n| n.kind() == JsonKind::Object) else {
            break;
        };
        path.push_str(&format!("/{key}"));
        object = inner;
    }
    message.push_str(&format!(" Expected as `{pointer}`."));
    let start = object.span().start as usize;
    let span = object
        .key_inner_span()
        .unwrap_or(Span::new(start, start + 1));
    let finding = sink.report(span, message);
    let value = cx.schema().at(&format!("{path}/{missing}"));
    if let (Some(schema), Some(value), None) = (cx.schema().at(&path), value, object.get(missing)) {
        let text = skeleton(value, edit::indent_unit(cx.text()));
        let insert = edit::insert_member(object, &customary_order(schema), missing, &text);
        finding.unsafe_fix(format!("Insert `{missing}`"), vec![insert]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::manifest;
    use super::*;
    use crate::testing::{MANIFEST, assert_findings, assert_fix};

    const TABLE: &str = "//- foo/metadata.csv\nmetric_name\n";
    const KEY: &str = ",\n        \"metadata_path\": \"metadata.csv\"";

    #[test]
    fn a_table_nobody_names_is_found() {
        let bad = manifest(&[("\"metrics\"", "\"«metrics»\""), (KEY, "")]);
        assert_findings(&METADATA_NOT_DECLARED, &format!("{bad}{TABLE}"));
        let empty = manifest(&[("\"metadata.csv\"", "«\"\"»")]);
        assert_findings(&METADATA_NOT_DECLARED, &format!("{empty}{TABLE}"));
    }

    #[test]
    fn no_table_and_older_manifests_are_fine() {
        assert_findings(&METADATA_NOT_DECLARED, &manifest(&[(KEY, "")]));
        for version in ["1.0.0", "0.1.0"] {
            let text = format!("//- foo/manifest.json\n{{\"manifest_version\": \"{version}\"}}\n");
            assert_findings(&METADATA_NOT_DECLARED, &format!("{text}{TABLE}"));
        }
    }

    #[test]
    fn the_path_is_inserted() {
        let bad = format!("{}{TABLE}", manifest(&[(KEY, "")]));
        assert_fix(&METADATA_NOT_DECLARED, &bad, MANIFEST);
    }

    #[test]
    fn a_missing_object_comes_with_what_it_needs() {
        let text = "{\n  \"manifest_version\": \"2.0.0\",\n  \"assets\": {\n    \"integration\": {\n      \"source_type_name\": \"Foo\"\n    }\n  }\n}\n";
        let fixture = format!("//- foo/manifest.json\n{text}{TABLE}");
        let after = text.replace(
            "\"Foo\"\n",
            "\"Foo\",\n      \"metrics\": {\n        \"prefix\": \"\",\n        \"check\": \"\",\n        \"metadata_path\": \"metadata.csv\"\n      }\n",
        );
        assert_fix(&METADATA_NOT_DECLARED, &fixture, &after);
    }
}
