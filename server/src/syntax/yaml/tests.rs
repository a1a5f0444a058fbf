//! Behaviour of the YAML tree, with recorded results of `PyYAML` as the oracle.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Scalar, YamlErrorKind as E, YamlKind, YamlNode, YamlStyle, YamlTree};
use crate::testing::random;

fn kinds(text: &str) -> Vec<(E, &str)> {
    let tree = YamlTree::parse(text);
    tree.errors()
        .iter()
        .map(|e| (e.kind, e.span.slice(text)))
        .collect()
}

/// The value as the parity script writes it.
fn plain<'a>(node: YamlNode<'a>, above: &mut Vec<YamlNode<'a>>) -> Value {
    let value = node.value();
    if above.contains(&value) {
        return json!({"cycle": true});
    }
    match value.kind() {
        YamlKind::Mapping | YamlKind::Sequence => {}
        YamlKind::Alias => return json!("unknown alias"),
        YamlKind::Binary => return json!({"bytes": true}),
        _ => return scalar(&value),
    }
    let tagged = &value.text()[..value.span().start as usize];
    let tag = tagged.trim_end().rsplit([' ', '\n']).next();
    above.push(node.value());
    let out = match (value.kind(), tag) {
        (_, Some("!!set")) => json!({"set": true}),
        (YamlKind::Mapping, _) => {
            let pairs: Vec<Value> = value
                .effective_pairs()
                .into_iter()
                .map(|(k, v)| json!([plain(k, above), plain(v, above)]))
                .collect();
            json!({ "map": pairs })
        }
        (_, Some("!!omap")) => value
            .items()
            .map(|item| {
                let (k, v) = item.pairs().next().unwrap();
                json!([plain(k, above), plain(v, above)])
            })
            .collect(),
        _ => value.items().map(|item| plain(item, above)).collect(),
    };
    above.pop();
    out
}

fn scalar(node: &YamlNode) -> Value {
    match node.scalar() {
        None => json!("no value"),
        Some(Scalar::Null) => Value::Null,
        Some(Scalar::Bool(value)) => value.into(),
        Some(Scalar::Int(value)) => value.into(),
        Some(Scalar::BigInt(_)) => json!({"big": true}),
        Some(Scalar::Float(value)) => json!({"float": value.to_string().to_lowercase()}),
        Some(Scalar::Timestamp(_)) => json!({"time": true}),
        Some(Scalar::Str(text)) => text.into(),
    }
}

/// Brings Python's way of writing floats to ours.
fn floats_alike(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(floats_alike),
        Value::Object(map) => {
            if let Some(Value::String(float)) = map.get_mut("float") {
                *float = float.parse::<f64>().unwrap().to_string().to_lowercase();
            }
            map.values_mut().for_each(floats_alike);
        }
        _ => {}
    }
}

/// The committed cases, or those of the file the parity script names.
#[test]
fn agrees_with_pyyaml() {
    let file = std::env::var_os("INTEGRATIONS_LS_YAML_CORPUS");
    let corpus = match &file {
        Some(path) => std::fs::read_to_string(path).unwrap(),
        None => include_str!("cases.jsonl").to_owned(),
    };
    let (mut total, mut refused, mut report) = (0, 0, String::new());
    let (mut values, mut missed, mut alarms) = (0, 0, 0);
    for line in corpus.lines() {
        let mut case: Value = serde_json::from_str(line).unwrap();
        let text = case["text"].as_str().unwrap().to_owned();
        let tree = YamlTree::parse(&text);
        check_tree(&text, &tree);
        total += 1;
        let mut difference = None;
        if let Some(error) = case["error"].as_str() {
            refused += 1;
            if tree.errors().is_empty() {
                missed += 1;
                difference = Some(format!("loader: {error}, ours: no error"));
            }
        } else if let Some(error) = tree.errors().first() {
            alarms += 1;
            difference = Some(format!(
                "false alarm {error:?} {:?}",
                error.span.slice(&text)
            ));
        } else {
            floats_alike(&mut case["value"]);
            let ours = plain(tree.root(&text), &mut Vec::new());
            if ours != case["value"] {
                values += 1;
                difference = Some(format!("\n  loader {}\n  ours   {ours}", case["value"]));
            }
        }
        if let Some(difference) = difference {
            writeln!(report, "{text:?}: {difference}").unwrap();
        }
    }
    println!("{total} texts, {refused} of them refused by the loader");
    println!("values differ: {values}, errors missed: {missed}, false alarms: {alarms}");
    if let Some(path) = std::env::var_os("INTEGRATIONS_LS_YAML_REPORT") {
        std::fs::write(path, &report).unwrap();
    }
    assert!(file.is_some() || report.is_empty(), "{report}");
}

/// Spans lie in the text, children in their parents, siblings in order.
fn check_tree(text: &str, tree: &YamlTree) {
    for error in tree.errors() {
        assert!(text.get(error.span.range()).is_some(), "{text:?} {error:?}");
    }
    for node in tree.nodes(text) {
        assert!(
            text.get(node.span().range()).is_some(),
            "{text:?} {:?}",
            node.span()
        );
        assert!(text.get(node.inner_span().range()).is_some());
        if let Some(parent) = node.parent() {
            assert!(
                parent.span().contains(node.member_span()),
                "{text:?}: {node:?} of {parent:?}"
            );
            assert!(parent.children().any(|c| c == node) || parent.children().count() > 1000);
        }
        if let Some(key) = node.key_span() {
            assert!(key.end <= node.span().start, "{text:?}: {node:?}");
        }
        if let Some(next) = node.next() {
            assert!(
                node.member_span().start <= next.member_span().start,
                "{text:?}"
            );
        }
    }
    for comment in tree.comments(text) {
        assert!(comment.slice(text).starts_with('#'));
    }
}

#[test]
fn every_truncation_gives_a_sound_tree() {
    for line in include_str!("cases.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = case["text"].as_str().unwrap();
        for cut in (0..text.len()).filter(|&i| text.is_char_boundary(i)) {
            let text = &text[..cut];
            let tree = YamlTree::parse(text);
            check_tree(text, &tree);
            let _ = tree.node_at(text, cut / 2).path();
        }
    }
}

/// Pieces of texts that are hard to read together.
const PIECES: [&str; 40] = [
    "[", "]", "{", "}", ",", ":", " ", "\n", "a", "b c", "? ", "- ", ": ", "\u{2028}", "\u{85}",
    "\"x\"", "'y'", "# c", "\n  ", "&a ", "*a", "!t ", "!!str ", "|1\n", ">", "|\n  x", "[a]",
    "{b: c}", ", ", "\n- ", "\nk: ", "---\n", "é", "\t", "<<: ", "~", "1", "%Y", "\r\n", "...",
];

#[test]
fn random_texts_give_sound_trees() {
    let mut random = random(7);
    let rounds = std::env::var("INTEGRATIONS_LS_ROUNDS").ok();
    for _ in 0..rounds.and_then(|n| n.parse().ok()).unwrap_or(20_000) {
        let begin = ["", "", "", "[", "{", "- [", "k: {", "- {"][random(8)];
        let pieces = (0..1 + random(9)).map(|_| PIECES[random(PIECES.len())]);
        let text: String = std::iter::once(begin).chain(pieces).collect();
        check_tree(&text, &YamlTree::parse(&text));
    }
    // Characters of several bytes on a line that is passed over.
    for text in ["|1\né", ">1\u{85}é", "\n  >1\r\né# c"] {
        check_tree(text, &YamlTree::parse(text));
    }
}

#[test]
fn errors_name_the_place() {
    assert_eq!(kinds("a: 1\n---\nb: 2\n"), [(E::MultipleDocuments, "---")]);
    assert_eq!(kinds("a: [1\n"), [(E::UnclosedBracket, "[1")]);
    assert_eq!(kinds("a: 1\nbcd\ne: 2"), [(E::MissingColon, "bcd")]);
    assert_eq!(kinds("a: \tb"), [(E::Tab, "\t")]);
    assert_eq!(kinds("a: {{ x }}"), [(E::UnhashableKey, "{ x }")]);
    assert_eq!(
        kinds("a: *b\nc: !d e"),
        [(E::UnknownAlias, "*b"), (E::UnknownTag, "e")]
    );
    assert_eq!(kinds("a: 2020-13-45"), [(E::BadScalar, "2020-13-45")]);
    assert_eq!(kinds("a: \u{1}"), [(E::ControlCharacter, "\u{1}")]);
}

#[test]
fn spans_end_with_the_value() {
    let text =
        "a:\n  - x: 1\n    y: |  # note\n      text\n\n# after\nb: {c: [1, 2]}\nd:\n- e\n\n- f\n";
    let tree = YamlTree::parse(text);
    assert_eq!(tree.errors(), []);
    let root = tree.root(text);
    let raw = |path: &str| root.pointer(path).unwrap().raw();
    assert_eq!(raw("a"), "- x: 1\n    y: |  # note\n      text");
    assert_eq!(raw("a/0"), "x: 1\n    y: |  # note\n      text");
    assert_eq!(raw("a/0/y"), "|  # note\n      text");
    assert_eq!(root.str_at("a/0/y"), Some("text\n"));
    assert_eq!(raw("b"), "{c: [1, 2]}");
    assert_eq!(raw("b/c"), "[1, 2]");
    assert_eq!(raw("d"), "- e\n\n- f");
    assert_eq!(root.span().end as usize, text.trim_end().len());
    let comments: Vec<_> = tree.comments(text).iter().map(|c| c.slice(text)).collect();
    assert_eq!(comments, ["# note", "# after"]);
    assert_eq!(root.pointer("b").unwrap().style(), YamlStyle::Flow);
    let empty = "a:\nb:   # c\n- \n";
    let tree = YamlTree::parse("a:\nb:   # c\n-");
    let missing = tree.root(empty).get("a").unwrap();
    assert!(missing.is_missing());
    assert_eq!(missing.span().start, 2);
}

#[test]
fn paths_and_cursor() {
    let text = "files:\n- name: x\n  options: [{template: a/b}]\n";
    let tree = YamlTree::parse(text);
    let node = tree.node_at(text, text.find("a/b").unwrap());
    assert_eq!(node.path(), "/files[]/options[]/template");
    assert_eq!(node.dotted_path(), "files[0].options[0].template");
    assert_eq!(tree.node_at(text, text.find("plate").unwrap()), node);
}

#[test]
fn repeated_keys_are_told_and_the_last_counts() {
    let text = "a: 1\nb: {x: 1, x: 2}\na: 3\n";
    let tree = YamlTree::parse(text);
    assert_eq!(tree.root(text).get("a").and_then(|n| n.as_i64()), Some(3));
    let repeated: Vec<_> = tree
        .repeated_keys(text)
        .iter()
        .map(|r| (r.key, r.first.start, r.again.start))
        .collect();
    assert_eq!(repeated, [("a", 0, 21), ("x", 9, 15)]);
}

#[test]
fn broken_lines_cost_only_themselves() {
    let keys = |text: &str| -> Vec<String> {
        let tree = YamlTree::parse(text);
        assert!(tree.is_broken(), "{text}");
        check_tree(text, &tree);
        let root = tree.root(text);
        root.children()
            .map(|c| c.key().unwrap().to_owned())
            .collect()
    };
    assert_eq!(keys("a: 1\nb: [\nc: 3\nd: 4\n"), ["a", "b", "c", "d"]);
    assert_eq!(keys("a: 1\nb: {x: 1,\nc: 3\n"), ["a", "b", "c"]);
    assert_eq!(keys("a: 1\nfoo\nc: 3\n"), ["a", "c"]);
    assert_eq!(keys("a: 1\nb: @x\nc: 3\n"), ["a", "b", "c"]);
    let text = "a:\n  - x: 1\n    y: [\n    z: 2\n  - q: 1\nb: 2\n";
    let tree = YamlTree::parse(text);
    assert!(tree.root(text).pointer("a/0/y").unwrap().is_sequence());
    assert_eq!(tree.root(text).pointer("a/0/z").unwrap().raw(), "2");
    assert_eq!(tree.root(text).pointer("b").unwrap().raw(), "2");
    let quote = "a: 1\nb: \"x\nc: 3\n";
    let tree = YamlTree::parse_edited(quote, 1);
    assert!(tree.root(quote).get("c").is_some());
}

#[test]
fn hostile_text_ends_quickly_and_in_bounds() {
    let bomb = (1..12).fold("a0: &a0 [x]\n".to_owned(), |text, i| {
        let many = vec![format!("*a{}", i - 1); 9].join(", ");
        format!("{text}a{i}: &a{i} [{many}]\n")
    });
    let merges = (1..2000).fold("a0: &a0 {x: 1}\n".to_owned(), |text, i| {
        format!("{text}a{i}: &a{i} {{<<: [*a{0}, *a{0}], k{i}: 1}}\n", i - 1)
    });
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(50_000),
        ": ".repeat(50_000),
        "{a: [".repeat(20_000),
        "{\"a\":".repeat(20_000),
        (0..3000)
            .map(|i| format!("{}a:\n", " ".repeat(i)))
            .collect(),
        "a: \0".to_owned(),
        "x".repeat(super::MAX_SIZE + 1),
    ] {
        let tree = YamlTree::parse(&text);
        assert!(!tree.errors().is_empty());
        check_tree(&text, &tree);
    }
    for text in [bomb, merges] {
        let tree = YamlTree::parse(&text);
        assert_eq!(tree.errors(), []);
        let last = tree.root(&text).children().last().unwrap();
        assert!(last.effective_pairs().len() < 3000);
    }
}

#[test]
fn spans_and_comments_end_at_breaks_of_any_kind() {
    let text =
        "a: 1 # x\u{2028}b:\u{85}  - c\u{2029}  - 'd\u{2028}e'\u{2029}f: |\u{2028}  g\u{2029}";
    let tree = YamlTree::parse(text);
    assert_eq!(tree.errors(), []);
    check_tree(text, &tree);
    let root = tree.root(text);
    let raw = |path: &str| root.pointer(path).unwrap().raw();
    assert_eq!(raw("b"), "- c\u{2029}  - 'd\u{2028}e'");
    assert_eq!(raw("f"), "|\u{2028}  g");
    assert_eq!(root.str_at("b/1"), Some("d\u{2028}e"));
    let comments: Vec<_> = tree.comments(text).iter().map(|c| c.slice(text)).collect();
    assert_eq!(comments, ["# x"]);
    // A broken line is one of these, too.
    assert_eq!(
        kinds("a: 1\u{2028}bcd\u{85}e: 2"),
        [(E::MissingColon, "bcd")]
    );
}
