//! Keys that a mapping lacks and values that a key does not know, along a shape of the
//! catalog, for formats of which nobody checks more.

use crate::catalog::{YamlShape, YamlType, nearest};
use crate::model::yaml_shape::keys_of;
use crate::rules::{Applicability, Severity, Sink};
use crate::syntax::yaml::{YamlKind, YamlNode, edit};
use crate::workspace::FileCx;

/// Mappings of a file without errors that the shape knows something of.
fn mappings<'a>(cx: &FileCx<'a>) -> impl Iterator<Item = YamlNode<'a>> + use<'a> {
    let (text, tree) = (cx.text(), cx.file.yaml());
    let tree = tree.filter(|tree| tree.errors().is_empty()).into_iter();
    tree.flat_map(|tree| tree.nodes(text))
        .filter(|node| node.kind() == YamlKind::Mapping)
}

/// Reports the required keys that mappings lack, `what` they are for people.
pub(in crate::rules) fn report_missing_keys(
    cx: &FileCx,
    sink: &mut Sink,
    shape: &'static YamlShape,
    what: impl Fn(YamlNode) -> &'static str,
) {
    for mapping in mappings(cx) {
        let missing: Vec<&str> = keys_of(shape, mapping)
            .iter()
            .filter(|key| key.required && mapping.get_written(&key.name).is_none())
            .map(|key| &*key.name)
            .collect();
        if missing.is_empty() || mapping.pairs().any(|(k, _)| k.kind() == YamlKind::Merge) {
            continue;
        }
        let names = missing
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let place = mapping.children().next();
        let place = place.and_then(|child| child.key_span());
        let span = place.unwrap_or_else(|| mapping.span());
        sink.report(span, format!("{} lacks {names}.", what(mapping)));
    }
}

/// Reports values that are none of those known: as a warning where one is near, as a hint
/// where the list may just be too short. `skip` leaves keys to other rules.
pub(in crate::rules) fn report_unknown_values(
    cx: &FileCx,
    sink: &mut Sink,
    shape: &'static YamlShape,
    near_only: impl Fn(&str) -> bool,
) {
    for mapping in mappings(cx) {
        let keys = keys_of(shape, mapping);
        let mut limited = keys
            .iter()
            .filter(|key| key.kind == YamlType::Boolean || !key.values.is_empty());
        if limited.next().is_none() {
            continue;
        }
        for value in mapping.children() {
            let Some(name) = value.key_node() else {
                continue;
            };
            let key = keys.iter().find(|key| name.is_written(&key.name));
            let Some(key) = key.filter(|_| value.is_scalar() && !value.is_missing()) else {
                continue;
            };
            let Some(text) = value.decoded() else {
                continue;
            };
            if key.kind == YamlType::Boolean && value.value().kind() != YamlKind::Bool {
                sink.report(
                    value.span(),
                    format!("`{}` is `true` or `false`.", key.name),
                )
                .severity(Severity::Hint);
                continue;
            }
            if key.values.is_empty() || key.value(text).is_some() {
                continue;
            }
            let near = nearest(text, key.values.iter().map(|value| &*value.name));
            if near.is_none() && near_only(&key.name) {
                continue;
            }
            let message = match near {
                Some(near) => format!("`{}` knows no `{text}`. Did you mean `{near}`?", key.name),
                None => format!("`{text}` is no usual value of `{}`.", key.name),
            };
            let finding = sink.report(value.inner_span(), message);
            match near.filter(|_| value.kind() != YamlKind::Alias) {
                Some(near) => {
                    let edits = vec![edit::set_text(value, near)];
                    finding.fix(format!("Replace by `{near}`"), Applicability::Unsafe, edits);
                }
                None => {
                    finding.severity(Severity::Hint);
                }
            }
        }
    }
}
