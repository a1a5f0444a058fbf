//! Template variables of a dashboard: which are declared, and where they are used.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::model::dashboard::{Dashboard, is_metric_query, is_search};
use crate::syntax::json::{Decoded, JsonNode};
use crate::syntax::query::{self, Part};
use crate::text::Span;

/// The declared variables by name.
pub(super) fn declared<'a>(dashboard: &Dashboard<'a>) -> HashMap<String, JsonNode<'a>> {
    let names = dashboard.variables();
    names
        .filter_map(|name| Some((name.as_str()?.into_owned(), name)))
        .collect()
}

/// Names that queries and searches use though nothing declares them, with their places.
pub(super) fn undeclared_in_queries(
    dashboard: &Dashboard,
    declared: &HashMap<String, JsonNode>,
) -> BTreeMap<String, Vec<Span>> {
    let mut used: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    let is_declared = |name: &str| declared.contains_key(name);
    for node in dashboard.strings_with_dollar() {
        let (metric, search) = (is_metric_query(node), is_search(node));
        let Some(decoded) = Decoded::of(node).filter(|_| metric || search) else {
            continue;
        };
        let text = &*decoded.text;
        let named = |name: Span| query::variable(name.slice(text), &|name| is_declared(name));
        if query::variables(text).all(|name| is_declared(named(name))) {
            continue;
        }
        // Of a metric query only what stands between braces filters.
        let filters: Vec<Span> = if metric {
            let parts = query::parts(text).into_iter();
            let filters = parts.filter(|token| token.part == Part::Filter);
            filters.map(|token| token.span).collect()
        } else {
            vec![Span::new(0, text.len())]
        };
        for filter in filters {
            for place in query::variables(filter.slice(text)) {
                let place = Span {
                    start: place.start + filter.start,
                    end: place.end + filter.start,
                };
                if !begins_a_word(text, place) {
                    continue;
                }
                let name = named(place);
                if is_declared(name) {
                    continue;
                }
                let start = place.start as usize;
                let place = decoded.outer_span(Span::new(start, start + name.len()));
                used.entry(name.to_owned()).or_default().push(place);
            }
        }
    }
    used
}

/// True when a name is mentioned in any text beside the declarations.
pub(super) fn mentioned(
    dashboard: &Dashboard,
    declared: &HashMap<String, JsonNode>,
) -> HashMap<String, bool> {
    let mut mentioned: HashMap<String, bool> =
        declared.keys().map(|name| (name.clone(), false)).collect();
    let own = ["template_variables", "template_variable_presets"];
    let own: Vec<Span> = own
        .iter()
        .filter_map(|key| dashboard.root.get(key))
        .map(|node| node.span())
        .collect();
    let declares = |node: JsonNode| {
        let start = node.span().start;
        own.iter().any(|o| o.start <= start && start < o.end)
    };
    let mut left = mentioned.len();
    for node in dashboard.strings_with_dollar() {
        if left == 0 {
            break;
        }
        let Some(decoded) = Decoded::of(node).filter(|_| !declares(node)) else {
            continue;
        };
        for place in query::variables(&decoded.text) {
            let name = place.slice(&decoded.text);
            // A shorter name may be what is meant as well.
            let shorter = name.match_indices(['.', '-']).map(|(at, _)| &name[..at]);
            for name in shorter.chain([name]) {
                if let Some(mentioned) = mentioned.get_mut(name) {
                    left -= usize::from(!*mentioned);
                    *mentioned = true;
                }
            }
        }
    }
    mentioned
}

/// True where a variable may stand: not in the middle of a word.
fn begins_a_word(text: &str, name: Span) -> bool {
    let before = &text[..(name.start as usize).saturating_sub(1)];
    let glued = |c: char| c.is_alphanumeric() || matches!(c, '$' | '\\' | '.' | '_');
    !before.ends_with(glued) && !before.ends_with("{{")
}
