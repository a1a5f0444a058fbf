//! Completion in `manifest.json`: what follows from the integration, beside its schema.

use super::json::{self, Knows, LATER, Offer, Place};
use super::{Completion, CompletionKind, escape_snippet};
use crate::catalog::{Schema, ValueKind, classifier_tags};
use crate::ide::json_spot::Spot;
use crate::model::manifest::{Field, Manifest};
use crate::rules::manifest::invalid_app_id::kebab;
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::quote;
use crate::workspace::{ManifestCx, PathTarget};

pub(super) fn complete(cx: &ManifestCx, offset: usize) -> Vec<Completion> {
    let title = format!("manifest {}", cx.generation().label());
    json::complete(cx, offset, cx.schema(), &title, &Known(cx))
}

struct Known<'c, 'a>(&'c ManifestCx<'a>);

impl Knows for Known<'_, '_> {
    fn values(&self, place: &Place, schema: &'static Schema, offers: &mut Vec<Offer>) {
        if let Some(own) = own_value(self.0, &place.path) {
            offers.push(Offer::string(&own, CompletionKind::Value, 0).detail("from the directory"));
        }
        if let Some(kind) = schema.kind {
            collect_kind(self.0, schema, kind, place, offers);
        }
    }

    /// In the asset groups, a short name for every file of the folder that has none.
    fn members(&self, spot: &Spot, object: JsonNode, free: &Schema) -> Vec<Completion> {
        assets(self.0, spot, object, free)
    }
}

/// What follows from the name of the directory.
fn own_value(cx: &ManifestCx, path: &str) -> Option<String> {
    let is = |field| Manifest::pointer_of(cx.generation(), field) == Some(path);
    if is(Field::Name) {
        Some(cx.dir().to_owned())
    } else if is(Field::AppId) {
        Some(kebab(cx.dir()))
    } else if is(Field::Prefix) {
        Some(format!("{}.", cx.dir()))
    } else {
        None
    }
}

fn collect_kind(
    cx: &ManifestCx,
    schema: &Schema,
    kind: ValueKind,
    place: &Place,
    offers: &mut Vec<Offer>,
) {
    let later = |text: &str| if place.has(text) { LATER } else { 0 };
    match kind {
        ValueKind::ClassifierTag => {
            for tag in &classifier_tags().tags {
                if !tag.in_use && (!tag.documented || tag.prefer.is_some()) {
                    continue;
                }
                let rank = LATER / 2 - tag.weight.min(LATER / 2) + later(&tag.name);
                let offer = Offer::string(&tag.name, CompletionKind::Value, rank);
                offers.push(offer.docs(tag.summary.clone()));
            }
        }
        ValueKind::AssetPath | ValueKind::ImagePath => {
            let dir = schema.dir.as_deref().unwrap_or_default();
            for file in cx.integration.files.files_below(dir) {
                let fits = match &schema.extension {
                    Some(extension) => {
                        let extension = format!(".{}", extension.trim_start_matches('.'));
                        file.path.ends_with(&extension)
                    }
                    None => is_picture(&file.path),
                };
                // A path of the directory itself is no deeper than that.
                let near = !dir.is_empty() || !file.path.contains('/');
                if fits && near {
                    let rank = 2 + later(&file.path);
                    offers.push(Offer::string(&file.path, CompletionKind::File, rank));
                }
            }
        }
        ValueKind::ReadmeAnchor => {
            let headings = cx.integration.readme().map(|r| r.headings.as_slice());
            for (index, heading) in headings.unwrap_or_default().iter().enumerate() {
                if heading.level < 2 {
                    continue;
                }
                let rank = 2 + index as u32 + if heading.level > 2 { LATER } else { 0 };
                let anchor = format!("README.md#{}", heading.title);
                let hashes = "#".repeat(usize::from(heading.level));
                let offer = Offer::string(&anchor, CompletionKind::Section, rank);
                offers.push(offer.detail(hashes));
            }
        }
        ValueKind::MetricName => {
            let metrics = cx.integration.metadata().map(|m| m.metrics.as_slice());
            for (index, metric) in metrics.unwrap_or_default().iter().enumerate() {
                if place.has(&metric.name) {
                    continue;
                }
                let detail = [&*metric.metric_type, &*metric.unit].join(" ");
                let offer =
                    Offer::string(&metric.name, CompletionKind::Reference, index as u32 + 1);
                offers.push(offer.detail(detail.trim()).docs(&*metric.description));
            }
        }
        ValueKind::Uuid
        | ValueKind::AppId
        | ValueKind::ChangelogPath
        | ValueKind::Url
        | ValueKind::Email => {}
    }
}

fn is_picture(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".png") || path.ends_with(".jpg")
}

/// A short name for every file of the folder that has none.
fn assets(cx: &ManifestCx, spot: &Spot, object: JsonNode, free: &Schema) -> Vec<Completion> {
    let (Some(dir), Some(extension)) = (&free.dir, &free.extension) else {
        return Vec::new();
    };
    let named: Vec<&str> = object
        .children()
        .filter_map(|child| match cx.resolve(&child.as_str()?) {
            PathTarget::File(entry) => Some(&*entry.path),
            _ => None,
        })
        .collect();
    let files = cx
        .integration
        .files
        .files_below(dir)
        .map(|entry| &*entry.path);
    files
        .filter(|path| !named.contains(path))
        .filter_map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let (stem, ending) = name.rsplit_once('.')?;
            if ending != extension.trim_start_matches('.') || object.get(stem).is_some() {
                return None;
            }
            let mut item = json::member(spot, stem, &escape_snippet(&quote(path)));
            item.kind = CompletionKind::File;
            item.detail = Some(path.to_owned());
            Some(item)
        })
        .collect()
}

#[cfg(test)]
mod tests;
