//! `spec/any-of`

use super::{kind_name, written};
use crate::rules::{Sink, rule};
use crate::workspace::SpecCx;

rule! {
    /// `anyOf` is no list of two or more types.
    ///
    /// ## Why
    /// `anyOf` offers a choice; a single type is written as `type`.
    ANY_OF = "spec/any-of",
    severity: Error,
    origin: Ddev("config"),
    fix: None,
    check: Spec(check),
}

fn check(cx: &SpecCx, sink: &mut Sink) {
    for value in &cx.spec.values {
        let any_of = value.node.get("anyOf");
        let Some(any_of) = any_of.filter(|_| value.node.get("type").is_none()) else {
            continue;
        };
        if !any_of.is_sequence() {
            let message = format!(
                "`anyOf` must be a list of types, but is {}.",
                kind_name(any_of)
            );
            sink.report(written(any_of), message);
            continue;
        }
        if any_of.items().count() == 1 {
            let message = "`anyOf` holds a single type. Write it as `type` instead.";
            sink.report(any_of.key_span().unwrap_or(any_of.span()), message);
        }
        for member in any_of.items().filter(|member| !member.is_mapping()) {
            let kind = kind_name(member);
            let message = format!("A type in `anyOf` must be a mapping, but this is {kind}.");
            sink.report(written(member), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::value;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn a_choice_is_a_list_of_mappings() {
        assert_findings(&ANY_OF, &value("anyOf: «string»"));
        assert_findings(&ANY_OF, &value("«anyOf»:\n- type: string"));
        assert_findings(&ANY_OF, &value("anyOf: [{type: string}, «integer»]"));
    }

    #[test]
    fn an_empty_choice_passes() {
        assert_findings(&ANY_OF, &value("anyOf: []"));
        assert_findings(&ANY_OF, &value("anyOf:\n- type: string\n- type: integer"));
        assert_findings(&ANY_OF, &value("type: string\nitems: {anyOf: 1}"));
    }
}
