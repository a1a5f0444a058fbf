//! `spec/object-properties`

use std::collections::HashMap;

use super::{kind_name, written};
use crate::model::spec::place_of;
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// The `properties` of a mapping are not a list of named types.
    ///
    /// ## Why
    /// Other than in OpenAPI, `properties` is a list here, so that it keeps its order; every
    /// entry has a `name` beside its `type`, unique among its neighbours.
    ///
    /// ## Example
    /// ```yaml
    /// properties:
    /// - name: host
    ///   type: string
    /// ```
    OBJECT_PROPERTIES = "spec/object-properties",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for value in &cx.spec.values {
        let Some(properties) = value.field_of(&["object"], "properties") else {
            continue;
        };
        if !properties.is_sequence() {
            let kind = kind_name(properties);
            let message = format!("`properties` must be a list of named types, not {kind}.");
            sink.report(written(properties), message);
            continue;
        }
        let mut seen = HashMap::new();
        for property in properties.items() {
            if !property.is_mapping() {
                let kind = kind_name(property);
                let message = format!("A property must be a mapping, but this is {kind}.");
                sink.report(written(property), message);
                continue;
            }
            let Some(name) = property.get("name") else {
                sink.report(place_of(property), "This property has no `name`.");
                continue;
            };
            let Some(text) = name.as_str() else {
                let message = format!(
                    "The name of a property must be text, not {}.",
                    kind_name(name)
                );
                sink.report(written(name), message);
                continue;
            };
            let first = *seen.entry(text).or_insert(name.inner_span());
            if first != name.inner_span() {
                let message = format!("A property `{text}` stands above already.");
                let finding = sink.report(name.inner_span(), message);
                finding.related(&*cx.file.path, first, "Here first.");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::value;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn properties_are_a_list_of_named_types() {
        for bad in [
            "«properties»:\n  host: {type: string}",
            "«properties»:",
            "properties: [«host»]",
            "properties:\n- «type»: string",
            "properties:\n- name: «1»\n  type: string",
            "properties:\n- name: a\n  type: string\n- name: «a»\n  type: string",
        ] {
            assert_findings(&OBJECT_PROPERTIES, &value(&format!("type: object\n{bad}")));
        }
        assert_findings(&OBJECT_PROPERTIES, &value("type: object\nproperties: []"));
        assert_findings(&OBJECT_PROPERTIES, &value("type: string\nproperties: 1"));
    }
}
