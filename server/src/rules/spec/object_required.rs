//! `spec/object-required`

use super::report_faults;
use crate::catalog::nearest;
use crate::engine::Code;
use crate::rules::{Sink, rule};
use crate::syntax::yaml::edit;
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
    report_faults(cx, sink, Code::ObjectRequired, |error, node, finding| {
        if node.key_node().is_some() {
            if node.is_sequence() {
                finding.safe_fix("Remove the key", vec![edit::remove(node)]);
            }
            return;
        }
        if error.related.is_some() {
            finding.safe_fix("Remove it", vec![edit::remove(node)]);
            return;
        }
        let value = node.parent().and_then(|list| list.parent());
        let properties = value.and_then(|value| value.get("properties"));
        let properties = properties.into_iter().flat_map(|list| list.items());
        let names = properties.filter_map(|property| property.get("name")?.as_str());
        let meant = node.as_str().and_then(|name| nearest(name, names));
        if let Some(meant) = meant {
            let edit = edit::set_text(node, meant);
            finding.unsafe_fix(format!("Replace by `{meant}`"), vec![edit]);
        }
    });
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
