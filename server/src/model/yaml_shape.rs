//! Where a YAML value stands in the shape of its file: the keys that the catalog knows for
//! a mapping. Rules, completion and hover all ask here.

use std::cell::OnceCell;

use crate::catalog::{YamlKey, YamlPlace, YamlShape};
use crate::syntax::yaml::YamlNode;

/// The known keys of a mapping, those of its type first.
pub fn keys_of(shape: &'static YamlShape, mapping: YamlNode) -> Vec<&'static YamlKey> {
    let places = places_of(shape, mapping);
    let (general, typed): (Vec<_>, Vec<_>) = places.partition(|place| place.when.is_none());
    let keys = general.into_iter().chain(typed);
    keys.flat_map(|place| &place.keys).collect()
}

/// What the catalog knows of the key of a value.
pub fn key_of(shape: &'static YamlShape, value: YamlNode) -> Option<&'static YamlKey> {
    let name = value.key()?;
    let keys = keys_of(shape, value.parent()?);
    keys.into_iter().find(|key| key.name == name)
}

/// The places that a mapping stands at.
fn places_of(
    shape: &'static YamlShape,
    mapping: YamlNode,
) -> impl Iterator<Item = &'static YamlPlace> {
    let kind = OnceCell::new();
    let kind = move || *kind.get_or_init(|| mapping.get_own("type")?.as_str());
    shape.places.iter().filter(move |place| {
        let typed = place.when.as_deref();
        (typed.is_none() || typed == kind()) && stands_at(mapping, &place.at)
    })
}

/// Climbs from a node and a pattern's end at once.
fn stands_at(node: YamlNode, at: &str) -> bool {
    let mut node = node;
    let steps = at.as_bytes().rsplit(|byte| *byte == b'/');
    for step in steps.filter(|step| !step.is_empty()) {
        if step == b"**" {
            return true;
        }
        let Some(parent) = node.parent() else {
            return false;
        };
        let fits = match (step, node.key_node()) {
            (b"[]", key) => key.is_none(),
            (b"*", key) => key.is_some(),
            (name, Some(key)) => key.decoded().map(str::as_bytes) == Some(name),
            (_, None) => false,
        };
        if !fits {
            return false;
        }
        node = parent;
    }
    node.parent().is_none()
}
