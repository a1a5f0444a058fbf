//! What is rendered is read back: by the reader of examples and as YAML, over random options.

use serde_json::{Value, json};

use super::tests::rendered;
use crate::model::config::params;
use crate::syntax::yaml::YamlTree;
use crate::testing::random;

/// Options of a section, each with its own name.
fn options(prefix: &str, any: &mut impl FnMut(usize) -> usize) -> Vec<Value> {
    let mut made = Vec::new();
    // The dash that ddev writes depends on the first option of a list; where that is hidden, moved
    // or live without being required, not every outcome is a list.
    let is_list = prefix == "b";
    for number in 0..any(6) {
        let (kind, example) = match any(5) {
            0 => ("string", json!("v")),
            1 => ("integer", json!(7)),
            2 => ("number", json!(0.5)),
            3 => ("boolean", json!(any(2) == 0)),
            _ => ("string", json!("it's: #5")),
        };
        let lines = ["One line.", "Two\nlines.", "", "A list:\n  - x\n\n  - y"];
        let mut option = json!({
            "name": format!("{prefix}_{number}"),
            "description": lines[any(lines.len())],
            "required": any(3) == 0,
            "hidden": !is_list && any(4) == 0,
            "display_priority": if is_list { 0 } else { any(3) },
            "value": {"type": kind, "example": example},
        });
        if !is_list && any(2) == 0 {
            option["enabled"] = json!(any(2) == 0);
        }
        made.push(option);
    }
    made
}

#[test]
fn options_are_read_back_as_they_were_rendered() {
    let mut any = random(5);
    let mut live = 0;
    for _ in 0..300 {
        let sections = [
            ("init_config", options("a", &mut any)),
            ("instances", options("b", &mut any)),
        ];
        let of_section = |(name, options): &(&str, Vec<Value>)| {
            json!({"name": name, "description": "", "enabled": true, "options": options,
                   "multiple": *name == "instances"})
        };
        let spec: Value = sections.iter().map(of_section).collect();
        let text = rendered(spec.clone());
        assert_eq!(text, rendered(spec), "the same again");
        let tree = YamlTree::parse(&text);
        assert_eq!(tree.errors(), [], "{text}");
        let mut expected = Vec::new();
        for (section, options) in &sections {
            for option in options {
                let flag = |name: &str| option[name] == true;
                let name = option["name"].as_str().unwrap();
                let place = if *section == "instances" {
                    format!("/{section}/0/{name}")
                } else {
                    format!("/{section}/{name}")
                };
                let node = tree.root(&text).pointer(&place);
                let shown = !flag("hidden");
                // What is required is enabled, unless it says otherwise.
                let is_enabled = option["enabled"].as_bool().unwrap_or(flag("required"));
                let is_live = shown && is_enabled;
                assert_eq!(node.is_some(), is_live, "{place} in\n{text}");
                if let Some(node) = node {
                    live += 1;
                    let example = &option["value"]["example"];
                    let value = example.as_str().map_or(example.to_string(), str::to_owned);
                    assert_eq!(node.decoded(), Some(&*value), "{place} in\n{text}");
                }
                if shown {
                    let kind = option["value"]["type"].as_str().unwrap();
                    expected.push((
                        format!("{section}.{name}"),
                        kind.to_owned(),
                        flag("required"),
                    ));
                }
            }
        }
        let found = params(&text).into_iter().filter(|param| !param.is_section);
        let mut found: Vec<_> = found
            .map(|param| (param.path(), param.kind.clone(), param.required))
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{text}");
    }
    assert!(live > 300, "{live}");
}
