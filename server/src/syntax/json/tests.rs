//! Behaviour of the tolerant JSON parser, with `serde_json` as the oracle for
//! well-formed text.

use super::{JsonErrorKind as E, JsonKind, JsonNode, JsonTree, MAX_UNCLOSED};
use crate::testing::random;

fn kinds(text: &str) -> Vec<(E, &str)> {
    let tree = JsonTree::parse(text);
    tree.errors()
        .iter()
        .map(|e| (e.kind, e.span.slice(text)))
        .collect()
}

/// Same shape as serde_json's value, last repeated key winning.
fn to_value(node: JsonNode) -> serde_json::Value {
    use serde_json::Value;
    match node.kind() {
        JsonKind::Object => Value::Object(
            node.children()
                .map(|c| (c.key().unwrap().into_owned(), to_value(c)))
                .collect(),
        ),
        JsonKind::Array => node.children().map(to_value).collect(),
        JsonKind::String => Value::String(node.as_str().unwrap().into_owned()),
        _ => serde_json::from_str(node.raw()).unwrap(),
    }
}

#[test]
fn well_formed_text_equals_serde_json() {
    let samples = [
        r#"{"a": [1, -2.5e3, true, null, "x\n\u00e9\ud83d\ude00"], "b": {}, "a": {"c": []}}"#,
        "[]",
        " \"s\" ",
        "{\"k\" :\n[ { } ,[ ] ]}\n",
    ];
    for text in samples {
        let tree = JsonTree::parse(text);
        assert_eq!(tree.errors(), [], "{text}");
        let oracle: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(to_value(tree.root(text)), oracle);
    }
}

#[test]
fn errors_name_the_exact_place() {
    assert_eq!(kinds("{\"a\": 1,}"), [(E::TrailingComma, ",")]);
    assert_eq!(kinds("{\"a\": 1 \"b\": 2}"), [(E::MissingComma, "")]);
    assert_eq!(
        kinds("{\"a\" 1}").first(),
        Some(&(E::MissingColon, "\"a\""))
    );
    assert_eq!(kinds("{\"a\": }"), [(E::MissingValue, "")]);
    assert_eq!(kinds("{\"a\": \"x\n}"), [(E::UnclosedString, "\"x")]);
    assert_eq!(kinds("[1, 01]"), [(E::BadNumber, "01")]);
    assert_eq!(kinds("[\"\\q\"]"), [(E::BadEscape, "\\q")]);
    assert_eq!(kinds("[1] x"), [(E::TrailingText, "x")]);
    assert_eq!(kinds("{} // no"), [(E::TrailingText, "// no")]);
    // A text of another kind is told once.
    assert_eq!(kinds("hello world, \"x\": [1]"), [(E::Unexpected, "hello")]);
    assert_eq!(kinds("{ // no\n}"), [(E::Comment, "// no")]);
    assert_eq!(kinds("  "), [(E::Empty, "")]);
    assert_eq!(kinds("\u{feff}{}"), [(E::ByteOrderMark, "\u{feff}")]);
    assert_eq!(kinds("{\"a\": [1}"), [(E::Unclosed, "[")]);
    assert_eq!(kinds(&"[{\"a\":".repeat(300)).len(), MAX_UNCLOSED + 1);
    assert_eq!(kinds("[NaN, -Infinity, Infinity]"), []);
}

#[test]
fn broken_text_keeps_its_neighbours() {
    let text = "{\n  \"a\": 1,\n  \"b\": \"half,\n  \"c\": {\"d\": true},\n  \"e\"\n}";
    let tree = JsonTree::parse(text);
    let root = tree.root(text);
    assert_eq!(root.str_at("/b").as_deref(), Some("half"));
    assert_eq!(root.pointer("/c/d").and_then(|n| n.as_bool()), Some(true));
    assert_eq!(root.get("e").map(|n| n.kind()), Some(JsonKind::Missing));
}

#[test]
fn a_key_where_a_value_was_due_is_a_key() {
    let text = "{\"a\": \"b\": 2}";
    let tree = JsonTree::parse(text);
    let keys: Vec<_> = tree
        .root(text)
        .children()
        .map(|c| c.key().unwrap())
        .collect();
    assert_eq!(keys, ["a", "b"]);
}

#[test]
fn paths_and_cursor() {
    let text = "{\"tile\": {\"media\": [{\"caption\": \"x\"}]}}";
    let tree = JsonTree::parse(text);
    let node = tree.node_at(text, text.find("x").unwrap());
    assert_eq!(node.path(), "/tile/media[]/caption");
    let key = tree.node_at(text, text.find("caption").unwrap());
    assert_eq!(key, node);
    assert_eq!(
        tree.root(text).str_at("/tile/media/0/caption").as_deref(),
        Some("x")
    );
}

#[test]
fn hostile_text_ends_quickly_and_in_bounds() {
    let deep = "[".repeat(100_000);
    let objects = "{\"a\":".repeat(100_000);
    for text in [
        deep.as_str(),
        &objects,
        "\"\\",
        "{\"a\\",
        "\"\u{0}",
        "{,,,:::}",
        "]]}}",
    ] {
        check_bounds(text);
    }
}

/// Every truncation and many splices of a sample parse with spans inside the text.
#[test]
fn truncated_and_spliced_text_stays_in_bounds() {
    let sample = "{\"é\": [1, {\"b\": \"q\\\"😀\"}, null], \"c\": {\"d\": false, \"e\": -1.5}}";
    let cuts: Vec<usize> = (0..=sample.len())
        .filter(|&i| sample.is_char_boundary(i))
        .collect();
    for &cut in &cuts {
        check_bounds(&sample[..cut]);
        for junk in ["{", "]", "\"", ",", ":", "\\", "\n", "x", "1e"] {
            check_bounds(&format!("{}{junk}{}", &sample[..cut], &sample[cut..]));
        }
    }
}

fn check_bounds(text: &str) {
    let tree = JsonTree::parse(text);
    for error in tree.errors() {
        assert!(text.get(error.span.range()).is_some(), "{error:?}");
    }
    for node in tree.nodes(text) {
        assert!(text.get(node.span().range()).is_some(), "{:?}", node.span());
        assert!(text.get(node.inner_span().range()).is_some());
        if let Some(parent) = node.parent() {
            assert!(
                parent.span().contains(node.member_span()),
                "{text}: {node:?}"
            );
        }
    }
}

#[test]
fn strings_that_hold_a_character_are_found_once_each() {
    let text = r#"{"$a": {"$b": "x", "c": "$d $e", "f": ["$g", 1, "h"]}, "i\"$": "\"$j"}$"#;
    let tree = JsonTree::parse(text);
    let found: Vec<&str> = tree
        .strings_with(text, b'$')
        .map(|node| node.raw())
        .collect();
    assert_eq!(found, ["\"$d $e\"", "\"$g\"", "\"\\\"$j\""]);
}

/// A value at random, written in one of several ways. Sometimes it is broken.
fn any_value(random: &mut impl FnMut(usize) -> usize, depth: usize) -> String {
    const KEYS: [&str; 8] = ["q", "query", "a", "", "é", "quick", "b", "\\u0071"];
    const GAPS: [&str; 4] = ["", " ", "\n  ", "\t"];
    let count = if depth < 4 { random(5) } else { 0 };
    match random(8) {
        0..4 if depth < 4 => {
            let mut members = Vec::new();
            for _ in 0..count {
                // The last key holds an escape.
                let known = if random(20) == 0 { 8 } else { 7 };
                let key = KEYS[random(known)];
                let gaps = [random(4), random(4)].map(|gap| GAPS[gap]);
                let value = any_value(random, depth + 1);
                members.push(format!("{}\"{key}\"{}:{value}", gaps[0], gaps[1]));
            }
            format!("{{{}{}}}", members.join(","), GAPS[random(4)])
        }
        4 if depth < 4 => {
            let items: Vec<String> = (0..count).map(|_| any_value(random, depth + 1)).collect();
            format!("[{}]", items.join(", "))
        }
        5 => "\"say \\\"q\\\"\"".to_owned(),
        6 => "\"q\"".to_owned(),
        _ if random(60) == 0 => "nul".to_owned(),
        _ => "-1.5".to_owned(),
    }
}

#[test]
fn searches_of_the_text_find_what_a_look_at_every_node_does() {
    let mut random = random(3);
    let (mut members, mut repeated, mut sound) = (0, 0, 0);
    for _ in 0..10_000 {
        let text = any_value(&mut random, 0);
        let tree = JsonTree::parse(&text);
        sound += usize::from(tree.errors().is_empty());
        let wanted: Vec<JsonNode> = tree
            .nodes(&text)
            .filter(|node| node.key().is_some_and(|key| key.starts_with('q')))
            .collect();
        members += wanted.len();
        assert_eq!(tree.members_beginning(&text, "q"), wanted, "{text:?}");
        let compared: Vec<JsonNode> = tree.objects_to_compare(&text).collect();
        for object in tree.nodes(&text).filter(|n| n.kind() == JsonKind::Object) {
            let mut seen = std::collections::HashSet::new();
            let mut keys = object.children().filter_map(|member| member.key());
            if keys.any(|key| !seen.insert(key)) {
                repeated += 1;
                assert!(compared.contains(&object), "{text:?}");
            }
        }
    }
    let counts = [members, repeated, sound, 10_000 - sound];
    assert!(counts.iter().all(|count| *count > 300), "{counts:?}");
}
