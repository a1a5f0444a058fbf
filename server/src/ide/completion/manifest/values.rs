//! Values: closed and suggested sets, booleans, tags, paths that exist, README
//! sections and metrics.

use serde_json::Value;

use super::super::{Completion, CompletionKind, escape_snippet};
use super::spot::{Spot, Typed};
use crate::catalog::{Schema, SchemaType, ValueKind, classifier_tags, skeleton_snippet};
use crate::ide::manifest_refs::schema_of;
use crate::model::manifest::{Field, Manifest};
use crate::rules::manifest::invalid_app_id::kebab;
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::{indent_unit, quote};
use crate::text::TextEdit;
use crate::workspace::ManifestCx;

/// Offers that are chosen less often come behind this rank.
const LATER: u32 = 100_000;

/// One value to offer.
struct Offer {
    /// Text of a string, or JSON of any other value.
    text: String,
    is_string: bool,
    kind: CompletionKind,
    detail: Option<String>,
    docs: Option<String>,
    rank: u32,
}

impl Offer {
    fn string(text: &str, kind: CompletionKind, rank: u32) -> Self {
        Self {
            text: text.to_owned(),
            is_string: true,
            kind,
            detail: None,
            docs: None,
            rank,
        }
    }

    fn json(value: &Value, rank: u32) -> Self {
        Self {
            text: value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
            is_string: value.is_string(),
            kind: CompletionKind::Value,
            detail: None,
            docs: None,
            rank,
        }
    }

    fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into()).filter(|text: &String| !text.is_empty());
        self
    }

    fn docs(mut self, docs: impl Into<String>) -> Self {
        self.docs = Some(docs.into()).filter(|text: &String| !text.is_empty());
        self
    }
}

/// Values for a member or an item that is there, or due.
pub(super) fn complete(cx: &ManifestCx, spot: &Spot, node: JsonNode) -> Vec<Completion> {
    let Some(schema) = schema_of(cx, node) else {
        return Vec::new();
    };
    let siblings = node
        .parent()
        .map(|list| texts(list, Some(node)))
        .unwrap_or_default();
    items(cx, spot, schema, &node.path(), &siblings)
}

/// Values for a new item of an array.
pub(super) fn complete_item(cx: &ManifestCx, spot: &Spot, array: JsonNode) -> Vec<Completion> {
    let Some(schema) = schema_of(cx, array).and_then(Schema::item) else {
        return Vec::new();
    };
    let path = format!("{}[]", array.path());
    items(cx, spot, schema, &path, &texts(array, None))
}

/// Texts beside a place.
fn texts(list: JsonNode, except: Option<JsonNode>) -> Vec<String> {
    let others = list.children().filter(|child| Some(*child) != except);
    others
        .filter_map(|child| child.as_str())
        .map(String::from)
        .collect()
}

fn items(
    cx: &ManifestCx,
    spot: &Spot,
    schema: &'static Schema,
    path: &str,
    siblings: &[String],
) -> Vec<Completion> {
    let mut offers = Vec::new();
    collect(cx, schema, path, siblings, &mut offers);
    let mut seen = Vec::new();
    offers.retain(|offer| {
        let new = !seen.contains(&offer.text);
        seen.push(offer.text.clone());
        new
    });
    let best = offers.iter().map(|offer| offer.rank).min();
    let mut items: Vec<Completion> = offers
        .into_iter()
        .filter_map(|offer| {
            let rank = offer.rank;
            let mut item = item(spot, offer)?;
            item.preselect = Some(rank) == best && rank == 0;
            Some(item)
        })
        .collect();
    if spot.typed == Typed::Bare {
        items.extend(containers(cx, spot, schema));
    }
    items
}

/// Everything that fits a schema.
fn collect(
    cx: &ManifestCx,
    schema: &Schema,
    path: &str,
    siblings: &[String],
    offers: &mut Vec<Offer>,
) {
    for (index, value) in schema.values.iter().enumerate() {
        let mut offer = Offer::json(value, index as u32);
        offer.docs = schema.value_doc(&offer.text).map(str::to_owned);
        offers.push(offer);
    }
    if let Some(default) = schema
        .default
        .as_ref()
        .filter(|d| !d.is_array() && !d.is_object())
    {
        offers.push(Offer::json(default, 0).detail("customary"));
    }
    if schema.types.contains(&SchemaType::Boolean) {
        for value in [true, false] {
            offers.push(Offer::json(&Value::Bool(value), 1));
        }
    }
    if let Some(own) = own_value(cx, path) {
        offers.push(Offer::string(&own, CompletionKind::Value, 0).detail("from the directory"));
    }
    if let Some(kind) = schema.kind {
        collect_kind(cx, schema, kind, siblings, offers);
    }
    let email = schema.kind == Some(ValueKind::Email);
    if schema.open && !email {
        let examples = schema.examples.iter().filter(|value| value.is_string());
        for (index, value) in examples.enumerate() {
            let listed = siblings
                .iter()
                .any(|other| Some(other.as_str()) == value.as_str());
            let rank = index as u32 + 10 + if listed { LATER } else { 0 };
            offers.push(Offer::json(value, rank));
        }
    }
    for alternative in &schema.alternatives {
        collect(cx, alternative, path, siblings, offers);
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
    siblings: &[String],
    offers: &mut Vec<Offer>,
) {
    let listed = |text: &str| {
        siblings
            .iter()
            .any(|other| other.trim_start_matches("./") == text)
    };
    let later = |text: &str| if listed(text) { LATER } else { 0 };
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
                if listed(&metric.name) {
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

/// The item of one offer; `None` where it does not fit what is typed.
fn item(spot: &Spot, offer: Offer) -> Option<Completion> {
    let json = if offer.is_string {
        quote(&offer.text)
    } else {
        offer.text.clone()
    };
    let (edit, more) = match spot.typed {
        Typed::Bare => spot.insert(&json),
        _ if !offer.is_string => return None,
        typed => {
            let inner = json.strip_prefix('"')?.strip_suffix('"')?;
            let close = if typed == Typed::Open { "\"" } else { "" };
            let edit = TextEdit::replace(spot.inner(), format!("{inner}{close}"));
            (edit, Vec::new())
        }
    };
    let mut item = Completion::new(offer.text, offer.kind, edit);
    item.additional_edits = more;
    item.detail = offer.detail;
    item.documentation = offer.docs;
    item.rank = offer.rank;
    Some(item)
}

/// An object or array to fill in.
fn containers(cx: &ManifestCx, spot: &Spot, schema: &Schema) -> Vec<Completion> {
    let all = std::iter::once(schema).chain(&schema.alternatives);
    all.filter_map(|schema| {
        let label = match schema.types.first()? {
            SchemaType::Object => "{…}",
            SchemaType::Array => "[…]",
            _ => return None,
        };
        let (snippet, _) = skeleton_snippet(schema, indent_unit(cx.text()), 1);
        let (edit, more) = spot.insert(&snippet);
        let mut item = Completion::new(label, CompletionKind::Snippet, edit);
        item.additional_edits = more;
        item.snippet = true;
        item.filter = Some(escape_snippet(label));
        item.rank = LATER;
        Some(item)
    })
    .collect()
}
