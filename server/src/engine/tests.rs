//! Compares what the engine makes of specifications with what ddev made of them: the committed
//! cases, or those that `tests/parity/render_parity.py` names.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::example::{ExampleFile, FieldLevel, RenderErrorKind, render};
use super::{Date, DateTime, Entry, Heap, Id, Map, Origin, Value};

/// Differences that are shown.
const SHOWN: usize = 5;

#[test]
fn agrees_with_ddev() {
    let file = std::env::var_os("INTEGRATIONS_LS_ENGINE_CORPUS");
    let corpus = match &file {
        Some(path) => std::fs::read_to_string(path).expect("readable"),
        None => include_str!("cases.jsonl").to_owned(),
    };
    let (mut rendered, mut examples, mut failing) = (0, 0, 0);
    let mut differences = Vec::new();
    for line in corpus.lines() {
        let case: Json = serde_json::from_str(line).expect("JSON");
        let Some(resolved) = case.get("resolved") else {
            continue;
        };
        rendered += 1;
        let mut heap = Heap::default();
        let spec = untag(&mut heap, resolved, &mut HashMap::new());
        let ours = render(&heap, spec);
        let Some(files) = case["files"].as_array() else {
            let stops = |file: &ExampleFile| {
                let kinds = file.errors.iter().map(|error| &error.kind);
                kinds.into_iter().any(|kind| shape(kind, "").is_null())
            };
            if !ours.iter().any(stops) {
                differences.push(format!(
                    "{}: ddev crashes: {}",
                    case["integration"], case["crash"]
                ));
            }
            continue;
        };
        examples += files.len();
        failing += files
            .iter()
            .filter(|file| file["errors"] != json!([]))
            .count();
        for (ours, ddev) in ours.iter().zip(files) {
            check_places(ours);
            if let Some(difference) = difference(ours, ddev) {
                let text = case["text"].as_str().unwrap_or_default();
                differences.push(format!("{}: {difference}\n{text}", case["integration"]));
            }
        }
        if ours.len() != files.len() {
            differences.push(format!("{}: another number of files", case["integration"]));
        }
    }
    println!("{rendered} specifications rendered: {examples} examples, {failing} of them refused");
    println!("differences: {}", differences.len());
    let mut report = String::new();
    for difference in differences.iter().take(SHOWN) {
        let _ = writeln!(report, "{difference}");
    }
    assert!(differences.is_empty(), "{report}");
}

fn difference(ours: &ExampleFile, ddev: &Json) -> Option<String> {
    let text = ddev["text"].as_str().expect("text");
    if ours.text != text {
        let equal = ours.text.lines().zip(text.lines());
        let line = equal.take_while(|(ours, ddev)| ours == ddev).count();
        let at = |text: &str| text.lines().nth(line).unwrap_or("nothing").to_owned();
        return Some(format!(
            "line {}\n  ddev: {}\n  ours: {}",
            line + 1,
            at(text),
            at(&ours.text)
        ));
    }
    let errors = ours
        .errors
        .iter()
        .map(|error| shape(&error.kind, &error.option));
    let errors = Json::Array(errors.collect());
    (errors != ddev["errors"]).then(|| format!("\n  ddev: {}\n  ours: {errors}", ddev["errors"]))
}

/// An error as the script writes those of ddev; nothing where ddev breaks off.
fn shape(kind: &RenderErrorKind, option: &str) -> Json {
    match kind {
        RenderErrorKind::LongLine {
            excess, section, ..
        } => {
            json!({"long": option, "excess": excess, "section": section})
        }
        RenderErrorKind::UnknownField { field, level } => {
            let level = match level {
                FieldLevel::Option => "option",
                FieldLevel::Value => "value",
            };
            json!({"unknown": option, "field": field, "level": level})
        }
        _ => Json::Null,
    }
}

/// Places are whole lines, one after the other.
fn check_places(file: &ExampleFile) {
    let mut last = 0;
    for place in &file.places {
        let range = place.span.range();
        assert!(range.start >= last, "{}", file.name);
        last = range.end;
        let text = file.text.get(range).expect("inside");
        assert!(text.ends_with('\n'), "{text:?}");
    }
}

/// A value that the script wrote with its type.
fn untag(heap: &mut Heap, json: &Json, seen: &mut HashMap<u64, Id>) -> Id {
    let map = match json {
        Json::Null => return put(heap, Value::Null),
        Json::Bool(value) => return put(heap, Value::Bool(*value)),
        Json::String(text) => return put(heap, Value::str(text)),
        _ => json.as_object().expect("a tagged value"),
    };
    if let Some(number) = map.get("shared") {
        return seen[&number.as_u64().expect("a number")];
    }
    // The place is taken before the items are read: they may point back.
    let id = put(heap, Value::Null);
    if let Some(number) = map.get("id").and_then(Json::as_u64) {
        seen.insert(number, id);
    }
    let (kind, json) = map.iter().find(|(key, _)| *key != "id").expect("a type");
    let items = json.as_array().map(Vec::as_slice).unwrap_or_default();
    let number = |at: usize| items[at].as_u64().expect("a number");
    let date = || Date {
        year: u16::try_from(number(0)).expect("a year"),
        month: u8::try_from(number(1)).expect("a month"),
        day: u8::try_from(number(2)).expect("a day"),
    };
    let value = match kind.as_str() {
        "int" => {
            let digits = json.as_str().expect("digits");
            digits
                .parse()
                .map_or_else(|_| Value::BigInt(digits.into()), Value::Int)
        }
        "float" => {
            let bits = json.as_str().expect("digits").parse().expect("bits");
            Value::Float(f64::from_bits(bits))
        }
        "bytes" => {
            let bytes = (0..items.len()).map(|at| u8::try_from(number(at)).expect("a byte"));
            Value::Bytes(bytes.collect::<Arc<[u8]>>())
        }
        "date" => Value::Date(date()),
        "time" => Value::DateTime(DateTime {
            date: date(),
            time: [3, 4, 5].map(|at| u8::try_from(number(at)).expect("a time")),
            micros: u32::try_from(number(6)).expect("microseconds"),
            offset: map["offset"].as_i64().map(|minutes| minutes as i16),
        }),
        "list" => Value::List(items.iter().map(|item| untag(heap, item, seen)).collect()),
        "map" => {
            let mut map = Map::default();
            for pair in items {
                let key = untag(heap, &pair[0], seen);
                let value = untag(heap, &pair[1], seen);
                let hash = heap.get(key).to_key().expect("a key");
                map.insert(hash, Entry { key, value });
            }
            Value::Map(map)
        }
        other => panic!("unknown type {other}"),
    };
    *heap.get_mut(id) = value;
    id
}

fn put(heap: &mut Heap, value: Value) -> Id {
    heap.alloc(value, Origin::nowhere())
}
