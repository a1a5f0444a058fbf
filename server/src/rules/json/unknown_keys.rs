//! Keys of an object that its format does not know.

use crate::catalog::nearest;
use crate::rules::Sink;
use crate::syntax::json::JsonNode;
use crate::syntax::json::edit::{quote, remove};
use crate::text::TextEdit;

/// Reports every member of an object whose key is none of the known ones, as `what` tells of
/// the key: renames it to a missing one that is near, or removes it.
pub(in crate::rules) fn report_unknown_keys<'k>(
    sink: &mut Sink,
    object: JsonNode,
    known: impl Iterator<Item = &'k str> + Clone,
    what: impl Fn(&str) -> String,
) {
    let missing = known.clone().filter(|key| object.get(key).is_none());
    for member in object.children() {
        let (Some(key), Some(whole)) = (member.key(), member.key_span()) else {
            continue;
        };
        if known.clone().any(|known| *known == *key) {
            continue;
        }
        let meant = nearest(&key, missing.clone());
        let hint = meant.map_or(String::new(), |name| format!(" Did you mean `{name}`?"));
        let span = member.key_inner_span().unwrap_or(whole);
        let finding = sink.report(span, format!("{}{hint}", what(&key)));
        if let Some(name) = meant {
            let edit = TextEdit::replace(whole, quote(name));
            finding.unsafe_fix(format!("Rename to `{name}`"), vec![edit]);
        }
        finding.unsafe_fix(format!("Remove `{key}`"), vec![remove(member)]);
    }
}
