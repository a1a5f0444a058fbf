use super::*;
use crate::testing::random;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What the view has to say about a text, in the form the parity script writes.
fn seen(text: &str) -> Value {
    let view = PyView::parse(text);
    if view.unreadable {
        return Value::Null;
    }
    let next = |following| match following {
        Following::OtherH2 => json!("h2"),
        Following::Something => json!("other"),
        Following::NothingAtAll => Value::Null,
    };
    let headings: Vec<Value> = view
        .headings
        .iter()
        .map(|h| {
            json!({
                "level": h.level, "text": h.text, "single": h.single_node,
                "nested": h.has_nested_element, "next": next(h.followed_by),
            })
        })
        .collect();
    let images: Vec<Value> = view
        .images
        .iter()
        .map(|i| json!({ "src": i.src, "under": i.under_h2 }))
        .collect();
    json!({ "headings": headings, "images": images })
}

/// The script's record with the details dropped that the view does not keep.
fn reduced(expected: &Value) -> Value {
    let mut expected = expected.clone();
    for heading in expected["headings"].as_array_mut().into_iter().flatten() {
        if heading["next"].as_str().is_some_and(|name| name != "h2") {
            heading["next"] = json!("other");
        }
        if heading["text"]
            .as_str()
            .is_some_and(|text| text.len() > 1000)
        {
            heading["text"] = Value::Null;
        }
    }
    expected
}

/// The committed cases, or those of the file the parity script names.
#[test]
fn agrees_with_python_markdown() {
    let file = std::env::var_os("INTEGRATIONS_LS_PYMD_CORPUS");
    let corpus = match &file {
        Some(path) => std::fs::read_to_string(path).unwrap(),
        None => include_str!("cases.jsonl").to_owned(),
    };
    let (mut total, mut given_up, mut report) = (0, 0, String::new());
    let mut differing = [0; 4];
    let mut any = 0;
    for line in corpus.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = case["text"].as_str().unwrap();
        total += 1;
        let got = seen(text);
        if case["expected"].is_null() {
            given_up += 1;
            continue;
        }
        let wanted = reduced(&case["expected"]);
        if wanted == got {
            continue;
        }
        any += 1;
        let texts = |value: &Value, what: &[&str]| -> Vec<String> {
            let headings = value["headings"].as_array().cloned().unwrap_or_default();
            headings
                .iter()
                .map(|h| what.iter().map(|key| format!("{} ", h[*key])).collect())
                .collect()
        };
        let names = (
            texts(&wanted, &["level", "text"]),
            texts(&got, &["level", "text"]),
        );
        differing[0] += usize::from(names.0 != names.1);
        differing[1] += usize::from(names.0.iter().any(|h| !names.1.contains(h)));
        let details = ["single", "nested", "next"];
        differing[2] += usize::from(texts(&wanted, &details) != texts(&got, &details));
        differing[3] += usize::from(wanted["images"] != got["images"]);
        writeln!(
            report,
            "{}",
            json!({ "text": text, "wanted": wanted, "got": got })
        )
        .unwrap();
    }
    println!("{total} texts, {given_up} of them refused by the converter, {any} differ");
    println!(
        "headings differ: {}, heading missing: {}, details of headings: {}, images: {}",
        differing[0], differing[1], differing[2], differing[3]
    );
    if let Some(path) = std::env::var_os("INTEGRATIONS_LS_PYMD_REPORT") {
        std::fs::write(path, &report).unwrap();
    }
    assert!(file.is_some() || any == 0, "{report}");
}

#[test]
fn headings_know_their_lines() {
    let text = "> ## Quoted ##\r\n\r\n- Setup  \n\n    Title\n  \t\n\nUnder\n---\n\n<h2\nid=a>Raw</h2> x\n\n<div><h3>open</div>\n";
    let view = PyView::parse(text);
    let spans: Vec<_> = view.headings.iter().map(|h| h.span.slice(text)).collect();
    assert_eq!(
        spans,
        ["## Quoted ##", "Under\n---", "<h2\nid=a>Raw</h2>", "<h3>"]
    );
}

#[test]
fn images_know_where_their_address_is_written() {
    let text = "## A\n\n![x](<a b.png> 't') ![y][ref] <img alt=\"\" src='c&amp;d.png'> ![z]()\n\n<img>\n\n[ref]: <r.png>\n";
    let view = PyView::parse(text);
    let seen: Vec<_> = view
        .images
        .iter()
        .map(|i| (i.src.as_deref(), i.src_span.slice(text), i.span.slice(text)))
        .collect();
    assert_eq!(
        seen,
        [
            (Some("a b.png"), "a b.png", "![x](<a b.png> 't')"),
            (Some("r.png"), "r.png", "![y][ref]"),
            (
                Some("c&d.png"),
                "c&amp;d.png",
                "<img alt=\"\" src='c&amp;d.png'>"
            ),
            (Some(""), "", "![z]()"),
            (None, "", "<img>"),
        ]
    );
    assert!(view.images.iter().all(|i| i.under_h2 == Some(0)));
}

#[test]
fn a_marked_section_makes_the_file_unreadable() {
    assert!(PyView::parse("<div>\n<![foo]>\n</div>\n").unreadable);
    assert!(!PyView::parse("<div>\n<![if x]>\n</div>\n").unreadable);
}

/// Fragments of READMEs, joined at random by line breaks, blank lines or nothing.
const FRAGMENTS: [&str; 49] = [
    "## Overview",
    "# A",
    "text",
    "Some words to read",
    "more `code` here",
    "a [link](x) to",
    "[1]: https://e.com",
    "[a b",
    "c]: x",
    "![alt](i.png)",
    "![alt",
    "more](i.png)",
    "![x][1]",
    "- item one",
    "- ",
    "* other item",
    "1. first",
    "12. twelfth thing",
    "    indented words",
    "        deep words",
    "  two words",
    "---",
    "===",
    "- - -",
    "***",
    "> quoted words",
    ">",
    "<div>",
    "</div>",
    "<b>x</b>",
    "<!-- c",
    "-->",
    "&amp;",
    "a\\",
    "`",
    "``",
    "Title",
    "**bold** words",
    "_em_",
    "é words",
    "\twords",
    "<img src=\"a.png\">",
    "[z]:",
    "  \"title\"",
    "#",
    "### `T` [l](m)",
    "- # T",
    "- ![i](j)",
    "+ Title",
];

#[test]
fn what_is_not_read_changes_nothing() {
    let mut random = random(1);
    let mut tidy = 0;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..2 + random(14) {
            text += FRAGMENTS[random(FRAGMENTS.len())];
            text += ["\n", "\n", "\n\n", "\n\n", "\r\n", "\n \n", " ", ""][random(8)];
        }
        if inert::is_tidy(&text) {
            tidy += 1;
            let (part, whole) = (PyView::read(&text, true), PyView::read(&text, false));
            assert_eq!(part, whole, "{text:?}");
        }
    }
    let text = "- - a\n    1. b\n    ---\n\n    1. # c\n";
    assert_eq!(PyView::read(text, true), PyView::read(text, false));
    assert!(tidy > 10_000, "{tidy}");
}
