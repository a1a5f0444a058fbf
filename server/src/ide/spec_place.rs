//! Where a mapping of `spec.yaml` stands in its grammar: which keys may stand in it, and what
//! they hold. Shared by hover and completion.

use crate::catalog::{SpecKey, SpecTakes, SpecTemplate, spec_words};
use crate::syntax::yaml::YamlNode;

/// Mappings around a place looked at.
const MAX_DEPTH: usize = 200;

/// What a mapping is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The whole file.
    Top,
    /// An entry of `files`.
    File,
    /// An option, section or template.
    Option,
    /// A type with its limits, directly below `value`.
    Value,
    /// A type inside another one.
    Inner,
    /// An entry of `properties`.
    Property,
    /// A discovery.
    Discovery,
    /// A strategy of a discovery.
    Strategy,
}

impl Place {
    /// The keys that may stand here, in customary order.
    pub(super) fn keys(self) -> impl Iterator<Item = &'static SpecKey> {
        let words = spec_words();
        let none: &[SpecKey] = &[];
        let (first, more) = match self {
            Self::Top => (&words.spec_keys[..], none),
            Self::File => (&words.file_keys[..], none),
            Self::Option => (&words.option_keys[..], none),
            Self::Value | Self::Inner => (&words.value_keys[..], none),
            Self::Property => (&words.property_keys[..], &words.value_keys[..]),
            Self::Discovery => (&words.discovery_keys[..], none),
            Self::Strategy => (&words.strategy_keys[..], none),
        };
        first.iter().chain(more)
    }

    /// What is known of a key here.
    pub(super) fn key(self, name: &str) -> Option<&'static SpecKey> {
        self.keys().find(|key| key.name == name)
    }

    /// What the mapping below a key is; `item` for those in a list below it.
    fn below(self, name: &str, item: bool) -> Option<Self> {
        let takes = self.key(name)?.takes;
        Some(match (takes, item) {
            (SpecTakes::Files, true) => Self::File,
            (SpecTakes::Options, true) => Self::Option,
            (SpecTakes::Value, false) if self == Self::Option => Self::Value,
            (SpecTakes::Value | SpecTakes::Additional, false) => Self::Inner,
            (SpecTakes::Values, true) => Self::Inner,
            (SpecTakes::Properties, true) => Self::Property,
            (SpecTakes::Discovery, false) => Self::Discovery,
            (SpecTakes::List, true) if self == Self::Discovery && name == "strategies" => {
                Self::Strategy
            }
            _ => return None,
        })
    }
}

/// What a mapping is; `None` for free data such as examples.
pub(super) fn place_of(mapping: YamlNode) -> Option<Place> {
    let mut above: Vec<(&str, bool)> = Vec::new();
    let mut node = mapping;
    while let Some(parent) = node.parent() {
        // An item is told by the key of its list.
        let (named, item) = match node.key_node() {
            Some(_) => (node, false),
            None => (parent, true),
        };
        above.push((named.key()?, item));
        node = named.parent()?;
        if above.len() > MAX_DEPTH {
            return None;
        }
    }
    let mut above = above.into_iter().rev();
    above.try_fold(Place::Top, |place, (name, item)| place.below(name, item))
}

/// The key that a value or an item of a list belongs to, and the mapping that holds it.
pub(super) fn key_of<'a>(node: YamlNode<'a>) -> Option<(&'static SpecKey, YamlNode<'a>)> {
    let named = match node.key_node() {
        Some(_) => node,
        None => node.parent()?,
    };
    let mapping = named.parent()?;
    Some((place_of(mapping)?.key(named.key()?)?, mapping))
}

/// What a template is for, and what it brings.
pub(super) fn template_text(template: &SpecTemplate) -> String {
    let mut text = format!("**{}**\n\n{}", template.name, template.summary);
    if !template.gives.is_empty() {
        let names: Vec<String> = template
            .gives
            .iter()
            .map(|name| format!("`{}`", name.trim_start_matches('@')))
            .collect();
        text.push_str(&format!("\n\nBrings {}.", names.join(", ")));
    }
    text
}
