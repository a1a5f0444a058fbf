//! Values: closed and suggested sets, booleans, objects and lists to fill in.

use serde_json::Value;

use super::super::{Completion, CompletionKind, escape_snippet};
use super::{Knows, LATER, Place};
use crate::catalog::{Schema, SchemaType, ValueKind, skeleton_snippet};
use crate::ide::json_spot::{Spot, Typed};
use crate::syntax::json::edit::quote;
use crate::text::TextEdit;

/// One value to offer.
pub(in crate::ide::completion) struct Offer {
    /// Text of a string, or JSON of any other value.
    text: String,
    is_string: bool,
    kind: CompletionKind,
    detail: Option<String>,
    docs: Option<String>,
    rank: u32,
}

impl Offer {
    pub(in crate::ide::completion) fn string(text: &str, kind: CompletionKind, rank: u32) -> Self {
        Self {
            text: text.to_owned(),
            is_string: true,
            kind,
            detail: None,
            docs: None,
            rank,
        }
    }

    pub(in crate::ide::completion) fn json(value: &Value, rank: u32) -> Self {
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

    pub(in crate::ide::completion) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into()).filter(|text: &String| !text.is_empty());
        self
    }

    pub(in crate::ide::completion) fn docs(mut self, docs: impl Into<String>) -> Self {
        self.docs = Some(docs.into()).filter(|text: &String| !text.is_empty());
        self
    }
}

/// Values for a member or an item that is there, or due.
pub(super) fn complete(
    spot: &Spot,
    schema: &'static Schema,
    place: &Place,
    unit: &str,
    knows: &dyn Knows,
) -> Vec<Completion> {
    let mut offers = Vec::new();
    collect(schema, place, knows, &mut offers);
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
        items.extend(containers(spot, schema, unit));
    }
    items
}

/// Everything that fits a schema.
fn collect(schema: &'static Schema, place: &Place, knows: &dyn Knows, offers: &mut Vec<Offer>) {
    // In a list of different values one that is there is no good choice.
    let again = |value: &Value| {
        let there = value
            .as_str()
            .is_some_and(|text| place.path.ends_with("[]") && place.has(text));
        if there { LATER } else { 0 }
    };
    for (index, value) in schema.values.iter().enumerate() {
        let mut offer = Offer::json(value, index as u32 + again(value));
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
    knows.values(place, schema, offers);
    let email = schema.kind == Some(ValueKind::Email);
    if schema.open && !email {
        let examples = schema.examples.iter().filter(|value| value.is_string());
        for (index, value) in examples.enumerate() {
            let mut offer = Offer::json(value, index as u32 + 10 + again(value));
            offer.docs = schema.value_doc(&offer.text).map(str::to_owned);
            offers.push(offer);
        }
    }
    for alternative in &schema.alternatives {
        collect(alternative, place, knows, offers);
    }
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
fn containers(spot: &Spot, schema: &Schema, unit: &str) -> Vec<Completion> {
    let all = std::iter::once(schema).chain(&schema.alternatives);
    all.filter_map(|schema| {
        let label = match schema.types.first()? {
            SchemaType::Object => "{…}",
            SchemaType::Array => "[…]",
            _ => return None,
        };
        let (snippet, _) = skeleton_snippet(schema, unit, 1);
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
