//! Compares what the engine makes of specifications with what ddev made of them: the committed
//! cases, or those that `tests/parity/render_parity.py` names.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::example::{ExampleFile, FieldLevel, RenderErrorKind, render};
use super::{
    Date, DateTime, Entry, Heap, Id, Map, Origin, PackageVersion, SpecInput, TemplateSet, Value,
    resolve,
};
use crate::syntax::yaml::YamlTree;

/// Differences that are shown.
const SHOWN: usize = 5;

/// What is counted.
#[derive(Debug, Default)]
struct Counts {
    examples: usize,
    with_errors: usize,
    refused: usize,
    crashes: usize,
}

#[test]
fn agrees_with_ddev() {
    let file = std::env::var_os("INTEGRATIONS_LS_ENGINE_CORPUS");
    let corpus = match &file {
        Some(path) => std::fs::read_to_string(path).expect("readable"),
        None => include_str!("cases.jsonl").to_owned(),
    };
    let templates = templates();
    let mut counts = Counts::default();
    let mut differences = Vec::new();
    for line in corpus.lines() {
        let case: Json = serde_json::from_str(line).expect("JSON");
        let found = [
            ("from the text", from_text(&case, &templates, &mut counts)),
            ("rendering alone", from_resolved(&case)),
        ];
        for (way, difference) in found {
            let Some(difference) = difference else {
                continue;
            };
            let [name, text] = ["integration", "text"].map(|key| case[key].as_str().unwrap_or("?"));
            differences.push(format!("{name}, {way}: {difference}\n{text}"));
        }
    }
    println!("{counts:?}");
    println!("differences: {}", differences.len());
    if let Some(path) = std::env::var_os("INTEGRATIONS_LS_ENGINE_REPORT") {
        std::fs::write(path, differences.join("\n\n")).expect("writable");
    }
    let shown = &differences[..differences.len().min(SHOWN)];
    assert!(differences.is_empty(), "{}", shown.join("\n\n"));
}

/// ddev's templates, if the script names their folder.
fn templates() -> TemplateSet {
    let mut files = Vec::new();
    let mut folders: Vec<_> = std::env::var_os("INTEGRATIONS_LS_ENGINE_TEMPLATES")
        .map(PathBuf::from)
        .into_iter()
        .collect();
    let root = folders.first().cloned().unwrap_or_default();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.strip_prefix(&root).expect("inside");
                files.push((name.to_string_lossy().into_owned(), text.into()));
            }
        }
    }
    TemplateSet::from_files(files, "", "ddev")
}

/// Loads, resolves and renders the text of a case.
fn from_text(case: &Json, templates: &TemplateSet, counts: &mut Counts) -> Option<String> {
    let text = case["text"].as_str().expect("a text");
    let tree = YamlTree::parse(text);
    let resolved = resolve(SpecInput {
        text,
        tree: &tree,
        source: case["integration"].as_str().expect("a name"),
        version: PackageVersion::Known(case["version"].as_str().expect("a version")),
        templates: Some(templates),
    });
    if let Some(errors) = case.get("refused") {
        counts.refused += 1;
        return resolved
            .is_complete()
            .then(|| format!("ddev refuses: {errors}"));
    }
    if case.get("resolved").is_none() {
        counts.crashes += 1;
        return resolved
            .is_complete()
            .then(|| format!("ddev crashes: {}", case["crash"]));
    }
    if !resolved.is_complete() {
        return Some(format!(
            "ddev is content, ours: {:?} {:?}",
            resolved.errors,
            tree.errors()
        ));
    }
    let ours = render(&resolved.heap, resolved.root?);
    for file in &ours {
        check_places(file);
        for place in &file.places {
            let span = resolved.in_spec(place.origin);
            assert!(span.is_none_or(|span| text.get(span.range()).is_some()));
        }
    }
    match case["files"].as_array() {
        Some(files) => {
            counts.examples += files.len();
            let errors = |file: &&Json| file["errors"] != json!([]);
            counts.with_errors += files.iter().filter(errors).count();
        }
        None => counts.crashes += 1,
    }
    unlike(&ours, case)
}

/// Renders what ddev made of the specification, so that a fault of rendering can be told from
/// one of loading.
fn from_resolved(case: &Json) -> Option<String> {
    let mut heap = Heap::default();
    let spec = untag(&mut heap, case.get("resolved")?, &mut HashMap::new());
    unlike(&render(&heap, spec), case)
}

fn unlike(ours: &[ExampleFile], case: &Json) -> Option<String> {
    let Some(files) = case["files"].as_array() else {
        let mut errors = ours.iter().flat_map(|file| &file.errors);
        let stops = errors.any(|error| shape(&error.kind, "").is_null());
        return (!stops).then(|| format!("ddev crashes: {}", case["crash"]));
    };
    if ours.len() != files.len() {
        return Some(format!("{} files instead of {}", ours.len(), files.len()));
    }
    ours.iter()
        .zip(files)
        .find_map(|(ours, ddev)| difference(ours, ddev))
}

fn difference(ours: &ExampleFile, ddev: &Json) -> Option<String> {
    if ddev["name"].as_str() != Some(&ours.name) {
        return Some(format!("named {}, not {}", ours.name, ddev["name"]));
    }
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
pub(super) fn untag(heap: &mut Heap, json: &Json, seen: &mut HashMap<u64, Id>) -> Id {
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
