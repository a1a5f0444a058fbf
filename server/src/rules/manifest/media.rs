//! The gallery of the tile, as the rules about it see it: entries one by one, and which
//! of them are sound enough to be looked at more closely.

use super::walk::is_of;
use crate::catalog::SchemaType;
use crate::model::Generation;
use crate::syntax::json::{JsonKind, JsonNode};
use crate::text::Span;
use crate::workspace::ManifestCx;

/// Kind of a gallery entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    Image,
    Video,
}

/// The list itself; `None` when there is none that can be judged.
pub(super) fn gallery<'a>(cx: &ManifestCx<'a>) -> Option<JsonNode<'a>> {
    let readable = cx.is_well_formed() && cx.generation() == Generation::V2;
    let media = cx.root().pointer("/tile/media").filter(|_| readable)?;
    (media.kind() == JsonKind::Array).then_some(media)
}

/// All entries, broken ones too.
pub(super) fn entries<'a>(cx: &ManifestCx<'a>) -> impl Iterator<Item = JsonNode<'a>> {
    gallery(cx).into_iter().flat_map(|media| media.children())
}

/// Kind of an entry, when it says one.
pub(super) fn media_type(entry: JsonNode) -> Option<MediaType> {
    match entry.str_at("/media_type")?.as_ref() {
        "image" => Some(MediaType::Image),
        "video" => Some(MediaType::Video),
        _ => None,
    }
}

/// What an entry of known kind lacks or has of a wrong type: key, place, message.
pub(super) fn defects(entry: JsonNode, kind: MediaType) -> Vec<(&'static str, Span, String)> {
    let mut wanted = vec![
        ("caption", SchemaType::String, "a string"),
        ("image_url", SchemaType::String, "a string"),
    ];
    if kind == MediaType::Video {
        wanted.push(("vimeo_id", SchemaType::Integer, "an integer"));
    }
    let mut found = Vec::new();
    for (key, wanted, name) in wanted {
        match entry.get(key) {
            Some(value) if is_of(value, wanted) => {}
            Some(value) => found.push((key, value.span(), format!("`{key}` must be {name}."))),
            None => {
                let message = format!("This entry has no `{key}`.");
                found.push((key, head(entry), message));
            }
        }
    }
    found
}

/// Entries that have a kind and everything that kind needs.
pub(super) fn sound<'a>(cx: &ManifestCx<'a>) -> impl Iterator<Item = (JsonNode<'a>, MediaType)> {
    entries(cx).filter_map(|entry| {
        let kind = media_type(entry)?;
        defects(entry, kind).is_empty().then_some((entry, kind))
    })
}

/// What to underline for an entry as a whole: its bracket, or all of it when it has none.
pub(super) fn head(entry: JsonNode) -> Span {
    let span = entry.span();
    if entry.kind() == JsonKind::Object {
        Span::new(span.start as usize, span.start as usize + 1)
    } else {
        span
    }
}
