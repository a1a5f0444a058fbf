//! `spec/object-required`

use std::collections::{HashMap, HashSet};

use super::{kind_name, written};
use crate::catalog::nearest;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::{YamlNode, edit};
use crate::workspace::SpecCx;

rule! {
    /// The `required` of a mapping does not name some of its `properties`, each once.
    ///
    /// ## Why
    /// `required` of a value of type `object` is a list of property names; it has nothing to
    /// do with the `required` of an option. ddev wants it left out when it would be empty.
    ///
    /// ## Fix
    /// Removes an empty list and a name that is there twice; replaces an unknown name by its
    /// nearest match.
    OBJECT_REQUIRED = "spec/object-required",
    severity: Error,
    origin: Ddev("config"),
    fix: Mixed,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for value in &cx.spec.values {
        let Some(required) = value.field_of(&["object"], "required") else {
            continue;
        };
        if !required.is_sequence() {
            let message = format!(
                "`required` must be a list of property names, not {}.",
                kind_name(required)
            );
            sink.report(written(required), message);
            continue;
        }
        if required.items().next().is_none() {
            let message = "`required` is empty. Leave it out when no property is required.";
            let finding = sink.report(written(required), message);
            if required.key_node().is_some() {
                finding.safe_fix("Remove the key", vec![edit::remove(required)]);
            }
            continue;
        }
        let properties = value.node.get("properties");
        if properties.is_some_and(|properties| !properties.is_sequence()) {
            continue;
        }
        let named = properties.into_iter().flat_map(|p| p.items());
        let names: HashSet<&str> = named.filter_map(|p| p.get("name")?.as_str()).collect();
        check_names(cx, sink, required, &names);
    }
}

fn check_names(cx: &SpecCx, sink: &mut Sink, required: YamlNode, names: &HashSet<&str>) {
    let mut seen = HashMap::new();
    for item in required.items() {
        let Some(name) = item.as_str() else {
            let message = format!(
                "`required` holds names of properties, but this is {}.",
                kind_name(item)
            );
            sink.report(written(item), message);
            continue;
        };
        let first = *seen.entry(name).or_insert(item.inner_span());
        if first != item.inner_span() {
            let message = format!("`{name}` is named twice.");
            let finding = sink.report(item.inner_span(), message);
            finding.related(&*cx.file.path, first, "Here first.");
            finding.safe_fix("Remove it", vec![edit::remove(item)]);
        } else if !names.contains(name) {
            let message = format!("`properties` has no `{name}`.");
            let finding = sink.report(item.inner_span(), message);
            if let Some(meant) = nearest(name, names.iter().copied()) {
                let edit = edit::set_text(item, meant);
                finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{bare, in_value, value};
    use super::*;
    use crate::testing::{assert_findings, assert_fix};

    fn with(required: &str) -> String {
        format!(
            "type: object\nproperties:\n- name: host\n  type: string\n- name: port\n  type: integer\nrequired: {required}"
        )
    }

    #[test]
    fn required_names_properties() {
        for bad in [
            "«true»",
            "«[]»",
            "[host, «host»]",
            "[«1»]",
            "[host, «user»]",
        ] {
            assert_findings(&OBJECT_REQUIRED, &value(&with(bad)));
        }
        assert_findings(&OBJECT_REQUIRED, &value("type: object\nrequired: [«a»]"));
        assert_findings(&OBJECT_REQUIRED, &value(&with("[port, host]")));
        assert_findings(&OBJECT_REQUIRED, &value("type: string\nrequired: true"));
    }

    #[test]
    fn slips_are_mended() {
        let fix = |bad: &str, good: &str| {
            let good = bare(&in_value(&with(good)));
            assert_fix(&OBJECT_REQUIRED, &value(&with(bad)), &good);
        };
        fix("[host, host]", "[host]");
        fix("[hots]", "[host]");
        let good = with("").replace("\nrequired: ", "");
        assert_fix(
            &OBJECT_REQUIRED,
            &value(&with("[]")),
            &bare(&in_value(&good)),
        );
    }
}
