//! What a text in `manifest.json` refers to: a file, a README section, a metric, a
//! classifier tag or a page. Hover, links and definitions all ask here.

use crate::catalog::{ClassifierTag, Schema, ValueKind, classifier_tags};
use crate::ide::json_nodes;
use crate::model::FileKind;
use crate::model::metadata::MetricFact;
use crate::model::readme::HeadingFact;
use crate::rules::manifest::missing_readme_section::names;
use crate::syntax::json::JsonNode;
use crate::workspace::{ManifestCx, PathTarget};

/// What a text refers to.
pub(super) enum Reference<'a> {
    /// A file: path relative to the repository root.
    File(String),
    /// A path that leads to no file of the repository.
    NoFile,
    /// A heading of the README: path of the README, the heading.
    Heading(String, &'a HeadingFact),
    /// A section that the README does not have.
    NoHeading,
    /// A metric: path of the table, its row.
    Metric(String, &'a MetricFact),
    /// A metric that the table does not list.
    NoMetric,
    /// A classifier tag.
    Tag(&'static ClassifierTag),
    /// A web address.
    Url(String),
}

/// Schema of a value, found along its keys.
pub(super) fn schema_of(cx: &ManifestCx, node: JsonNode) -> Option<&'static Schema> {
    json_nodes::schema_of(cx.schema(), node)
}

/// What strings of a schema stand for, those of its alternatives included.
pub(super) fn kind_of(schema: &Schema) -> Option<ValueKind> {
    let mut all = std::iter::once(schema).chain(&schema.alternatives);
    all.find_map(|schema| schema.kind)
}

/// Calls `visit` for every value with its schema, from the top down: asking for the
/// schema of each value alone would climb to the top every time.
pub(super) fn each<'a>(
    cx: &ManifestCx<'a>,
    visit: &mut dyn FnMut(JsonNode<'a>, Option<&'static Schema>),
) {
    fn walk<'a>(
        node: JsonNode<'a>,
        schema: Option<&'static Schema>,
        visit: &mut dyn FnMut(JsonNode<'a>, Option<&'static Schema>),
    ) {
        visit(node, schema);
        for child in node.children() {
            let below = schema.and_then(|schema| match child.key() {
                Some(key) => schema.property(&key),
                None => schema.item(),
            });
            walk(child, below, visit);
        }
    }
    walk(cx.root(), Some(cx.schema()), visit);
}

/// What a value refers to; `None` when it is no text or stands for itself.
pub(super) fn reference<'a>(
    cx: &ManifestCx<'a>,
    node: JsonNode<'a>,
    schema: Option<&Schema>,
) -> Option<Reference<'a>> {
    let text = node.as_str().filter(|text| !text.is_empty())?;
    let integration = cx.integration;
    Some(match schema.and_then(kind_of) {
        Some(ValueKind::AssetPath | ValueKind::ImagePath | ValueKind::ChangelogPath) => {
            match cx.resolve(&text) {
                PathTarget::File(entry) => Reference::File(integration.repo_path(&entry.path)),
                PathTarget::Sibling(path) if cx.leads_to_file(&text) == Some(true) => {
                    Reference::File(path)
                }
                PathTarget::Unknown => return None,
                _ => Reference::NoFile,
            }
        }
        Some(ValueKind::ReadmeAnchor) => {
            let headings = integration
                .readme()
                .map(|readme| readme.headings.as_slice());
            let title = text.strip_prefix("README.md#").unwrap_or_default();
            let found = headings?
                .iter()
                .find(|heading| names(title, &heading.title));
            match found {
                Some(heading) => {
                    Reference::Heading(integration.repo_path(FileKind::Readme.file_name()), heading)
                }
                None => Reference::NoHeading,
            }
        }
        Some(ValueKind::MetricName) => match integration.metadata()?.metric(&text) {
            Some(metric) => Reference::Metric(
                integration.repo_path(FileKind::Metadata.file_name()),
                metric,
            ),
            None => Reference::NoMetric,
        },
        Some(ValueKind::ClassifierTag) => Reference::Tag(classifier_tags().get(&text)?),
        _ if text.starts_with("https://") || text.starts_with("http://") => {
            Reference::Url(text.into_owned())
        }
        _ => return None,
    })
}
