//! Types of options with their limits: `value` and everything nested in it.

use std::collections::HashSet;

use super::{LIMIT, Spec};
use crate::catalog::spec_words;
use crate::syntax::yaml::YamlNode;

/// Nested types looked at to name the type of a list.
const MAX_SHOWN: usize = 4;

/// Where a type stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Directly below `value`.
    Value,
    /// Below `items`.
    Items,
    /// An entry of `properties`.
    Property,
    /// An entry of `anyOf`.
    AnyOf,
    /// Below `additionalProperties`.
    Additional,
}

/// A type that ddev looks at.
#[derive(Debug, Clone, Copy)]
pub struct SpecValue<'a> {
    /// The mapping, aliases followed.
    pub node: YamlNode<'a>,
    /// As written: with its key, perhaps an alias.
    pub written: YamlNode<'a>,
    /// The option, by number in [`Spec::options`].
    pub option: usize,
    /// Where it stands.
    pub role: Role,
}

impl<'a> SpecValue<'a> {
    /// The word behind `type`; `None` with `anyOf` as well.
    #[must_use]
    pub fn type_name(&self) -> Option<&'a str> {
        match self.node.get("anyOf") {
            Some(_) => None,
            None => self.node.get("type")?.as_str(),
        }
    }

    /// A key, when the type is one of these.
    #[must_use]
    pub fn field_of(&self, types: &[&str], key: &str) -> Option<YamlNode<'a>> {
        types
            .contains(&self.type_name()?)
            .then(|| self.node.get(key))
            .flatten()
    }
}

/// Adds the types of all options.
pub(super) fn read_values(spec: &mut Spec) {
    let mut seen = HashSet::new();
    for option in 0..spec.options.len() {
        if let Some(value) = spec.options[option].field("value") {
            add(spec, &mut seen, value, option, Role::Value);
        }
    }
    let mut at = 0;
    while at < spec.values.len() && at < LIMIT {
        let value = spec.values[at];
        at += 1;
        let mut inside = |node: YamlNode<'_>, role| add_inside(&mut seen, node, role);
        let mut found: Vec<(YamlNode, Role)> = Vec::new();
        if let Some(any_of) = value.node.get("anyOf") {
            if value.node.get("type").is_none() {
                let members = any_of.items().map(|node| (node, Role::AnyOf));
                found.extend(members.filter(|(node, role)| inside(*node, *role)));
            }
        } else {
            let items = value
                .field_of(&["array"], "items")
                .map(|n| (n, Role::Items));
            let additional = value
                .field_of(&["object"], "additionalProperties")
                .map(|n| (n, Role::Additional));
            let properties = value.field_of(&["object"], "properties");
            let properties = properties.into_iter().flat_map(|n| n.items());
            let named = properties
                .filter(|n| n.get("name").is_some_and(|name| name.as_str().is_some()))
                .map(|n| (n, Role::Property));
            let all = items.into_iter().chain(named).chain(additional);
            found.extend(all.filter(|(node, role)| inside(*node, *role)));
        }
        for (written, role) in found {
            spec.values.push(SpecValue {
                node: written.value(),
                written,
                option: value.option,
                role,
            });
        }
    }
}

type Seen = HashSet<(crate::text::Span, bool)>;

fn add<'a>(spec: &mut Spec<'a>, seen: &mut Seen, node: YamlNode<'a>, option: usize, role: Role) {
    if add_inside(seen, node, role) {
        spec.values.push(SpecValue {
            node: node.value(),
            written: node,
            option,
            role,
        });
    }
}

/// False for what is no mapping, and for a mapping met before through an alias.
fn add_inside(seen: &mut Seen, node: YamlNode, role: Role) -> bool {
    node.is_mapping() && seen.insert((node.value().span(), role == Role::Value))
}

/// The type as the example file writes it.
#[must_use]
pub(super) fn shown_type(value: YamlNode) -> String {
    shown(value, 0)
}

fn shown(value: YamlNode, depth: usize) -> String {
    if depth > MAX_SHOWN {
        return "…".to_owned();
    }
    if let Some(any_of) = value.get("anyOf") {
        let members: Vec<String> = any_of
            .items()
            .take(MAX_SHOWN)
            .map(|member| shown(member, depth + 1))
            .collect();
        return members.join(" or ");
    }
    let name = value.get("type").and_then(|n| n.as_str()).unwrap_or("?");
    if name != "array" {
        let known = spec_words().value_type(name);
        return known.map_or(name, |known| known.shown.as_str()).to_owned();
    }
    let Some(items) = value.get("items") else {
        return "list".to_owned();
    };
    if items.get("anyOf").is_some() {
        return format!("(list of {})", shown(items, depth + 1));
    }
    match items.get("type").and_then(|n| n.as_str()) {
        Some("object") => "list of mappings".to_owned(),
        Some("array") => "list of lists".to_owned(),
        Some(other) => format!("list of {other}s"),
        None => "list".to_owned(),
    }
}
