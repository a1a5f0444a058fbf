//! `spec/unfit-example`

use crate::engine::{Code, Heap, Id, Value};
use crate::rules::{Sink, rule};
use crate::workspace::{SpecCx, declared_options};

rule! {
    /// An example or default contradicts what its type allows.
    ///
    /// ## Why
    /// Users copy the example, and the models take it for the default: a value that `enum` does
    /// not list, that is beyond a bound or fits none of the types below `anyOf` is refused once
    /// it is used. ddev compares examples with plain types alone, and takes a number for a whole
    /// one, so that it is content with all of these. Placeholders such as `<MODE>` stand for
    /// whatever fits.
    ///
    /// ## Example
    /// `example: 0` below `minimum: 1`, or `example: fast` beside `enum: [low, high]`.
    UNFIT_EXAMPLE = "spec/unfit-example",
    severity: Warning,
    origin: Ours,
    fix: None,
    check: Spec(check),
}

/// Types inside each other looked at.
const MAX_DEPTH: usize = 10;
/// Values of an `enum` that a message lists.
const LISTED: usize = 6;

fn check(cx: &SpecCx, sink: &mut Sink) {
    let resolved = cx.resolved();
    // What ddev finds is told by the rule of its own.
    let faulty = |code| resolved.errors.iter().any(|error| error.code == code);
    if faulty(Code::ExampleType) || faulty(Code::ValueType) {
        return;
    }
    let heap = &resolved.heap;
    let mut told = foldhash::HashSet::default();
    for option in declared_options(resolved) {
        let Some(value) = heap.field(option.id, "value") else {
            continue;
        };
        for key in ["example", "default"] {
            let given = heap.field(value, key);
            let found = given.and_then(|given| unfit(heap, value, given, 0));
            let Some((place, reason)) = found else {
                continue;
            };
            // What a template brings is not for this file to mend.
            let origin = heap.origin(place);
            if origin.source == 0 && told.insert(origin.span) {
                let message = format!("The {key} of `{}` {reason}.", option.name);
                sink.report(origin.span, message);
            }
        }
    }
}

/// The value that a type does not allow, and why; the innermost one.
fn unfit(heap: &Heap, kind: Id, given: Id, depth: usize) -> Option<(Id, String)> {
    if depth > MAX_DEPTH || is_open(heap.get(given)) {
        return None;
    }
    if let Some(members) = heap.field(kind, "anyOf").and_then(|m| heap.list(m)) {
        let fits = |member: &Id| unfit(heap, *member, given, depth + 1).is_none();
        let none = !members.is_empty() && !members.iter().any(fits);
        return none.then(|| (given, "fits none of the types below `anyOf`".to_owned()));
    }
    let name = heap.field(kind, "type").and_then(|name| heap.str(name))?;
    if !is_of_type(heap.get(given), name) {
        return Some((given, format!("is not of the type `{name}`")));
    }
    if let Some(values) = heap.field(kind, "enum").and_then(|v| heap.list(v))
        && !values.is_empty()
        && !values
            .iter()
            .any(|value| heap.get(*value) == heap.get(given))
        && !matches!(heap.get(given), Value::List(_) | Value::Map(_))
    {
        return Some((given, format!("is none of {}", listed(heap, values))));
    }
    if let Some(reason) = beyond(heap, kind, given) {
        return Some((given, reason));
    }
    match heap.get(given) {
        Value::List(items) => {
            let inner = heap.field(kind, "items")?;
            items
                .iter()
                .find_map(|item| unfit(heap, inner, *item, depth + 1))
        }
        Value::Map(map) => {
            let properties = heap.field(kind, "properties").and_then(|p| heap.list(p));
            let others = heap.field(kind, "additionalProperties");
            let others = others.filter(|others| heap.map(*others).is_some());
            map.iter().find_map(|(key, entry)| {
                let crate::engine::Key::Str(key) = key else {
                    return None;
                };
                let mut properties = properties.into_iter().flatten();
                let named = |property: &&Id| {
                    let name = heap.field(**property, "name").and_then(|n| heap.str(n));
                    name == Some(key)
                };
                let inner = properties.find(named).copied().or(others)?;
                unfit(heap, inner, entry.value, depth + 1)
            })
        }
        _ => None,
    }
}

/// Nothing, a placeholder, or something that YAML alone makes of a text.
fn is_open(value: &Value) -> bool {
    match value {
        Value::Null | Value::Date(_) | Value::DateTime(_) | Value::Bytes(_) => true,
        Value::Str(text) => text.starts_with('<') && text.ends_with('>'),
        _ => false,
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => matches!(value, Value::Str(_)),
        "integer" => match value {
            Value::Int(_) | Value::BigInt(_) => true,
            // `1e3` and `1.0` are whole.
            Value::Float(number) => number.fract() == 0.0,
            _ => false,
        },
        "number" => matches!(value, Value::Int(_) | Value::BigInt(_) | Value::Float(_)),
        "boolean" => matches!(value, Value::Bool(_)),
        "array" => matches!(value, Value::List(_)),
        "object" => matches!(value, Value::Map(_)),
        _ => true,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// Why a value is beyond the bounds of its type.
fn beyond(heap: &Heap, kind: Id, given: Id) -> Option<String> {
    let bound = |key: &str| number(heap.get(heap.field(kind, key)?));
    let is_on = |key: &str| {
        let flag = heap.field(kind, key).map(|flag| heap.get(flag));
        flag == Some(&Value::Bool(true))
    };
    let said = |key: &str| bound(key).map(|bound| format!("`{key}: {bound}`"));
    if let Some(number) = number(heap.get(given)) {
        let below = |key: &str, open: bool| {
            bound(key).is_some_and(|bound| number < bound || (open && number == bound))
        };
        let above = |key: &str, open: bool| {
            bound(key).is_some_and(|bound| number > bound || (open && number == bound))
        };
        let found = if below("minimum", is_on("exclusiveMinimum")) {
            said("minimum")
        } else if below("exclusiveMinimum", true) {
            said("exclusiveMinimum")
        } else if above("maximum", is_on("exclusiveMaximum")) {
            said("maximum")
        } else if above("exclusiveMaximum", true) {
            said("exclusiveMaximum")
        } else {
            None
        };
        return found.map(|bound| format!("is beyond {bound}"));
    }
    let (length, least, most) = match heap.get(given) {
        Value::Str(text) => (text.chars().count(), "minLength", "maxLength"),
        Value::List(items) => (items.len(), "minItems", "maxItems"),
        _ => return None,
    };
    let length = length as f64;
    if bound(least).is_some_and(|least| length < least) {
        return said(least).map(|bound| format!("is shorter than {bound} allows"));
    }
    if bound(most).is_some_and(|most| length > most) {
        return said(most).map(|bound| format!("is longer than {bound} allows"));
    }
    None
}

fn listed(heap: &Heap, values: &[Id]) -> String {
    let shown = values
        .iter()
        .take(LISTED)
        .map(|value| match heap.get(*value) {
            Value::Str(text) => format!("`{text}`"),
            Value::Int(number) => format!("`{number}`"),
            Value::Bool(flag) => format!("`{flag}`"),
            _ => "…".to_owned(),
        });
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    if values.len() > LISTED {
        shown.push_str(&format!(" and {} more", values.len() - LISTED));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::value;
    use super::*;
    use crate::testing::assert_findings;

    #[test]
    fn what_ddev_lets_pass_and_the_type_does_not_is_found() {
        for bad in [
            "type: integer\nexample: «1.5»",
            "type: integer\nexample: «true»",
            "type: number\nexample: «false»",
            "type: integer\nexample: 1\ndefault: «many»",
            "type: string\nenum: [low, high]\nexample: «fast»",
            "type: integer\nminimum: 1\nexample: «0»",
            "type: number\nexclusiveMaximum: 1\nexample: «1»",
            "type: integer\nmaximum: 5\nexclusiveMaximum: true\nexample: «5»",
            "type: string\nminLength: 2\nexample: «a»",
            "type: array\nminItems: 2\nitems: {type: string}\nexample: «[a]»",
            "type: array\nitems: {type: string, enum: [a, b]}\nexample: [a, «c»]",
            "anyOf:\n- type: integer\n- type: boolean\nexample: «sometimes»",
            "type: object\nproperties:\n- name: port\n  type: integer\n  maximum: 9\nexample:\n  port: «10»",
            "type: object\nadditionalProperties: {type: integer}\nexample: {a: 1, b: «2.5»}",
        ] {
            assert_findings(&UNFIT_EXAMPLE, &value(bad));
        }
        let found = assert_findings(
            &UNFIT_EXAMPLE,
            &value("type: string\nenum: [low, high]\nexample: «fast»"),
        );
        assert!(
            found[0].message.ends_with("is none of `low`, `high`."),
            "{found:?}"
        );
    }

    #[test]
    fn what_fits_or_stands_for_something_is_not() {
        for good in [
            "type: integer\nexample: 5",
            "type: integer\nexample: 1.0",
            "type: number\nexample: 5",
            "type: string\nenum: [low, high]\nexample: low",
            "type: string\nenum: [low, high]\nexample: <LEVEL>",
            "type: string",
            "type: integer\nminimum: 1\nmaximum: 1\nexample: 1",
            "anyOf:\n- type: integer\n- type: boolean\nexample: true",
            "anyOf:\n- type: integer\n- type: boolean\nexample: <EITHER>",
            "type: array\nitems: {type: string}\nexample: []",
            "type: object\nadditionalProperties: true\nexample: {a: 1}",
            "type: string\nexample: 8080",
        ] {
            assert_findings(&UNFIT_EXAMPLE, &value(good));
        }
    }
}
