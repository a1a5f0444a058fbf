//! `spec/object-properties`

use super::report_all;
use crate::engine::Code;
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
    report_all(cx, sink, Code::ObjectProperties);
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
