//! Resolution as a whole, and its agreement with ddev on the corpus of the parity script.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::engine::{
    Code, Heap, Id, PackageVersion, Resolved, SpecInput, TemplateSet, Value, resolve,
};
use crate::syntax::yaml::YamlTree;

fn resolved(text: &str, source: &str, templates: Option<&TemplateSet>) -> Resolved {
    let tree = YamlTree::parse(text);
    resolve(SpecInput {
        text,
        tree: &tree,
        source,
        version: PackageVersion::Known("1.2.3"),
        templates,
    })
}

/// As the script shows a value.
fn plain(heap: &Heap, id: Id, open: &mut Vec<Id>) -> Json {
    match heap.get(id) {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::BigInt(_) => json!({"big": true}),
        Value::Float(value) => json!({"float": format!("{value:e}")}),
        Value::Str(text) => json!(&**text),
        Value::Date(_) | Value::DateTime(_) => json!({"time": true}),
        Value::Bytes(_) => json!({"bytes": true}),
        Value::List(_) | Value::Map(_) if open.contains(&id) => json!({"cycle": true}),
        Value::List(items) => {
            open.push(id);
            let items: Vec<Json> = items.iter().map(|item| plain(heap, *item, open)).collect();
            open.pop();
            Json::Array(items)
        }
        Value::Map(map) => {
            open.push(id);
            let pair = |key, value, open: &mut Vec<Id>| {
                json!([plain(heap, key, open), plain(heap, value, open)])
            };
            let pairs: Vec<Json> = map
                .iter()
                .map(|(_, entry)| pair(entry.key, entry.value, open))
                .collect();
            open.pop();
            json!({ "map": pairs })
        }
    }
}

/// Floats of the script in our notation.
fn floats_alike(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(floats_alike),
        Json::Object(map) => {
            if let Some(Json::String(text)) = map.get_mut("float") {
                let number: f64 = text.parse().unwrap();
                *text = format!("{number:e}");
            }
            map.values_mut().for_each(floats_alike);
        }
        _ => {}
    }
}

/// Runs on the corpus of the script; without one there is nothing to do.
#[test]
fn resolves_as_ddev() {
    let Some(path) = std::env::var_os("INTEGRATIONS_LS_SPEC_CORPUS") else {
        return;
    };
    let corpus = std::fs::read_to_string(path).unwrap();
    let mut lines = corpus.lines();
    let head: Json = serde_json::from_str(lines.next().unwrap()).unwrap();
    let files = head["templates"].as_object().unwrap();
    let files = files
        .iter()
        .map(|(path, text)| (path.clone(), Arc::from(text.as_str().unwrap())));
    let templates = TemplateSet::from_files(files, "", "");
    let (mut total, mut refused, mut missed, mut alarms, mut values) = (0, 0, 0, 0, 0);
    let (mut alone_alarms, mut alone_found) = (0, 0);
    let mut report = String::new();
    for line in lines {
        let mut case: Json = serde_json::from_str(line).unwrap();
        let text = case["text"].as_str().unwrap().to_owned();
        let source = case["source"].as_str().unwrap().to_owned();
        let ours = resolved(&text, &source, Some(&templates));
        let unreadable = ours.root.is_none();
        let ours_fail = !ours.errors.is_empty() || ours.halted || unreadable;
        let errors = case["errors"].as_array().unwrap().len();
        let crash = case["crash"].as_str().map(str::to_owned);
        let theirs_fail = errors > 0 || crash.is_some();
        total += 1;
        refused += usize::from(theirs_fail);
        let mut difference = None;
        if theirs_fail != ours_fail {
            missed += usize::from(theirs_fail);
            alarms += usize::from(ours_fail);
            difference = Some("verdict".to_owned());
        } else if crash.is_some() != ours.halted {
            values += 1;
            difference = Some("crash".to_owned());
        } else if let (Some(root), None) = (ours.root, &crash) {
            floats_alike(&mut case["data"]);
            let data = plain(&ours.heap, root, &mut Vec::new());
            if data != case["data"] {
                values += 1;
                difference = Some(format!("data\n  ddev {}\n  ours {data}", case["data"]));
            }
        }
        // Without templates nothing may be told that ddev does not tell.
        let alone = resolved(&text, &source, None);
        alone_found += usize::from(theirs_fail && !alone.errors.is_empty());
        if !theirs_fail && !alone.errors.is_empty() {
            alone_alarms += 1;
            difference = Some(format!("alone {:?}", alone.errors));
        }
        if let Some(difference) = difference {
            let theirs = &case["errors"];
            writeln!(
                report,
                "=== {source}: {difference}\n  ddev {crash:?} {theirs}\n  ours halted {} large {} {:?}\n{text}",
                ours.halted,
                ours.too_large,
                ours.errors.iter().map(|e| &e.message).collect::<Vec<_>>()
            )
            .unwrap();
        }
    }
    println!("{total} specifications, ddev refuses {refused}");
    println!("errors missed: {missed}, false alarms: {alarms}, data differs: {values}");
    println!("without templates: {alone_found} errors found, false alarms: {alone_alarms}");
    if let Some(path) = std::env::var_os("INTEGRATIONS_LS_SPEC_REPORT") {
        std::fs::write(path, &report).unwrap();
    }
}

fn set(files: &[(&str, &str)]) -> TemplateSet {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), Arc::from(*text)));
    TemplateSet::from_files(files, "1", "test")
}

fn tiny() -> TemplateSet {
    set(&[
        (
            "tiny/list.yaml",
            "- name: first\n  description: d\n  value: {type: string}\n- template: tiny/inner\n",
        ),
        (
            "tiny/inner.yaml",
            "- name: inner\n  description: d\n  value: {type: integer, example: 1}\n",
        ),
        (
            "tiny/section.yaml",
            "name: section\ndescription: d\noptions: []\n",
        ),
        ("tiny/self.yaml", "template: tiny/self\n"),
    ])
}

fn file(options: &str) -> String {
    format!("files:\n- name: foo.yaml\n  options:\n{options}")
}

fn codes(resolved: &Resolved) -> Vec<Code> {
    resolved.errors.iter().map(|error| error.code).collect()
}

fn names(resolved: &Resolved) -> Vec<String> {
    let options = resolved.files[0].options;
    let items = resolved.heap.list(options).unwrap();
    let names = items.iter().filter_map(|item| {
        let name = resolved.heap.field(*item, "name")?;
        resolved.heap.str(name)
    });
    names.map(str::to_owned).collect()
}

#[test]
fn templates_inside_templates_are_opened() {
    let text = file("  - template: tiny/list\n    overrides: {inner.value.example: 7}\n");
    let set = tiny();
    let resolved = resolved(&text, "foo", Some(&set));
    assert_eq!(resolved.errors, []);
    assert!(resolved.is_complete());
    assert_eq!(names(&resolved), ["first", "inner"]);
    let inner = resolved.heap.list(resolved.files[0].options).unwrap()[1];
    let value = resolved.heap.field(inner, "value").unwrap();
    let example = resolved.heap.field(value, "example").unwrap();
    assert_eq!(resolved.heap.get(example), &Value::Int(7));
    let place = resolved.in_spec(resolved.heap.origin(inner)).unwrap();
    assert_eq!(place.slice(&text), "tiny/list");
}

#[test]
fn an_override_without_target_is_told_at_its_path() {
    let text =
        file("  - template: tiny/section\n    overrides:\n      a.b: 1\n      description: x\n");
    let resolved = resolved(&text, "foo", Some(&tiny()));
    assert_eq!(codes(&resolved), [Code::Overrides]);
    let key = resolved.errors[0].site.key.unwrap();
    assert_eq!(key.span.slice(&text), "a.b");
}

#[test]
fn what_a_template_brings_twice_is_told_at_the_reference() {
    let text = file("  - template: tiny/list\n  - template: tiny/inner\n");
    let resolved = resolved(&text, "foo", Some(&tiny()));
    assert_eq!(codes(&resolved), [Code::DuplicateOption]);
    let place = resolved.in_spec(resolved.errors[0].site.origin).unwrap();
    assert_eq!(place.slice(&text), "tiny/inner");
}

#[test]
fn templates_that_never_end_are_given_up() {
    let text = file("  - template: tiny/self\n");
    let resolved = resolved(&text, "foo", Some(&tiny()));
    assert!(resolved.too_large && resolved.halted);
    let place = resolved.in_spec(resolved.errors[0].site.origin).unwrap();
    assert_eq!(place.slice(&text), "tiny/self");
}

#[test]
fn hiding_goes_on_until_the_next_reference() {
    let plain = "{name: NAME, description: d, value: {type: string}}";
    let plain = |name| format!("  - {}\n", plain.replace("NAME", name));
    let text = file(&format!(
        "{}  - {{template: tiny/inner, hidden: true}}\n{}  - template: tiny/section\n{}",
        plain("a"),
        plain("b"),
        plain("c")
    ));
    let resolved = resolved(&text, "foo", Some(&tiny()));
    let items = resolved.heap.list(resolved.files[0].options).unwrap();
    let hidden = items.iter().map(|item| {
        let hidden = resolved.heap.field(*item, "hidden").unwrap();
        resolved.heap.get(hidden) == &Value::Bool(true)
    });
    assert_eq!(
        hidden.collect::<Vec<_>>(),
        [false, true, true, false, false]
    );
}

#[test]
fn aliases_that_multiply_are_given_up() {
    let mut text = String::from("a0: &a0 {type: string}\n");
    for level in 1..40 {
        let below = level - 1;
        text.push_str(&format!(
            "a{level}: &a{level} {{anyOf: [*a{below}, *a{below}]}}\n"
        ));
    }
    text.push_str(
        "files:\n- name: foo.yaml\n  options:\n  - {name: a, description: d, value: *a39}\n",
    );
    let resolved = resolved(&text, "foo", None);
    assert!(resolved.too_large);
}

#[test]
fn a_section_within_itself_ends() {
    let text = file("  - &a {name: a, description: d, options: [*a]}\n");
    assert!(resolved(&text, "foo", None).halted);
}
