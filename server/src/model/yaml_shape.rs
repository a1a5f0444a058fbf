//! Where a YAML value stands in the shape of its file: the keys that the catalog knows for
//! a mapping. Rules, completion and hover all ask here.

use std::cell::OnceCell;

use crate::catalog::{YamlKey, YamlShape, YamlStep};
use crate::syntax::yaml::YamlNode;

/// The known keys of a mapping, those of its type first.
pub fn keys_of(shape: &'static YamlShape, mapping: YamlNode) -> Vec<&'static YamlKey> {
    let kind = OnceCell::new();
    let kind = || *kind.get_or_init(|| mapping.get_own("type")?.as_str());
    let mut keys = Vec::new();
    let mut typed = Vec::new();
    let own = mapping.key_node().map(|key| key.decoded());
    for group in shape.grouped() {
        // Most places are told apart by the last step already.
        let may_be = match group.steps.first() {
            Some(YamlStep::Item) => own.is_none(),
            Some(YamlStep::Key(name)) => own == Some(Some(name)),
            _ => true,
        };
        if !may_be || !stands_at(mapping, &group.steps) {
            continue;
        }
        for place in group.places {
            match place.when.as_deref() {
                None => keys.extend(&place.keys),
                when if when == kind() => typed.extend(&place.keys),
                Some(_) => {}
            }
        }
    }
    keys.append(&mut typed);
    keys
}

/// What the catalog knows of the key of a value.
pub fn key_of(shape: &'static YamlShape, value: YamlNode) -> Option<&'static YamlKey> {
    let name = value.key()?;
    let keys = keys_of(shape, value.parent()?);
    keys.into_iter().find(|key| key.name == name)
}

/// Climbs from a node and the last of some steps at once.
fn stands_at(node: YamlNode, steps: &[YamlStep]) -> bool {
    let mut node = node;
    for step in steps {
        if *step == YamlStep::Anywhere {
            return true;
        }
        let Some(parent) = node.parent() else {
            return false;
        };
        let fits = match (step, node.key_node()) {
            (YamlStep::Item, key) => key.is_none(),
            (YamlStep::AnyKey, key) => key.is_some(),
            (YamlStep::Key(name), Some(key)) => key.is_written(name),
            _ => false,
        };
        if !fits {
            return false;
        }
        node = parent;
    }
    node.parent().is_none()
}
