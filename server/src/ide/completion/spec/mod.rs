//! Completion in `spec.yaml`: the keys of the place with room for their values, and the words
//! that a key takes.

mod overrides;
mod snippets;
#[cfg(test)]
mod tests;
mod values;

use super::{Completion, CompletionKind};
use crate::catalog::{SpecKey, SpecTakes, TemplateForm};
use crate::ide::spec_place::{Place, key_of, place_of};
use crate::ide::yaml_flow::{Flow, FlowToken};
use crate::ide::yaml_nodes::{Typing, typing, with_mapping, with_value};
use crate::model::spec::TemplateRef;
use crate::syntax::yaml::YamlNode;
use crate::text::{Span, TextEdit};
use crate::workspace::FileCx;
use snippets::Style;

/// Optional keys come after all required ones.
const OPTIONAL: u32 = 1000;
/// What a template would drop, or what does not belong to the type.
const UNFIT: u32 = 10_000;

pub(super) fn complete(cx: &FileCx, offset: usize) -> Vec<Completion> {
    let text = cx.text();
    if text.trim().is_empty() {
        return vec![snippets::whole_file(cx, offset)];
    }
    if let Some(flow) = Flow::at(text, offset) {
        return between_brackets(cx, &flow);
    }
    match typing(text, offset) {
        Some(Typing::Key {
            token,
            has_colon,
            after_dash,
        }) => {
            if after_dash && !has_colon {
                let words = with_value(text, token, |node| values::of_item(cx, node, token));
                if let Some(words) = words.flatten() {
                    return words;
                }
            }
            let keys = with_mapping(text, token, |mapping, others| {
                let paths = overrides::complete(cx, mapping, others, token, has_colon);
                if paths.is_some() {
                    return paths;
                }
                let place = place_of(mapping)?;
                let style = Style::of(text, after_dash);
                let mut items = keys(place, mapping, others, token, has_colon, Some(&style));
                if after_dash && others.is_empty() {
                    items.extend(snippets::whole(cx, place, token, &style));
                }
                Some(items)
            });
            keys.flatten().unwrap_or_default()
        }
        Some(Typing::Value { token }) => {
            let found = with_value(text, token, |node| values::complete(cx, node, token));
            found.unwrap_or_default()
        }
        None => Vec::new(),
    }
}

/// Keys and values between brackets, on one line.
fn between_brackets(cx: &FileCx, flow: &Flow) -> Vec<Completion> {
    let (text, token) = (cx.text(), flow.token);
    let FlowToken::Key { has_colon } = flow.what else {
        let found = flow.with_value(text, |node| values::complete(cx, node, token));
        return found.unwrap_or_default();
    };
    let keys = flow.with_mapping(text, |mapping, others| {
        let paths = overrides::complete(cx, mapping, others, token, has_colon);
        paths.or_else(|| {
            let place = place_of(mapping)?;
            Some(keys(place, mapping, others, token, has_colon, None))
        })
    });
    keys.flatten().unwrap_or_default()
}

fn keys(
    place: Place,
    mapping: YamlNode,
    others: &[&str],
    token: Span,
    has_colon: bool,
    style: Option<&Style>,
) -> Vec<Completion> {
    let known = place.keys().enumerate();
    let fitting = known.filter(|(_, key)| {
        !others.contains(&key.name.as_str()) && (key.accepted || place != Place::Value)
    });
    let items = fitting.filter_map(|(index, key)| {
        let need = need(place, mapping, others, key)?;
        let mut item = if has_colon {
            let edit = TextEdit::replace(token, key.name.clone());
            Completion::new(&key.name, CompletionKind::Field, edit)
        } else {
            match style {
                Some(style) => snippets::member(key, token, style),
                None => snippets::flow_member(key, token),
            }
        };
        item.detail = Some(match need {
            Need::Required => format!("{}, required", key.takes.name()),
            _ => key.takes.name().to_owned(),
        });
        item.documentation = Some(match key.docs.trim() {
            "" => key.summary.clone(),
            docs => format!("{}\n\n{docs}", key.summary),
        });
        item.rank = index as u32
            + match need {
                Need::Required => 0,
                Need::Optional => OPTIONAL,
                Need::Unfit => UNFIT,
            };
        Some(item)
    });
    items.collect()
}

#[derive(PartialEq, Eq)]
enum Need {
    Required,
    Optional,
    Unfit,
}

/// How a key fits beside others; `None` when it does not.
fn need(place: Place, mapping: YamlNode, others: &[&str], key: &SpecKey) -> Option<Need> {
    let has = |name: &str| others.contains(&name);
    let name = key.name.as_str();
    match place {
        Place::Option => {
            if let Some(reference) = mapping.get("template") {
                let known = TemplateRef::of(reference);
                let list = known.as_ref().is_some_and(|t| t.is_list());
                let section = known.and_then(|t| t.known).map(|t| t.form);
                return Some(match name {
                    "overrides" => Need::Optional,
                    _ if list => Need::Unfit,
                    "options" if section == Some(TemplateForm::Section) => Need::Required,
                    _ => Need::Optional,
                });
            }
            match name {
                // Nothing to override, or written out already.
                "overrides" => None,
                "template" if has("name") => None,
                "value" | "example" if has("options") => None,
                "options" | "example" if has("value") => None,
                "multiple" | "multiple_instances_defined" if has("value") => Some(Need::Unfit),
                _ if key.required => Some(Need::Required),
                _ => Some(Need::Optional),
            }
        }
        Place::Value | Place::Inner | Place::Property => {
            let kind = mapping.get("type").and_then(|kind| kind.as_str());
            let fits = |kind: &str| key.types.is_empty() || key.types.iter().any(|t| t == kind);
            match (name, kind) {
                ("type", _) if has("anyOf") => None,
                ("anyOf", Some(_)) => None,
                ("items", Some("array")) | ("example", Some("boolean")) => Some(Need::Required),
                ("type", None) => Some(Need::Required),
                _ if key.required => Some(Need::Required),
                (_, Some(kind)) if !fits(kind) => None,
                (_, None) if !key.types.is_empty() => Some(Need::Unfit),
                _ => Some(Need::Optional),
            }
        }
        Place::Discovery if name == "overrides" && !has("template") => None,
        _ if key.required => Some(Need::Required),
        _ => Some(Need::Optional),
    }
}

/// The key that an item of a list is an item of, and what it takes.
fn takes(node: YamlNode) -> Option<SpecTakes> {
    key_of(node).map(|(key, _)| key.takes)
}
