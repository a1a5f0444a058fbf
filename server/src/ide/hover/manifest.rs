//! Hover in `manifest.json`: what a key means, what a value refers to.

use super::Hover;
use super::json::key_text;
use crate::catalog::{Schema, classifier_tags};
use crate::ide::json_nodes::node_under;
use crate::ide::manifest_refs::{Reference, reference, schema_of};
use crate::ide::metadata_docs::metric_docs;
use crate::syntax::json::JsonNode;
use crate::workspace::ManifestCx;

pub(super) fn hover(cx: &ManifestCx, offset: usize) -> Option<Hover> {
    let (node, span, on_key) = node_under(cx, offset)?;
    let schema = schema_of(cx, node);
    let mut parts = Vec::new();
    if !on_key {
        parts.extend(value_text(cx, node, schema));
    }
    if let Some(schema) = schema {
        let note = format!("layout {}", cx.generation().label());
        parts.push(key_text(node, schema, cx.schema(), "manifest.json", &note));
    }
    (!parts.is_empty()).then(|| Hover {
        span,
        markdown: parts.join("\n\n---\n\n"),
    })
}

/// What this one value says.
fn value_text<'a>(cx: &ManifestCx<'a>, node: JsonNode<'a>, schema: Option<&Schema>) -> Vec<String> {
    let mut parts = Vec::new();
    let text = node.as_str();
    match reference(cx, node, schema) {
        Some(Reference::File(path)) => parts.push(format!("Leads to `{path}`.")),
        Some(Reference::NoFile) => parts.push("No such file.".to_owned()),
        Some(Reference::Heading(_, heading)) => {
            let hashes = "#".repeat(usize::from(heading.level));
            parts.push(format!("README section `{hashes} {}`.", heading.title));
        }
        Some(Reference::NoHeading) => parts.push("The README has no such section.".to_owned()),
        Some(Reference::Metric(_, metric)) => {
            parts.push(metric_docs(metric));
        }
        Some(Reference::NoMetric) => parts.push("`metadata.csv` lists no such metric.".to_owned()),
        Some(Reference::Tag(tag)) => {
            let mut lines = vec![format!("`{}`: {}", tag.name, tag.summary)];
            if let Some(prefer) = &tag.prefer {
                lines.push(format!("Published integrations write `{prefer}`."));
            }
            if let Some(group) = classifier_tags().group_of(&tag.name) {
                lines.push(format!(
                    "**{}**: {} {}",
                    group.name, group.summary, group.docs
                ));
            }
            parts.push(lines.join("\n\n"));
        }
        Some(Reference::Url(_)) | None => {}
    }
    let limit = schema.and_then(|schema| schema.max_length);
    if let (Some(text), Some(limit)) = (&text, limit) {
        parts.push(format!("{} of {limit} characters.", text.chars().count()));
    }
    let meaning = text.and_then(|text| schema?.value_doc(&text));
    if let Some(meaning) = meaning {
        parts.push(meaning.to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use crate::testing::{MANIFEST, hover};

    fn at(mark: &str, more: &str) -> Option<String> {
        assert!(MANIFEST.contains(mark), "{mark}");
        let marked = MANIFEST.replacen(mark, &format!("{mark}‸"), 1);
        hover(&format!("//- foo/manifest.json\n{marked}{more}"))
    }

    #[track_caller]
    fn says(mark: &str, more: &str, words: &[&str]) {
        let text = at(mark, more).expect("a hover");
        for word in words {
            assert!(text.contains(word), "{word:?} not in {text}");
        }
    }

    #[test]
    fn keys_tell_type_duty_and_meaning() {
        says(
            "\"app_i",
            "",
            &["**app_id**", "string", "required", "never changes", "2.0.0"],
        );
        says("\"check", "", &["string or array"]);
        says("\"owne", "", &["optional"]);
    }

    #[test]
    fn values_tell_what_they_refer_to() {
        says("Watch", "", &["10 of 80 characters"]);
        says("Category::M", "", &["`Category::Metrics`", "**Category**"]);
        says("metadata.c", "", &["No such file."]);
        says(
            "metadata.c",
            "//- foo/metadata.csv\n",
            &["Leads to `foo/metadata.csv`."],
        );
        let row = "//- foo/metadata.csv\nmetric_name,metric_type,unit_name,description\nfoo.a,gauge,byte,Size of it.\n";
        says("\"foo.a", row, &["(gauge, byte)", "Size of it."]);
        says(
            "README.md#Set",
            "//- foo/README.md\n## Setup\n",
            &["`## Setup`"],
        );
        says(
            "README.md#Supp",
            "//- foo/README.md\n## Setup\n",
            &["no such section"],
        );
        says("tru", "", &["**display_on_public_website**", "boolean"]);
    }

    #[test]
    fn closed_sets_list_their_values() {
        let text = hover(
            "//- foo/manifest.json\n{\"manifest_version\": \"1.0.0\", \"support\": \"con‸trib\"}",
        );
        let text = text.expect("a hover");
        assert!(
            text.contains("- `partner`") && text.contains("extras"),
            "{text}"
        );
    }

    #[test]
    fn unknown_keys_and_blanks_say_nothing() {
        assert_eq!(hover("//- foo/manifest.json\n{\"x‸yz\": 1}"), None);
        assert_eq!(hover("//- foo/manifest.json\n{ ‸ \"app_id\": \"x\"}"), None);
    }
}
