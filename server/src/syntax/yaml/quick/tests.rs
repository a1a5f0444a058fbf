//! The quick pass against the full parser. `INTEGRATIONS_LS_YAML_FILES` may name a file with
//! paths of further texts, one a line.

use serde_json::Value;

use super::super::recover;
use super::parse;
use crate::testing::{random, texts_listed_in};

/// Every text that the quick pass takes gets the tree of the full parser.
fn assert_quick_is_exact(text: &str) -> bool {
    let Some(quick) = parse(text) else {
        return false;
    };
    let full = recover::parse_fully(text, None);
    if quick != full {
        for (n, (a, b)) in quick.nodes.iter().zip(&full.nodes).enumerate() {
            assert_eq!(a, b, "node {n} of {text:?}");
        }
        assert_eq!(quick.texts, full.texts, "{text:?}");
        assert_eq!(quick, full, "{text:?}");
    }
    true
}

/// Usual shapes, from which edits lead to all kinds of near misses.
const USUAL: [&str; 4] = [
    "# c\nname: Foo Bar\nfiles:\n- name: foo.yaml\n  options:\n  - template: init_config\n    options: []\n  \
     # x\n  - name: 'it''s'\n    description: |\n\n      Two lines:\n        - this\n\n      # that\n    \
     value:\n      type: string # c\n      example: \"a\\\"b\"\n  -\n    a: 017\n    b: >-\n      x\n      y\n\n        z\n",
    "init_config:\n\n    ## @param a\n    # a: 1\n\ninstances:\n\n    ## @param b\n  -\n    b: <B>\n\n    \
     # c: [a, 'b']\n    d: [a, 'b', 2]\n    e: {}\n    f: ~\n    g:\n    - x\n    - - y\n      - z\n    -\n",
    "- a: http://x:1/#y\n  b: 2020-01-01\n  c: |+\n   t\n\n  d: -1\n- \"q\": 'r'\n  on: yes\n  e: |-\n    k\n- s",
    "a: b c\n  d  # e\nf:\n- g\n  h\n\n- i: [<A>, <B>]\n- 'j ''k''\n   l\n\n\n   m'\n- \"n\\u00e9 \\\n    \
     o\\n \n  p\"\n- q: |\n  r:\n    s\n    2001-01-01\n  t: \"u: v\n    w\"\n",
];

#[test]
fn the_quick_pass_reads_what_the_full_parser_reads() {
    let mut texts = texts_listed_in("INTEGRATIONS_LS_YAML_FILES");
    let is_short = texts.is_empty();
    let bytes: usize = texts.iter().map(String::len).sum();
    let taken = texts.iter().filter(|text| assert_quick_is_exact(text));
    let taken: usize = taken.map(String::len).sum();
    println!("{taken} of {bytes} bytes in {} files", texts.len());
    let cases = include_str!("../cases.jsonl").lines();
    texts.extend(cases.map(|line| {
        let case: Value = serde_json::from_str(line).unwrap();
        case["text"].as_str().unwrap().to_owned()
    }));
    for text in USUAL {
        assert!(assert_quick_is_exact(text), "{text:?}");
        texts.extend(std::iter::repeat_n(text.to_owned(), 100));
    }
    let pieces = [
        " ",
        "  ",
        "\n",
        "\n\n",
        "- ",
        "-",
        ": ",
        ":",
        "#",
        " # c",
        "'",
        "\"",
        "|",
        ">",
        "|-",
        "[",
        "]",
        "{}",
        ",",
        "a",
        "k: v\n",
        "&a ",
        "*a",
        "!!str ",
        "? ",
        "---\n",
        "...\n",
        "\t",
        "\\",
        "<<: ",
        "=",
        "é",
        "\u{2028}",
        "\u{85}",
        "\n  ",
        "\n    x",
        "\n x",
        "''",
        "\\n",
        "\\\n  ",
        "\\u00e9",
        "\\x4",
        "%",
        "@",
        "?",
        "2001-01-01",
        "on\n",
    ];
    let mut taken = 0;
    let mut any = random(17);
    let rounds = if is_short { 12 } else { 60 };
    for text in &texts {
        for _ in 0..rounds {
            let mut text = text.clone();
            for _ in 0..=any(3) {
                let at = text.floor_char_boundary(any(text.len() + 1));
                let end = text.floor_char_boundary((at + any(6)).min(text.len()));
                match any(4) {
                    0 => text.replace_range(at..end, ""),
                    1 => text.truncate(at),
                    _ => text.insert_str(at, pieces[any(pieces.len())]),
                }
            }
            taken += usize::from(assert_quick_is_exact(&text));
        }
    }
    println!("{taken} of {} edited texts", rounds * texts.len());
    assert!(taken > 2_000, "{taken}");
}
